import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript, SHOP } from '../../../../test/support/explored-shop.ts'
import { printQuery } from '../../../sql/print.ts'
import { linkNames } from '../linking/names/link-names.ts'
import { schemaLexiconOf } from '../linking/schema-lexicon.ts'
import { linkValues } from '../linking/values/link-values.ts'
import { expandSharedHeads, tokenizeQuestion } from '../linking/words/question-tokens.ts'
import { compileSketch } from '../sketch/compile-sketch.ts'
import { parseQuestion } from './parse-question.ts'
import { makeScope } from './parse-scope.ts'

const { survey, graph, values, close } = await exploreScript(`${SHOP}
CREATE TABLE shops (id INTEGER PRIMARY KEY, name TEXT, city TEXT, rent REAL, income REAL);
INSERT INTO shops VALUES (1, 'North', 'Berlin', 900, 1200), (2, 'South', 'Graz', 800, 700);
CREATE TABLE shop_languages (shop_id INTEGER REFERENCES shops (id), language TEXT, PRIMARY KEY (shop_id, language));
INSERT INTO shop_languages VALUES (1, 'German'), (1, 'Polish'), (2, 'German');
CREATE TABLE meter_readings (id INTEGER PRIMARY KEY, consumption REAL, read_on TEXT, last_update TEXT);
INSERT INTO returns VALUES (2, 'broken', '03/27/2024'), (3, 'broken', '04/27/2024'), (5, 'broken', '05/27/2024');
CREATE TABLE songs (id INTEGER PRIMARY KEY, name TEXT, milliseconds INTEGER);
INSERT INTO songs VALUES (1, 'Long', 700000), (2, 'Short', 310000);
INSERT INTO meter_readings VALUES (1, 900, '2024-02-01', '2025-01-01'), (2, 850, '2024-03-01', '2025-01-01');`)
const lexicon = schemaLexiconOf(survey)
afterAll(close)

/** The queries of the first readings, best first. */
function queriesFor(question: string, count = 12): string[] {
  const tokens = expandSharedHeads(tokenizeQuestion(question))
  const grounded = tokens.flatMap(({ text, start, end }) => {
    const matches = values.findExact(text, { limit: 4 })
    const keyword = { text, start, end, table: null, columns: [] }
    return matches.length === 0 ? [] : [{ keyword, matches, knowledge: [] }]
  })
  const mentions = [
    ...linkNames(tokens, lexicon),
    ...linkValues(question, tokens, grounded, lexicon, new Date('2025-06-15')),
  ]
  return parseQuestion(makeScope(tokens, lexicon, survey.joins, mentions))
    .slice(0, count)
    .flatMap(({ sketch }) => compileSketch(sketch, { graph, lexicon }, 1))
    .map(({ query }) => printQuery(query))
}

describe('constructions', () => {
  it.each([
    ['the second most expensive product', 'ORDER BY price DESC LIMIT 1 OFFSET 1'],
    ['the highest, lowest and average price', 'SELECT max(price), min(price), avg(price) FROM products'],
    ['the average total and the highest total of orders', 'avg(total)'],
    [
      'percentage of products with the category Drinks',
      "100.0 * count(CASE WHEN category = 'Drinks' THEN 1 END) / count(*)",
    ],
    ['products more expensive than Espresso', "price > (SELECT price FROM products WHERE name = 'Espresso')"],
    ['shops whose rent is higher than their income', 'WHERE rent > income'],
    ['products with a price higher than 20 or lower than 3', 'price > 20 OR price < 3'],
    ['all cities with a customer or a shop', 'SELECT city FROM customers UNION SELECT city FROM shops'],
    [
      'cities that have both customers and a shop',
      'SELECT city FROM customers INTERSECT SELECT city FROM shops',
    ],
    ['cities with a shop but no customer', 'EXCEPT'],
    ['how many customers and products are there', 'count('],
    ['name and price of each product', 'SELECT name, price FROM products'],
    ['products between 9 and 11 euros', 'price BETWEEN 9 AND 11'],
    ['orders on 5 March 2024 or later', "ordered_on >= '2024-03-05'"],
    ["products that have 'tea' in their name", "name LIKE '%tea%'"],
    ['products that start with I', "name LIKE 'I%'"],
    ['where is the shop North', "SELECT city FROM shops WHERE name = 'North'"],
    ['avrage price of prodcuts', 'SELECT avg(price) FROM products'],
    [
      'average number of orders per customer',
      'SELECT avg(per_group) FROM (SELECT count(*) AS per_group FROM orders JOIN customers',
    ],
    [
      'how many products does each category have on average',
      'SELECT avg(per_group) FROM (SELECT count(*) AS per_group FROM products GROUP BY category)',
    ],
    [
      'the most expensive product in each category',
      'price = (SELECT max(peer.price) FROM products AS peer WHERE peer.category = products.category)',
    ],
    ['products nobody has ordered', 'WHERE id NOT IN (SELECT order_items.product_id FROM'],
    [
      'orders in march 2024 — status and total',
      "SELECT status, total FROM orders WHERE ordered_on >= '2024-03",
    ],
    ['for each status: how many orders', 'SELECT status, count(*) FROM orders GROUP BY status'],
    [
      'products cheaper than the average price of all products in Kitchen',
      "price < (SELECT avg(price) FROM products WHERE category = 'Kitchen')",
    ],
    ["customers who've ordered more than once", 'GROUP BY customers.id HAVING count(*) > 1'],
    ['products priced from 9 to 11', 'price BETWEEN 9 AND 11'],
    ['products with a price of 9 to 11', 'price BETWEEN 9 AND 11'],
    ['shops between 700 and 900 rent', 'rent BETWEEN 700 AND 900'],
    ['the product with the maximum price', 'SELECT name FROM products ORDER BY price DESC LIMIT 1'],
    [
      'products cheaper than the average price of products with category Kitchen',
      "price < (SELECT avg(price) FROM products WHERE category = 'Kitchen')",
    ],
    ['orders in march', "ordered_on >= '2025-03-01' AND ordered_on < '2025-04-01'"],
    ['orders in august', "ordered_on >= '2024-08-01' AND ordered_on < '2024-09-01'"],
    ['top 2 categories by price', 'GROUP BY category ORDER BY sum(price) DESC LIMIT 2'],
    ['shops out of income', 'WHERE income = 0'],
    ['how expensive is the Espresso', "SELECT price FROM products WHERE name = 'Espresso'"],
    ['customers and how many orders they placed', 'SELECT customers.name, count(*) FROM'],
    ['customers and the date of their last order', 'SELECT customers.name, max(orders.ordered_on) FROM'],
    ['first and last order date', 'SELECT min(ordered_on), max(ordered_on) FROM orders'],
    [
      'how many customers have more than 2 orders',
      'SELECT count(per_group) FROM (SELECT customers.id AS per_group',
    ],
    ['cities with more than 1000 rent in total', 'GROUP BY city HAVING sum(rent) > 1000'],
    ['products cheaper than the average price of their category', 'price < (SELECT avg(price) FROM products'],
    ['customers who ordered more than once', 'GROUP BY customers.id HAVING count(*) > 1'],
    ['customers who ordered in 2023 but not in 2024', 'AND id NOT IN (SELECT customer_id FROM orders'],
    ['orders over 20 to customers from Berlin', 'total > 20'],
    ['monthly number of orders in 2024', "strftime('%Y-%m', ordered_on), count(*)"],
    ['customers and how much they ordered in total', 'SELECT customers.name, sum(orders.total) FROM'],
    ['number of orders per city, top 2', 'count(*) DESC LIMIT 2'],
    ['average orders per city', 'avg(orders.total)'],
    ['shops with no more than 800 rent', 'rent <= 800'],
    ['which shops charge more rent than 800', 'SELECT name FROM shops WHERE rent > 800'],
    [
      'which products have a higher price than the average product',
      'SELECT name FROM products WHERE price >',
    ],
    ['number orders per city', 'SELECT customers.city, count(*) FROM'],
    ['products, most expensive first', 'SELECT name FROM products ORDER BY price DESC'],
    ['orders, oldest first', 'FROM orders ORDER BY ordered_on'],
    ['total of orders by city, lowest first', 'ORDER BY sum(orders.total)'],
    ['consumption by month 2024', "strftime('%Y-%m', read_on), sum(consumption)"],
    [
      'what percentage of the paid orders have a total over 20',
      "count(CASE WHEN total > 20 THEN 1 END) / count(*) FROM orders WHERE status = 'paid'",
    ],
    ['which language is spoken in the most shops', 'GROUP BY shop_languages.language ORDER BY'],
    [
      'the customer with the most orders in each country',
      'rank() OVER (PARTITION BY customers.country ORDER BY count(*) DESC)',
    ],
    ['top 2 products by quantity per city', 'place_in_group <= 2'],
    ['best selling product', 'ORDER BY sum(order_items.quantity) DESC LIMIT 1'],
    ['which product is the worst selling', 'ORDER BY sum(order_items.quantity) LIMIT 1'],
    [
      'best selling product per city',
      'rank() OVER (PARTITION BY customers.city ORDER BY sum(order_items.quantity)',
    ],
    ['monthly revenue per product', "strftime('%Y-%m', orders.ordered_on)"],
    ['most common returns', 'SELECT reason FROM returns GROUP BY reason ORDER BY count(*) DESC LIMIT 1'],
    ['customers who ordered Whisk, and when', 'customers.name, orders.ordered_on FROM'],
    [
      'which customers have an average order total above the average of all orders',
      'HAVING avg(orders.total) > (SELECT avg(total) FROM orders)',
    ],
    [
      'which categories have an average price above the average price of all products',
      'GROUP BY category HAVING avg(price) > (SELECT avg(price) FROM products)',
    ],
    [
      'names of customers from the most common country',
      'WHERE country = (SELECT country FROM customers GROUP BY country ORDER BY count(*) DESC LIMIT 1)',
    ],
    [
      'which products sold the most units in 2024',
      "orders.ordered_on < '2025-01-01' GROUP BY products.id ORDER BY sum(",
    ],
    ['songs longer than 10 minutes', 'milliseconds > 600000'],
    ['songs between 5 and 6 minutes', 'milliseconds BETWEEN 300000 AND 360000'],
    ['richest shop', 'ORDER BY income DESC LIMIT 1'],
  ])('%s: %s', (question, part) => {
    expect(queriesFor(question).join('\n')).toContain(part)
  })

  it('averages over all before it averages over some, where another condition follows', () => {
    const queries = queriesFor(
      'products cheaper than the average price of all products and with category Kitchen',
      40,
    )
    const placeOf = (part: string) => queries.findIndex((sql) => sql.includes(part))
    const ofAll = placeOf("price < (SELECT avg(price) FROM products) AND category = 'Kitchen'")
    expect(ofAll).toBeGreaterThanOrEqual(0)
    expect(ofAll).toBeLessThan(placeOf("avg(price) FROM products WHERE category = 'Kitchen'"))
  })

  it('puts two kinds together only where "as well as" stands between them', () => {
    const both = queriesFor('cities of customers with orders that are paid as well as cancelled', 40).join(
      '\n',
    )
    const shown = queriesFor('name as well as city of customers from Berlin and Paris', 1).join('\n')
    expect(both).toContain('INTERSECT')
    expect(shown).toContain("IN ('Berlin', 'Paris')")
  })

  it('shows with what was ranked by a number also that number', () => {
    expect(queriesFor('which category has the most products', 40).join('\n')).toMatch(
      /SELECT category, count\(\*\)/,
    )
  })

  it('reads "or lower than" as a new comparison, and "or lower" as a bound', () => {
    expect(queriesFor('products with a price of 3 or lower')[0]).toContain('price <= 3')
  })

  it('does not turn a price into a year', () => {
    expect(queriesFor('shops with a rent over 1500')[0]).toContain('rent > 1500')
  })
})
