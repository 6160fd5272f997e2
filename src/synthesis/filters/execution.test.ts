import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Explored, exploreScript, SHOP } from '../../../test/support/explored-shop.ts'
import { parseQuery } from '../../sql/parse.ts'
import { factsOf } from '../pool/query-facts.ts'
import { checkByRunning } from './execution.ts'

let shop: Explored

beforeAll(async () => {
  shop = await exploreScript(SHOP)
})

afterAll(() => shop.close())

async function check(...sqls: readonly string[]): Promise<string[]> {
  const runnables = sqls.map((sql) => {
    const query = parseQuery(sql)
    return { query, facts: factsOf(query, shop.survey.schema, shop.survey.joins) }
  })
  const signal = new AbortController().signal
  const checked = await checkByRunning(shop.database, runnables, { timeoutMs: 1_000, concurrency: 3, signal })
  return checked.map((one) => (one.filter === null ? 'passed' : `${one.filter}: ${one.reason}`))
}

describe('checkByRunning', () => {
  it.each([
    ["SELECT name FROM customers WHERE country = 'Germany'", 'passed'],
    ['SELECT name FROM products ORDER BY price DESC LIMIT 2', 'passed'],
    ['SELECT missing FROM customers', 'execution: unknown column missing'],
    ['SELECT name FROM ships', 'execution: unknown table ships'],
    ["SELECT concat(name, 'x') FROM customers", 'execution: concat() came with SQLite 3.44'],
    ['SELECT 1', 'emptiness: it reads no table'],
    ["SELECT name FROM customers WHERE country = 'Norway'", 'emptiness: it finds no rows'],
    ['SELECT customer_id FROM orders WHERE id = 5', 'emptiness: it finds nothing but NULL'],
    ["SELECT count(*) FROM customers WHERE country = 'Norway'", 'emptiness: it finds nothing but 0'],
    ['SELECT name FROM customers WHERE id > 0', 'emptiness: a condition of WHERE changes nothing'],
    ["SELECT name FROM customers WHERE country = 'Germany' AND city = 'Berlin'", 'emptiness: a condition of WHERE changes nothing'],
    ['SELECT category, count(*) FROM products GROUP BY category HAVING count(*) > 0', 'emptiness: a condition of HAVING changes nothing'],
    ['SELECT name FROM customers ORDER BY city LIMIT 1', 'ambiguity: rows are tied at the LIMIT'],
    ['SELECT name FROM customers ORDER BY city LIMIT 1 OFFSET 2', 'passed'],
    ['SELECT country, count(*) FROM customers GROUP BY country ORDER BY count(*) LIMIT 1', 'ambiguity: rows are tied at the LIMIT'],
    ['SELECT name FROM products ORDER BY price LIMIT 90', 'emptiness: LIMIT changes nothing'],
    ["SELECT country, count(*) FROM customers WHERE city = 'Berlin' GROUP BY country", 'emptiness: it groups, and finds one group'],
    ["SELECT name FROM customers WHERE country = 'Germany' EXCEPT SELECT name FROM customers WHERE country = 'France'", 'emptiness: a side of the set operation changes nothing'],
    ["SELECT name FROM customers WHERE country = 'Germany' UNION SELECT name FROM customers WHERE city = 'Berlin'", 'emptiness: a side of the set operation changes nothing'],
    ["SELECT name FROM customers WHERE country = 'Germany' AND id < 9 UNION SELECT name FROM customers WHERE city = 'Paris'", 'emptiness: a condition of WHERE changes nothing'],
    ["SELECT name FROM customers WHERE country = 'Germany' UNION SELECT name FROM customers WHERE city = 'Paris'", 'passed'],
    ['SELECT category, name FROM (SELECT category, name, row_number() OVER (PARTITION BY category ORDER BY price) AS place FROM products) AS ranked WHERE place = 1', 'passed'],
    ['SELECT country, name FROM (SELECT country, name, row_number() OVER (PARTITION BY country ORDER BY city) AS place FROM customers) AS ranked WHERE place = 1', 'ambiguity: rows are tied at a rank'],
    ['SELECT count(o.id) FROM orders o JOIN customers c ON o.customer_id = c.id', 'emptiness: it joins customers for nothing'],
  ])('%s: %s', async (sql, verdict) => {
    expect(await check(sql)).toEqual([verdict])
  }) // biome-ignore format: a table

  it('keeps the order of the queries, however they are shared out', async () => {
    const verdicts = await check(
      'SELECT name FROM products',
      'SELECT 1',
      'SELECT x FROM products',
      'SELECT id FROM orders',
    )
    expect(verdicts).toEqual([
      'passed',
      'emptiness: it reads no table',
      'execution: unknown column x',
      'passed',
    ])
  })
})
