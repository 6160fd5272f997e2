import type { OddCase } from './odd-questions.ts'
import {
  CUSTOMERS_BY_COUNTRY,
  CUSTOMERS_BY_ORDER,
  ITEMS,
  PRODUCTS_BY_CATEGORY,
  PRODUCTS_BY_SUPPLIER,
  revenue,
  STAFF_BY_BRANCH,
} from './odd-questions-sql.ts'

/** The second half of the odd questions: sets, groups, shares, dates, comparisons, aliases. */
export const MORE_CASES: Readonly<Record<string, readonly OddCase[]>> = {
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
  analysts: [
    [
      'customers and the date of their last order',
      `SELECT c.name, max(o.ordered_on) FROM ${CUSTOMERS_BY_ORDER} GROUP BY c.id`,
    ],
    ['first and last order date', 'SELECT min(ordered_on), max(ordered_on) FROM orders'],
    [
      'customers with at least 3 different payment methods',
      `SELECT c.name FROM ${CUSTOMERS_BY_ORDER} JOIN payments p ON p.order_id = o.id GROUP BY c.id HAVING count(DISTINCT p.method) >= 3`,
    ],
    [
      'products that appear in more than 130 orders',
      'SELECT p.name FROM products p JOIN order_items i ON i.product_id = p.id GROUP BY p.id HAVING count(DISTINCT i.order_id) > 130',
    ],
    [
      'carriers with an average weight over 15 kg',
      'SELECT carrier FROM deliveries GROUP BY carrier HAVING avg(weight_kg) > 15',
    ],
    [
      'customers who ordered in 2023 but not in 2024',
      "SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders WHERE ordered_on LIKE '2023-%') AND id NOT IN (SELECT customer_id FROM orders WHERE ordered_on LIKE '2024-%')",
    ],
    [
      'suppliers and how many products they supply',
      `SELECT s.name, count(*) FROM ${PRODUCTS_BY_SUPPLIER} GROUP BY s.id`,
    ],
    [
      'staff hired before 2015 who earn less than 40000',
      "SELECT name FROM staff WHERE hired_on < '2015-01-01' AND salary < 40000",
    ],
    [
      'payments above the average payment amount',
      'SELECT id FROM payments WHERE amount > (SELECT avg(amount) FROM payments)',
    ],
    [
      'monthly number of orders in 2023',
      "SELECT substr(ordered_on, 1, 7), count(*) FROM orders WHERE ordered_on LIKE '2023-%' GROUP BY 1",
    ],
    [
      'percentage of customers that are shops',
      "SELECT 100.0 * count(CASE WHEN kind = 'shop' THEN 1 END) / count(*) FROM customers",
    ],
    ['customers whose credit limit is unknown', 'SELECT name FROM customers WHERE credit_limit IS NULL'],
    [
      'how many orders did each staff member handle in 2024',
      "SELECT s.name, count(*) FROM staff s JOIN orders o ON o.staff_id = s.id WHERE o.ordered_on LIKE '2024-%' GROUP BY s.id",
    ],
  ],
}
