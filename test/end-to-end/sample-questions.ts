/** A question as an analyst asks it of Harbor Tea, with the SQL that a person would write. */
export interface SampleQuestion {
  readonly question: string
  readonly sql: string
  /** Other readings of the question that are as right. */
  readonly alsoRight?: readonly string[]
  /** Columns beside the asked ones, such as a count beside a name, do not make an answer wrong. */
  readonly allowsExtraColumns?: true
  /** The place of the gold column whose order the question asks for; without it rows are compared as bags. */
  readonly orderedBy?: number
}

const LINE_TOTAL = 'i.quantity * i.unit_price'
const NET_TOTAL = 'i.quantity * i.unit_price * (1 - i.discount)'

/** The codes of `orders.status` are known: `sonde knowledge import <database> order_status` has run. */
export const SAMPLE_QUESTIONS: readonly SampleQuestion[] = [
  { question: 'How many customers do we have?', sql: 'SELECT count(*) FROM customers' },
  {
    question: 'number of orders placed in 2024',
    sql: "SELECT count(*) FROM orders WHERE ordered_on LIKE '2024-%'",
  },
  { question: 'how many products are organic', sql: 'SELECT count(*) FROM products WHERE is_organic = 1' },
  {
    question: 'How many different cities do our customers come from?',
    sql: 'SELECT count(DISTINCT city) FROM customers',
  },
  {
    question: 'How many staff work in London?',
    sql: "SELECT count(*) FROM staff s JOIN branches b ON b.id = s.branch_id WHERE b.city = 'London'",
  },
  {
    question: 'number of suppliers per country',
    sql: 'SELECT c.name, count(*) FROM suppliers s JOIN countries c ON c.code = s.country_code GROUP BY c.code',
    alsoRight: ['SELECT country_code, count(*) FROM suppliers GROUP BY country_code'],
    allowsExtraColumns: true,
  },
  { question: 'Show the name and price of all products', sql: 'SELECT name, price FROM products' },
  {
    question: 'list all staff with their position and salary',
    sql: 'SELECT name, position, salary FROM staff',
  },
  {
    question: 'names and emails of the customers in Berlin',
    sql: "SELECT name, email FROM customers WHERE city = 'Berlin'",
  },
  {
    question: 'What product categories are there?',
    sql: 'SELECT name FROM categories',
    allowsExtraColumns: true,
  },
  {
    question: 'customers in hamburg',
    sql: "SELECT name FROM customers WHERE city = 'Hamburg'",
    allowsExtraColumns: true,
  },
  {
    question: 'which hotels are our customers in London?',
    sql: "SELECT name FROM customers WHERE kind = 'hotel' AND city = 'London'",
    allowsExtraColumns: true,
  },
  { question: 'How many orders were cancelled?', sql: 'SELECT count(*) FROM orders WHERE status = 5' },
  {
    question: 'list the cancelled orders of 2025',
    sql: "SELECT id FROM orders WHERE status = 5 AND ordered_on LIKE '2025-%'",
    allowsExtraColumns: true,
  },
  {
    question: 'which orders are shipped but not yet delivered',
    sql: 'SELECT id FROM orders WHERE status = 3',
    allowsExtraColumns: true,
  },
  {
    question: 'What does Ice Tea Lemon cost?',
    sql: "SELECT price FROM products WHERE name = 'Iced Tea Lemon'",
    allowsExtraColumns: true,
  },
  {
    question: 'price of earl grey',
    sql: "SELECT price FROM products WHERE name = 'Earl Grey'",
    allowsExtraColumns: true,
  },
  {
    question: 'who is the manager of Henry de Vries?',
    sql: "SELECT m.name FROM staff s JOIN staff m ON m.id = s.manager_id WHERE s.name = 'Henry de Vries'",
    allowsExtraColumns: true,
  },
  {
    question: 'phone number of Porzellan Muller',
    sql: "SELECT phone FROM suppliers WHERE name = 'Porzellan Müller'",
    allowsExtraColumns: true,
  },
  {
    question: 'How many orders are marked urgent?',
    sql: "SELECT count(*) FROM orders WHERE note = 'urgent'",
  },
  {
    question: 'How many branch managers do we have?',
    sql: "SELECT count(*) FROM staff WHERE position = 'Branch Mgr'",
  },
  {
    question: 'Which cafes in Zürich have a credit limit?',
    sql: "SELECT name FROM customers WHERE kind = 'cafe' AND city = 'Zürich' AND credit_limit IS NOT NULL",
    allowsExtraColumns: true,
  },
  {
    question: 'products that cost more than 40',
    sql: 'SELECT name FROM products WHERE price > 40',
    allowsExtraColumns: true,
  },
  {
    question: 'Who earns less than 30000?',
    sql: 'SELECT name FROM staff WHERE salary < 30000',
    allowsExtraColumns: true,
  },
  {
    question: 'customers with a credit limit of at least 9,000',
    sql: 'SELECT name FROM customers WHERE credit_limit >= 9000',
    allowsExtraColumns: true,
  },
  {
    question: 'Which products are priced between 20 and 25?',
    sql: 'SELECT name FROM products WHERE price BETWEEN 20 AND 25',
    allowsExtraColumns: true,
  },
  {
    question: 'How many orders have a total over 1000?',
    sql: 'SELECT count(*) FROM order_totals WHERE total > 1000',
  },
  {
    question: 'number of deliveries heavier than 30 kg',
    sql: 'SELECT count(*) FROM deliveries WHERE weight_kg > 30',
  },
  {
    question: 'How many orders did we get in March 2024?',
    sql: "SELECT count(*) FROM orders WHERE ordered_on LIKE '2024-03-%'",
  },
  {
    question: 'customers who signed up before 2016',
    sql: "SELECT name FROM customers WHERE signed_up_on < '2016-01-01'",
    allowsExtraColumns: true,
  },
  {
    question: 'staff hired after 1 January 2020',
    sql: "SELECT name FROM staff WHERE hired_on > '2020-01-01'",
    allowsExtraColumns: true,
  },
  {
    question: 'Which branch was opened in 2018?',
    sql: "SELECT name FROM branches WHERE opened_on LIKE '2018-%'",
    allowsExtraColumns: true,
  },
  {
    question: 'How many deliveries were there in January 2024?',
    sql: "SELECT count(*) FROM deliveries WHERE delivered_on LIKE '%/01/2024'",
  },
  {
    question: 'How many deliveries did DHL make in 2025?',
    sql: "SELECT count(*) FROM deliveries WHERE carrier = 'DHL' AND delivered_on LIKE '%/2025'",
  },
  {
    question: 'number of orders between 2024-12-20 and 2024-12-31',
    sql: "SELECT count(*) FROM orders WHERE ordered_on BETWEEN '2024-12-20' AND '2024-12-31'",
  },
  {
    question: 'Which customers have closed their account?',
    sql: 'SELECT name FROM customers WHERE closed_on IS NOT NULL',
    allowsExtraColumns: true,
  },
  {
    question: 'when was the last order?',
    sql: 'SELECT max(ordered_on) FROM orders',
    allowsExtraColumns: true,
  },
  {
    question: 'How many customers signed up each year?',
    sql: 'SELECT substr(signed_up_on, 1, 4), count(*) FROM customers GROUP BY 1',
  },
  {
    question: 'number of customers per city, most first',
    sql: 'SELECT city, count(*) FROM customers GROUP BY city ORDER BY 2 DESC',
    orderedBy: 1,
  },
  {
    question: 'average salary by position',
    sql: 'SELECT position, avg(salary) FROM staff GROUP BY position',
  },
  {
    question: 'total amount of payments per method',
    sql: 'SELECT method, sum(amount) FROM payments GROUP BY method',
  },
  {
    question: 'revenue by month 2024',
    sql: "SELECT substr(ordered_on, 1, 7), sum(total) FROM order_totals WHERE ordered_on LIKE '2024-%' GROUP BY 1",
    alsoRight: [
      `SELECT substr(o.ordered_on, 1, 7), sum(${LINE_TOTAL}) FROM orders o JOIN order_items i ON i.order_id = o.id WHERE o.ordered_on LIKE '2024-%' GROUP BY 1`,
      "SELECT substr(paid_on, 1, 7), sum(amount) FROM payments WHERE paid_on LIKE '2024-%' GROUP BY 1",
    ],
  },
  {
    question: 'average product price per category',
    sql: 'SELECT c.name, avg(p.price) FROM products p JOIN categories c ON c.id = p.category_id GROUP BY c.id',
  },
  {
    question: 'How many orders are there by status?',
    sql: 'SELECT s.label, count(*) FROM orders o JOIN order_status s ON s.id = o.status GROUP BY s.id',
    alsoRight: ['SELECT status, count(*) FROM orders GROUP BY status'],
    allowsExtraColumns: true,
  },
  {
    question: 'how many parcels did each carrier deliver',
    sql: 'SELECT carrier, sum(parcels) FROM deliveries GROUP BY carrier',
  },
  {
    question: 'cities with more than 40 customers',
    sql: 'SELECT city FROM customers GROUP BY city HAVING count(*) > 40',
    allowsExtraColumns: true,
  },
  {
    question: 'Which customers have placed at least 12 orders?',
    sql: 'SELECT c.name FROM customers c JOIN orders o ON o.customer_id = c.id GROUP BY c.id HAVING count(*) >= 12',
    allowsExtraColumns: true,
  },
  {
    question: 'suppliers with at least 5 products',
    sql: 'SELECT s.name FROM suppliers s JOIN products p ON p.supplier_id = s.id GROUP BY s.id HAVING count(*) >= 5',
    allowsExtraColumns: true,
  },
  {
    question: 'Which categories have fewer than 8 products?',
    sql: 'SELECT c.name FROM categories c JOIN products p ON p.category_id = c.id GROUP BY c.id HAVING count(*) < 8',
    allowsExtraColumns: true,
  },
  {
    question: 'top 5 most expensive products',
    sql: 'SELECT name FROM products ORDER BY price DESC LIMIT 5',
    allowsExtraColumns: true,
  },
  {
    question: 'list products by price, cheapest first',
    sql: 'SELECT price, name FROM products ORDER BY price',
    alsoRight: ['SELECT name FROM products ORDER BY price'],
    orderedBy: 0,
    allowsExtraColumns: true,
  },
  {
    question: 'the three best paid employees',
    sql: 'SELECT name FROM staff ORDER BY salary DESC LIMIT 3',
    allowsExtraColumns: true,
  },
  {
    question: 'cheapest green tea',
    sql: "SELECT p.name FROM products p JOIN categories c ON c.id = p.category_id WHERE c.name = 'Green Tea' ORDER BY p.price LIMIT 1",
    allowsExtraColumns: true,
  },
  {
    question: 'Which customer placed the most orders?',
    sql: 'SELECT c.name FROM customers c JOIN orders o ON o.customer_id = c.id GROUP BY c.id ORDER BY count(*) DESC LIMIT 1',
    allowsExtraColumns: true,
  },
  {
    question: 'Which product sells the most units?',
    sql: 'SELECT p.name FROM products p JOIN order_items i ON i.product_id = p.id GROUP BY p.id ORDER BY sum(i.quantity) DESC LIMIT 1',
    allowsExtraColumns: true,
  },
  {
    question: 'which branch has the fewest employees',
    sql: 'SELECT b.name FROM branches b JOIN staff s ON s.branch_id = b.id GROUP BY b.id ORDER BY count(*) LIMIT 1',
    allowsExtraColumns: true,
  },
  {
    question: 'What is our oldest branch?',
    sql: 'SELECT name FROM branches ORDER BY opened_on LIMIT 1',
    allowsExtraColumns: true,
  },
  {
    question: 'customers who have never ordered anything',
    sql: 'SELECT name FROM customers WHERE id NOT IN (SELECT customer_id FROM orders)',
    allowsExtraColumns: true,
  },
  {
    question: 'customers without an email address',
    sql: 'SELECT name FROM customers WHERE email IS NULL',
    allowsExtraColumns: true,
  },
  {
    question: 'Which orders have no payment?',
    sql: 'SELECT id FROM orders WHERE id NOT IN (SELECT order_id FROM payments)',
    allowsExtraColumns: true,
  },
  {
    question: 'how many customers are not from Germany',
    sql: "SELECT count(*) FROM customers WHERE country_code <> 'DE'",
  },
  {
    question: 'customers who never bought coffee',
    sql: `SELECT name FROM customers WHERE id NOT IN (
      SELECT o.customer_id FROM orders o JOIN order_items i ON i.order_id = o.id
      JOIN products p ON p.id = i.product_id JOIN categories c ON c.id = p.category_id WHERE c.name = 'Coffee')`,
    allowsExtraColumns: true,
  },
  {
    question: 'How many customers do we have in Paris, Lyon or Berlin?',
    sql: "SELECT count(*) FROM customers WHERE city IN ('Paris', 'Lyon', 'Berlin')",
  },
  {
    question: 'customers that are neither cafes nor restaurants',
    sql: "SELECT name FROM customers WHERE kind NOT IN ('cafe', 'restaurant')",
    allowsExtraColumns: true,
  },
  {
    question: 'products more expensive than the average',
    sql: 'SELECT name FROM products WHERE price > (SELECT avg(price) FROM products)',
    allowsExtraColumns: true,
  },
  {
    question: 'Who earns more than the average salary?',
    sql: 'SELECT name FROM staff WHERE salary > (SELECT avg(salary) FROM staff)',
    allowsExtraColumns: true,
  },
  {
    question: 'all cities with a customer or a branch',
    sql: 'SELECT city FROM customers UNION SELECT city FROM branches',
  },
  {
    question: 'Which countries have both suppliers and a branch?',
    sql: 'SELECT name FROM countries WHERE code IN (SELECT country_code FROM suppliers) AND code IN (SELECT country_code FROM branches)',
    alsoRight: ['SELECT country_code FROM suppliers INTERSECT SELECT country_code FROM branches'],
    allowsExtraColumns: true,
  },
  {
    question: 'customers who bought both Sencha and Gyokuro',
    sql: `SELECT c.name FROM customers c WHERE
      c.id IN (SELECT o.customer_id FROM orders o JOIN order_items i ON i.order_id = o.id JOIN products p ON p.id = i.product_id WHERE p.name = 'Sencha')
      AND c.id IN (SELECT o.customer_id FROM orders o JOIN order_items i ON i.order_id = o.id JOIN products p ON p.id = i.product_id WHERE p.name = 'Gyokuro')`,
    allowsExtraColumns: true,
  },
  {
    question: 'countries with suppliers but no branch',
    sql: 'SELECT name FROM countries WHERE code IN (SELECT country_code FROM suppliers) AND code NOT IN (SELECT country_code FROM branches)',
    alsoRight: ['SELECT country_code FROM suppliers EXCEPT SELECT country_code FROM branches'],
    allowsExtraColumns: true,
  },
  {
    question: 'names of the customers who ordered Matcha Grade A in 2025',
    sql: `SELECT DISTINCT c.name FROM customers c JOIN orders o ON o.customer_id = c.id
      JOIN order_items i ON i.order_id = o.id JOIN products p ON p.id = i.product_id
      WHERE p.name = 'Matcha Grade A' AND o.ordered_on LIKE '2025-%'`,
    allowsExtraColumns: true,
  },
  {
    question: 'How many orders did each branch have in 2024?',
    sql: "SELECT b.name, count(*) FROM branches b JOIN orders o ON o.branch_id = b.id WHERE o.ordered_on LIKE '2024-%' GROUP BY b.id",
    allowsExtraColumns: true,
  },
  {
    question: 'total sales per category (price times quantity)',
    sql: `SELECT g.name, sum(${LINE_TOTAL}) FROM order_items i JOIN products p ON p.id = i.product_id JOIN categories g ON g.id = p.category_id GROUP BY g.id`,
    alsoRight: [
      `SELECT g.name, sum(${NET_TOTAL}) FROM order_items i JOIN products p ON p.id = i.product_id JOIN categories g ON g.id = p.category_id GROUP BY g.id`,
    ],
  },
  {
    question: 'What is the GDP growth rate of Germany in 2023 Q2?',
    sql: "SELECT value FROM economic_indicators WHERE country_code = 'DE' AND indicator = 'GDP growth rate' AND report_period = '2023 Q2'",
    allowsExtraColumns: true,
  },
  { question: 'Which carriers deliver for us?', sql: 'SELECT DISTINCT carrier FROM deliveries' },
  {
    question: 'suppliers from Brazl',
    sql: "SELECT s.name FROM suppliers s JOIN countries c ON c.code = s.country_code WHERE c.name = 'Brazil'",
    allowsExtraColumns: true,
  },
  { question: 'avg salry of trainees', sql: "SELECT avg(salary) FROM staff WHERE position = 'Trainee'" },
  {
    question: 'how many proudcts in Black Tea',
    sql: "SELECT count(*) FROM products p JOIN categories c ON c.id = p.category_id WHERE c.name = 'Black Tea'",
  },
  {
    question: 'orders 2024 per branch city',
    sql: "SELECT b.city, count(*) FROM orders o JOIN branches b ON b.id = o.branch_id WHERE o.ordered_on LIKE '2024-%' GROUP BY b.city",
  },
  {
    question: 'discontinued products',
    sql: 'SELECT name FROM products WHERE discontinued_on IS NOT NULL',
    allowsExtraColumns: true,
  },
]
