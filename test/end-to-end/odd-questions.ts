/**
 * Questions on Harbor Tea as people type them in a hurry, with the SQL that a person would write. They were written
 * before anyone looked at what the model makes of them. Columns beside the asked ones make no answer wrong.
 */
export interface OddQuestion {
  readonly oddity: string
  readonly question: string
  /** The first is the reading that comes first; any of them is right. */
  readonly readings: readonly string[]
}

/** The day that relative dates are counted from. */
export const ODD_TODAY = new Date('2025-10-15T09:00:00Z')

const ITEMS = 'order_items i JOIN orders o ON o.id = i.order_id'
const ITEMS_OF_PRODUCTS = 'order_items i JOIN products p ON p.id = i.product_id'
const PRODUCTS_BY_CATEGORY = 'products p JOIN categories c ON c.id = p.category_id'
const PRODUCTS_BY_SUPPLIER = 'products p JOIN suppliers s ON s.id = p.supplier_id'
const CUSTOMERS_BY_COUNTRY = 'customers c JOIN countries l ON l.code = c.country_code'
const CUSTOMERS_BY_ORDER = 'customers c JOIN orders o ON o.customer_id = c.id'
const STAFF_BY_BRANCH = 'staff s JOIN branches b ON b.id = s.branch_id'
const ORDERS_BY_BRANCH = 'orders o JOIN branches b ON b.id = o.branch_id'
const NET = 'i.quantity * i.unit_price * (1 - i.discount)'
const GROSS = 'i.quantity * i.unit_price'
/** Money by some key of the orders `o`: net, gross, or what was paid. */
const revenue = (key: string, rest: string, joins = ''): string[] => [
  `SELECT ${key}, sum(${NET}) FROM ${ITEMS} ${joins} ${rest}`,
  `SELECT ${key}, sum(${GROSS}) FROM ${ITEMS} ${joins} ${rest}`,
  `SELECT ${key}, sum(t.total) FROM order_totals t JOIN orders o ON o.id = t.order_id ${joins} ${rest}`,
]

type Case = readonly [question: string, ...readings: string[]]

const CASES: Readonly<Record<string, readonly Case[]>> = {
  typos: [
    ['how many custmers are there?', 'SELECT count(*) FROM customers'],
    ['list all prodcuts with their price', 'SELECT name, price FROM products'],
    ['avrage salary of staff', 'SELECT avg(salary) FROM staff'],
    ['number of delivries by DHL', "SELECT count(*) FROM deliveries WHERE carrier = 'DHL'"],
    ['customers in Hambrug', "SELECT name FROM customers WHERE city = 'Hamburg'"],
    ['price of Earl Gray', "SELECT price FROM products WHERE name = 'Earl Grey'"],
    ['which suplier sells Gyokuro?', `SELECT s.name FROM ${PRODUCTS_BY_SUPPLIER} WHERE p.name = 'Gyokuro'`],
    ['orders with the note urgnet', "SELECT id FROM orders WHERE note = 'urgent'"],
    [
      'how many produts are in the catgory Coffee',
      `SELECT count(*) FROM ${PRODUCTS_BY_CATEGORY} WHERE c.name = 'Coffee'`,
    ],
    ['maximun credit limit', 'SELECT max(credit_limit) FROM customers'],
    ['staf hired in 2016', "SELECT name FROM staff WHERE hired_on LIKE '2016-%'"],
    ['hightest price of a product', 'SELECT max(price) FROM products'],
  ],
  'no question mark, no capitals': [
    [
      'how many hotels do we supply in berlin',
      "SELECT count(*) FROM customers WHERE kind = 'hotel' AND city = 'Berlin'",
    ],
    ['what is the phone number of finca la nina', "SELECT phone FROM suppliers WHERE name = 'Finca La Niña'"],
    ['which products are organic', 'SELECT name FROM products WHERE is_organic = 1'],
    ['who works in dublin', `SELECT s.name FROM ${STAFF_BY_BRANCH} WHERE b.city = 'Dublin'`],
    ['where is the branch harbor tea schweiz', "SELECT city FROM branches WHERE name = 'Harbor Tea Schweiz'"],
    ['when was ute groß hired', "SELECT hired_on FROM staff WHERE name = 'Ute Groß'"],
    ['what does the milk frother cost', "SELECT price FROM products WHERE name = 'Milk Frother'"],
    ['which region is colombia in', "SELECT region FROM countries WHERE name = 'Colombia'"],
    ['how much does a tea strainer cost', "SELECT price FROM products WHERE name = 'Tea Strainer'"],
    ['how many parcels were delivered by ups', "SELECT sum(parcels) FROM deliveries WHERE carrier = 'UPS'"],
  ],
  imperative: [
    ['Give me all branches', 'SELECT name FROM branches'],
    ['Count the suppliers.', 'SELECT count(*) FROM suppliers'],
    ['Show me the emails of our customers in Graz', "SELECT email FROM customers WHERE city = 'Graz'"],
    ['Tell me the price of Rooibos Vanilla', "SELECT price FROM products WHERE name = 'Rooibos Vanilla'"],
    ['List every supplier together with its phone', 'SELECT name, phone FROM suppliers'],
    ['Find the cheapest product', 'SELECT name FROM products ORDER BY price LIMIT 1'],
    ['Return the average weight of the deliveries', 'SELECT avg(weight_kg) FROM deliveries'],
    ['Display the different kinds of customers', 'SELECT DISTINCT kind FROM customers'],
    ['Sort the branches by opening date', 'SELECT name FROM branches ORDER BY opened_on'],
    ['Please list the cities of all branches', 'SELECT city FROM branches'],
    ['Get the names of baristas', "SELECT name FROM staff WHERE position LIKE '%Barista'"],
    ['Add up all payments', 'SELECT sum(amount) FROM payments'],
  ],
  telegraphic: [
    [
      'revenue by month 2023',
      ...revenue('substr(o.ordered_on, 1, 7)', "WHERE o.ordered_on LIKE '2023-%' GROUP BY 1"),
      "SELECT substr(paid_on, 1, 7), sum(amount) FROM payments WHERE paid_on LIKE '2023-%' GROUP BY 1",
    ],
    [
      'orders 2025',
      "SELECT id FROM orders WHERE ordered_on LIKE '2025-%'",
      "SELECT count(*) FROM orders WHERE ordered_on LIKE '2025-%'",
    ],
    ['customers wien', "SELECT name FROM customers WHERE city = 'Wien'"],
    ['product prices', 'SELECT price FROM products'],
    ['salary tea taster', "SELECT salary FROM staff WHERE position = 'Tea Taster'"],
    [
      'staff per branch',
      'SELECT b.name, count(*) FROM staff s JOIN branches b ON b.id = s.branch_id GROUP BY b.id',
      'SELECT branch_id, count(*) FROM staff GROUP BY branch_id',
    ],
    ['number orders per customer kind', `SELECT c.kind, count(*) FROM ${CUSTOMERS_BY_ORDER} GROUP BY c.kind`],
    [
      'payments by method',
      'SELECT method, sum(amount) FROM payments GROUP BY method',
      'SELECT method, count(*) FROM payments GROUP BY method',
    ],
    ['avg price by category', `SELECT c.name, avg(p.price) FROM ${PRODUCTS_BY_CATEGORY} GROUP BY c.id`],
    ['cheapest 3 products', 'SELECT name FROM products ORDER BY price LIMIT 3'],
    [
      'customers by city',
      'SELECT city, count(*) FROM customers GROUP BY city',
      'SELECT name, city FROM customers ORDER BY city',
    ],
    ['green tea prices', `SELECT p.price FROM ${PRODUCTS_BY_CATEGORY} WHERE c.name = 'Green Tea'`],
    ['orders per year', 'SELECT substr(ordered_on, 1, 4), count(*) FROM orders GROUP BY 1'],
    ['hotels london', "SELECT name FROM customers WHERE kind = 'hotel' AND city = 'London'"],
    [
      'total payments 2024',
      "SELECT sum(amount) FROM payments WHERE paid_on LIKE '2024-%'",
      "SELECT count(*) FROM payments WHERE paid_on LIKE '2024-%'",
    ],
    ['max salary per position', 'SELECT position, max(salary) FROM staff GROUP BY position'],
    ['deliveries carrier count', 'SELECT carrier, count(*) FROM deliveries GROUP BY carrier'],
    ['suppliers germany', "SELECT s.name FROM suppliers s WHERE s.country_code = 'DE'"],
  ],
  'plural and tense': [
    ['which customer is in Cork', "SELECT name FROM customers WHERE city = 'Cork'"],
    ['name of hotels', "SELECT name FROM customers WHERE kind = 'hotel'"],
    ['who was hired in 2018?', "SELECT name FROM staff WHERE hired_on LIKE '2018-%'"],
    ['which branches did we open before 2014?', "SELECT name FROM branches WHERE opened_on < '2014-01-01'"],
    ['how many trainees work for us', "SELECT count(*) FROM staff WHERE position = 'Trainee'"],
    ['which product has been discontinued?', 'SELECT name FROM products WHERE discontinued_on IS NOT NULL'],
    ['what do our tea tasters earn?', "SELECT salary FROM staff WHERE position = 'Tea Taster'"],
    [
      'how many orders has the London branch taken?',
      `SELECT count(*) FROM ${ORDERS_BY_BRANCH} WHERE b.city = 'London'`,
    ],
    [
      'what products is Finca La Niña supplying?',
      `SELECT p.name FROM ${PRODUCTS_BY_SUPPLIER} WHERE s.name = 'Finca La Niña'`,
    ],
    [
      'which customers were ordering in December 2025',
      `SELECT DISTINCT c.name FROM customers c WHERE c.id IN (SELECT customer_id FROM orders WHERE ordered_on LIKE '2025-12-%')`,
      `SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders WHERE ordered_on LIKE '2025-12-%')`,
    ],
  ],
  'numbers in words': [
    ['the five most expensive products', 'SELECT name FROM products ORDER BY price DESC LIMIT 5'],
    [
      'customers with more than ten orders',
      `SELECT c.name FROM ${CUSTOMERS_BY_ORDER} GROUP BY c.id HAVING count(*) > 10`,
    ],
    [
      'deliveries of three parcels',
      'SELECT order_no FROM deliveries WHERE parcels = 3',
      'SELECT count(*) FROM deliveries WHERE parcels = 3',
    ],
    ['how many deliveries had four parcels?', 'SELECT count(*) FROM deliveries WHERE parcels = 4'],
    ['products that cost less than ten', 'SELECT name FROM products WHERE price < 10'],
    [
      'suppliers with two products',
      `SELECT s.name FROM ${PRODUCTS_BY_SUPPLIER} GROUP BY s.id HAVING count(*) = 2`,
    ],
    ['staff earning over seventy thousand', 'SELECT name FROM staff WHERE salary > 70000'],
    ['the two oldest branches', 'SELECT name FROM branches ORDER BY opened_on LIMIT 2'],
    [
      'which customers have a credit limit of one thousand?',
      'SELECT name FROM customers WHERE credit_limit = 1000',
    ],
    [
      'branches with more than seven employees',
      `SELECT b.name FROM ${STAFF_BY_BRANCH} GROUP BY b.id HAVING count(*) > 7`,
    ],
  ],
  'top and first': [
    [
      'top 5 customers by number of orders',
      `SELECT c.name FROM ${CUSTOMERS_BY_ORDER} GROUP BY c.id ORDER BY count(*) DESC LIMIT 5`,
    ],
    ['top 3 earners', 'SELECT name FROM staff ORDER BY salary DESC LIMIT 3'],
    [
      'top three cities by customers',
      'SELECT city FROM customers GROUP BY city ORDER BY count(*) DESC LIMIT 3',
    ],
    ['the 10 latest orders', 'SELECT id FROM orders ORDER BY ordered_on DESC LIMIT 10'],
    [
      'first order ever',
      'SELECT id FROM orders ORDER BY ordered_on LIMIT 1',
      'SELECT min(ordered_on) FROM orders',
    ],
    [
      'heaviest delivery',
      'SELECT order_no FROM deliveries ORDER BY weight_kg DESC LIMIT 1',
      'SELECT max(weight_kg) FROM deliveries',
    ],
    ['the second most expensive product', 'SELECT name FROM products ORDER BY price DESC LIMIT 1 OFFSET 1'],
    ['the third highest salary', 'SELECT salary FROM staff ORDER BY salary DESC LIMIT 1 OFFSET 2'],
    ['most common customer kind', 'SELECT kind FROM customers GROUP BY kind ORDER BY count(*) DESC LIMIT 1'],
    ['least used payment method', 'SELECT method FROM payments GROUP BY method ORDER BY count(*) LIMIT 1'],
    [
      'best selling product by quantity',
      `SELECT p.name FROM ${ITEMS_OF_PRODUCTS} GROUP BY p.id ORDER BY sum(i.quantity) DESC LIMIT 1`,
    ],
    ['newest member of staff', 'SELECT name FROM staff ORDER BY hired_on DESC LIMIT 1'],
  ],
  'at least, at most': [
    [
      'suppliers with at least two products',
      `SELECT s.name FROM ${PRODUCTS_BY_SUPPLIER} GROUP BY s.id HAVING count(*) >= 2`,
    ],
    ['products costing at least 50', 'SELECT name FROM products WHERE price >= 50'],
    ['how many deliveries weigh at most 5 kg', 'SELECT count(*) FROM deliveries WHERE weight_kg <= 5'],
    ['cities with at least 20 customers', 'SELECT city FROM customers GROUP BY city HAVING count(*) >= 20'],
    ['customers with no more than 500 credit limit', 'SELECT name FROM customers WHERE credit_limit <= 500'],
    [
      'categories with a minimum of ten products',
      `SELECT c.name FROM ${PRODUCTS_BY_CATEGORY} GROUP BY c.id HAVING count(*) >= 10`,
    ],
    ['staff who earn 70000 or more', 'SELECT name FROM staff WHERE salary >= 70000'],
    [
      'positions held by fewer than 4 people',
      'SELECT position FROM staff GROUP BY position HAVING count(*) < 4',
    ],
    ['payments exceeding 1500', 'SELECT id FROM payments WHERE amount > 1500'],
    [
      'carriers with over 420 deliveries',
      'SELECT carrier FROM deliveries GROUP BY carrier HAVING count(*) > 420',
    ],
  ],
  between: [
    ['products between 10 and 12 euros', 'SELECT name FROM products WHERE price BETWEEN 10 AND 12'],
    [
      'staff with a salary between 40000 and 45000',
      'SELECT name FROM staff WHERE salary BETWEEN 40000 AND 45000',
    ],
    [
      'how many payments are between 100 and 200?',
      'SELECT count(*) FROM payments WHERE amount BETWEEN 100 AND 200',
    ],
    [
      'orders between 1 March 2024 and 5 March 2024',
      "SELECT id FROM orders WHERE ordered_on BETWEEN '2024-03-01' AND '2024-03-05'",
    ],
    [
      'customers whose credit limit is between 9000 and 10000',
      'SELECT name FROM customers WHERE credit_limit BETWEEN 9000 AND 10000',
    ],
    [
      'branches opened between 2015 and 2018',
      "SELECT name FROM branches WHERE opened_on BETWEEN '2015-01-01' AND '2018-12-31'",
    ],
    [
      'deliveries weighing from 30 to 35 kg',
      'SELECT order_no FROM deliveries WHERE weight_kg BETWEEN 30 AND 35',
      'SELECT count(*) FROM deliveries WHERE weight_kg BETWEEN 30 AND 35',
    ],
  ],
  negation: [
    ['customers not in Germany', `SELECT c.name FROM ${CUSTOMERS_BY_COUNTRY} WHERE l.name <> 'Germany'`],
    ['products that are not organic', 'SELECT name FROM products WHERE is_organic = 0'],
    ['suppliers without phone', 'SELECT name FROM suppliers WHERE phone IS NULL'],
    [
      'orders without a note',
      'SELECT id FROM orders WHERE note IS NULL',
      'SELECT count(*) FROM orders WHERE note IS NULL',
    ],
    ['customers with no credit limit', 'SELECT name FROM customers WHERE credit_limit IS NULL'],
    [
      'products never ordered',
      'SELECT name FROM products WHERE id NOT IN (SELECT product_id FROM order_items)',
    ],
    [
      'how many customers never placed an order',
      'SELECT count(*) FROM customers WHERE id NOT IN (SELECT customer_id FROM orders)',
    ],
    [
      'countries without suppliers',
      'SELECT name FROM countries WHERE code NOT IN (SELECT country_code FROM suppliers)',
    ],
    [
      "which countries don't have a branch?",
      'SELECT name FROM countries WHERE code NOT IN (SELECT country_code FROM branches)',
    ],
    ['customers who are not cafes', "SELECT name FROM customers WHERE kind <> 'cafe'"],
    ['staff except baristas', "SELECT name FROM staff WHERE position NOT LIKE '%Barista'"],
    [
      'orders that are not yet paid',
      'SELECT id FROM orders WHERE id NOT IN (SELECT order_id FROM payments)',
      'SELECT id FROM orders WHERE status = 1',
    ],
    ['employees without a manager', 'SELECT name FROM staff WHERE manager_id IS NULL'],
    [
      'how many orders have no delivery',
      'SELECT count(*) FROM orders WHERE id NOT IN (SELECT order_no FROM deliveries)',
    ],
  ],
  'either or': [
    ['customers in either Paris or Lyon', "SELECT name FROM customers WHERE city IN ('Paris', 'Lyon')"],
    [
      'products in Coffee or Herbal',
      `SELECT p.name FROM ${PRODUCTS_BY_CATEGORY} WHERE c.name IN ('Coffee', 'Herbal')`,
    ],
    [
      'how many customers are hotels or restaurants?',
      "SELECT count(*) FROM customers WHERE kind IN ('hotel', 'restaurant')",
    ],
    [
      'deliveries by UPS or DHL',
      "SELECT order_no FROM deliveries WHERE carrier IN ('UPS', 'DHL')",
      "SELECT count(*) FROM deliveries WHERE carrier IN ('UPS', 'DHL')",
    ],
    ['suppliers from India or China', "SELECT name FROM suppliers WHERE country_code IN ('IN', 'CN')"],
    [
      'staff who are trainees or earn less than 28000',
      "SELECT name FROM staff WHERE position = 'Trainee' OR salary < 28000",
    ],
    [
      'products cheaper than 9 or more expensive than 60',
      'SELECT name FROM products WHERE price < 9 OR price > 60',
    ],
    ['branches in Hamburg or Dublin', "SELECT name FROM branches WHERE city IN ('Hamburg', 'Dublin')"],
  ],
  'both and': [
    [
      'customers who ordered both Keemun and Rooibos',
      `SELECT name FROM customers WHERE id IN (SELECT o.customer_id FROM ${ITEMS} JOIN products p ON p.id = i.product_id WHERE p.name = 'Keemun') AND id IN (SELECT o.customer_id FROM ${ITEMS} JOIN products p ON p.id = i.product_id WHERE p.name = 'Rooibos')`,
    ],
    [
      'cities that have both customers and a branch',
      'SELECT city FROM customers INTERSECT SELECT city FROM branches',
    ],
    [
      'countries with both customers and suppliers',
      'SELECT name FROM countries WHERE code IN (SELECT country_code FROM customers) AND code IN (SELECT country_code FROM suppliers)',
    ],
    ['both the cheapest and the dearest price', 'SELECT min(price), max(price) FROM products'],
    [
      'organic products that cost more than 30',
      'SELECT name FROM products WHERE is_organic = 1 AND price > 30',
    ],
    [
      'cafes in London with a credit limit over 8000',
      "SELECT name FROM customers WHERE kind = 'cafe' AND city = 'London' AND credit_limit > 8000",
    ],
  ],
  'per, each, by': [
    [
      'average salary per branch',
      `SELECT b.name, avg(s.salary) FROM ${STAFF_BY_BRANCH} GROUP BY b.id`,
      'SELECT branch_id, avg(salary) FROM staff GROUP BY branch_id',
    ],
    ['number of products per supplier', `SELECT s.name, count(*) FROM ${PRODUCTS_BY_SUPPLIER} GROUP BY s.id`],
    [
      'customers per country',
      `SELECT l.name, count(*) FROM ${CUSTOMERS_BY_COUNTRY} GROUP BY l.code`,
      'SELECT country_code, count(*) FROM customers GROUP BY country_code',
    ],
    [
      'how many products does each category have',
      `SELECT c.name, count(*) FROM ${PRODUCTS_BY_CATEGORY} GROUP BY c.id`,
    ],
    ['average delivery weight by carrier', 'SELECT carrier, avg(weight_kg) FROM deliveries GROUP BY carrier'],
    [
      'most expensive price in every category',
      `SELECT c.name, max(p.price) FROM ${PRODUCTS_BY_CATEGORY} GROUP BY c.id`,
    ],
    ['total parcels per carrier', 'SELECT carrier, sum(parcels) FROM deliveries GROUP BY carrier'],
    [
      'orders per month in 2024',
      "SELECT substr(ordered_on, 1, 7), count(*) FROM orders WHERE ordered_on LIKE '2024-%' GROUP BY 1",
    ],
    ['revenue per branch', ...revenue('b.name', 'GROUP BY b.id', 'JOIN branches b ON b.id = o.branch_id')],
    [
      'number of customers by kind, largest first',
      'SELECT kind, count(*) FROM customers GROUP BY kind ORDER BY 2 DESC',
    ],
    ['signups per year', 'SELECT substr(signed_up_on, 1, 4), count(*) FROM customers GROUP BY 1'],
    [
      'number of branches for every country',
      'SELECT l.name, count(*) FROM branches b JOIN countries l ON l.code = b.country_code GROUP BY l.code',
      'SELECT country_code, count(*) FROM branches GROUP BY country_code',
    ],
  ],
  'share of': [
    [
      'share of organic products',
      'SELECT avg(is_organic) FROM products',
      'SELECT 100.0 * avg(is_organic) FROM products',
    ],
    [
      'percentage of customers without email',
      'SELECT 100.0 * avg(email IS NULL) FROM customers',
      'SELECT avg(email IS NULL) FROM customers',
    ],
    [
      'what percentage of orders were cancelled?',
      'SELECT 100.0 * avg(status = 5) FROM orders',
      'SELECT avg(status = 5) FROM orders',
    ],
    [
      'share of customers in Hamburg',
      "SELECT avg(city = 'Hamburg') FROM customers",
      "SELECT 100.0 * avg(city = 'Hamburg') FROM customers",
    ],
    [
      'what proportion of deliveries went by UPS',
      "SELECT avg(carrier = 'UPS') FROM deliveries",
      "SELECT 100.0 * avg(carrier = 'UPS') FROM deliveries",
    ],
  ],
  'relative dates': [
    ['how many orders did we get last year?', "SELECT count(*) FROM orders WHERE ordered_on LIKE '2024-%'"],
    [
      'orders this month',
      "SELECT id FROM orders WHERE ordered_on LIKE '2025-10-%'",
      "SELECT count(*) FROM orders WHERE ordered_on LIKE '2025-10-%'",
    ],
    ['number of orders last month', "SELECT count(*) FROM orders WHERE ordered_on LIKE '2025-09-%'"],
    ['how many orders came in yesterday', "SELECT count(*) FROM orders WHERE ordered_on = '2025-10-14'"],
    [
      'orders today',
      "SELECT id FROM orders WHERE ordered_on = '2025-10-15'",
      "SELECT count(*) FROM orders WHERE ordered_on = '2025-10-15'",
    ],
    [
      'total payments this year',
      "SELECT sum(amount) FROM payments WHERE paid_on LIKE '2025-%'",
      "SELECT count(*) FROM payments WHERE paid_on LIKE '2025-%'",
    ],
    [
      'deliveries last month',
      "SELECT order_no FROM deliveries WHERE delivered_on LIKE '%/09/2025'",
      "SELECT count(*) FROM deliveries WHERE delivered_on LIKE '%/09/2025'",
    ],
    ['staff hired since 2020', "SELECT name FROM staff WHERE hired_on >= '2020-01-01'"],
    [
      'orders in the first quarter of 2024',
      "SELECT id FROM orders WHERE ordered_on >= '2024-01-01' AND ordered_on < '2024-04-01'",
      "SELECT count(*) FROM orders WHERE ordered_on >= '2024-01-01' AND ordered_on < '2024-04-01'",
    ],
    [
      'how many orders were placed in the last quarter?',
      "SELECT count(*) FROM orders WHERE ordered_on >= '2025-07-01' AND ordered_on < '2025-10-01'",
    ],
    ['products discontinued last year', "SELECT name FROM products WHERE discontinued_on LIKE '2024-%'"],
    [
      'payments in august',
      "SELECT id FROM payments WHERE paid_on LIKE '2025-08-%'",
      "SELECT count(*) FROM payments WHERE paid_on LIKE '2025-08-%'",
      "SELECT id FROM payments WHERE substr(paid_on, 6, 2) = '08'",
    ],
  ],
  comparisons: [
    [
      'products pricier than the average product',
      'SELECT name FROM products WHERE price > (SELECT avg(price) FROM products)',
    ],
    [
      'employees who earn less than the average',
      'SELECT name FROM staff WHERE salary < (SELECT avg(salary) FROM staff)',
    ],
    [
      'products more expensive than Gyokuro',
      "SELECT name FROM products WHERE price > (SELECT price FROM products WHERE name = 'Gyokuro')",
    ],
    [
      'who earns more than Henry de Vries?',
      "SELECT name FROM staff WHERE salary > (SELECT salary FROM staff WHERE name = 'Henry de Vries')",
    ],
    [
      'deliveries heavier than average',
      'SELECT order_no FROM deliveries WHERE weight_kg > (SELECT avg(weight_kg) FROM deliveries)',
      'SELECT count(*) FROM deliveries WHERE weight_kg > (SELECT avg(weight_kg) FROM deliveries)',
    ],
    [
      'staff paid better than the highest paid barista',
      "SELECT name FROM staff WHERE salary > (SELECT max(salary) FROM staff WHERE position LIKE '%Barista')",
    ],
  ],
  'aliases and codes': [
    ['German suppliers', "SELECT name FROM suppliers WHERE country_code = 'DE'"],
    ['Chinese customers', "SELECT name FROM customers WHERE country_code = 'CN'"],
    ['customers from the UK', "SELECT name FROM customers WHERE country_code = 'GB'"],
    ['how many customers are in the USA?', "SELECT count(*) FROM customers WHERE country_code = 'US'"],
    ['French customers', "SELECT name FROM customers WHERE country_code = 'FR'"],
    ['senior baristas', "SELECT name FROM staff WHERE position = 'Sr. Barista'"],
    ['account managers', "SELECT name FROM staff WHERE position = 'Acct. Mgr'"],
    ['restaurants in Munich', "SELECT name FROM customers WHERE kind = 'restaurant' AND city = 'München'"],
    ['Swiss branches', "SELECT name FROM branches WHERE country_code = 'CH'"],
    ['Indian tea suppliers', "SELECT name FROM suppliers WHERE country_code = 'IN'"],
    ['customers in zurich', "SELECT name FROM customers WHERE city = 'Zürich'"],
    ['sales representatives', "SELECT name FROM staff WHERE position = 'Sales Rep.'"],
    [
      'junior baristas in London',
      `SELECT s.name FROM ${STAFF_BY_BRANCH} WHERE s.position = 'Jr. Barista' AND b.city = 'London'`,
    ],
  ],
  'long ways': [
    [
      'which categories does Teekontor Nordsee GmbH supply?',
      "SELECT DISTINCT c.name FROM categories c JOIN products p ON p.category_id = c.id JOIN suppliers s ON s.id = p.supplier_id WHERE s.name = 'Teekontor Nordsee GmbH'",
    ],
    ['in which regions do we have customers?', `SELECT DISTINCT l.region FROM ${CUSTOMERS_BY_COUNTRY}`],
    [
      'number of customers per region',
      `SELECT l.region, count(*) FROM ${CUSTOMERS_BY_COUNTRY} GROUP BY l.region`,
    ],
    [
      'who manages the staff of London?',
      `SELECT DISTINCT m.name FROM staff s JOIN staff m ON m.id = s.manager_id JOIN branches b ON b.id = s.branch_id WHERE b.city = 'London'`,
    ],
    [
      'names of employees and their managers',
      'SELECT s.name, m.name FROM staff s JOIN staff m ON m.id = s.manager_id',
    ],
    [
      'how many people report to Sören Krüger?',
      "SELECT count(*) FROM staff s JOIN staff m ON m.id = s.manager_id WHERE m.name = 'Sören Krüger'",
    ],
    [
      'quantity of Keemun sold in 2024',
      `SELECT sum(i.quantity) FROM ${ITEMS} JOIN products p ON p.id = i.product_id WHERE p.name = 'Keemun' AND o.ordered_on LIKE '2024-%'`,
    ],
    [
      'average number of products per category',
      'SELECT avg(n) FROM (SELECT count(*) AS n FROM products GROUP BY category_id)',
      'SELECT count(*) * 1.0 / count(DISTINCT category_id) FROM products',
    ],
    [
      'phone of the supplier of Santos Natural',
      `SELECT s.phone FROM ${PRODUCTS_BY_SUPPLIER} WHERE p.name = 'Santos Natural'`,
    ],
    [
      'how many different products were ordered in 2023?',
      `SELECT count(DISTINCT i.product_id) FROM ${ITEMS} WHERE o.ordered_on LIKE '2023-%'`,
    ],
  ],
}

/** The codes of `orders.status` are known: `sonde knowledge import <database> order_status` has run. */
export const ODD_QUESTIONS: readonly OddQuestion[] = Object.entries(CASES).flatMap(([oddity, cases]) =>
  cases.map(([question, ...readings]) => ({ oddity, question, readings })),
)
