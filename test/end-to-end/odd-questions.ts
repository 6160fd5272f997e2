import { MORE_CASES } from './odd-questions-more.ts'
import {
  CUSTOMERS_BY_ORDER,
  ITEMS_OF_PRODUCTS,
  ORDERS_BY_BRANCH,
  PRODUCTS_BY_CATEGORY,
  PRODUCTS_BY_SUPPLIER,
  revenue,
  STAFF_BY_BRANCH,
} from './odd-questions-sql.ts'

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

export type OddCase = readonly [question: string, ...readings: string[]]

const CASES: Readonly<Record<string, readonly OddCase[]>> = {
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
}

/** The codes of `orders.status` are known: `sonde knowledge import <database> order_status` has run. */
export const ODD_QUESTIONS: readonly OddQuestion[] = Object.entries({ ...CASES, ...MORE_CASES }).flatMap(
  ([oddity, cases]) => cases.map(([question, ...readings]) => ({ oddity, question, readings })),
)
