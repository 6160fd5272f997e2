import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Explored, exploreScript, SHOP } from '../../../test/support/explored-shop.ts'
import { parseQuery } from '../../sql/parse.ts'
import { factsOf } from '../pool/query-facts.ts'
import { openQuestionReader } from './open-question-reader.ts'
import type { QuestionReader } from './question-reader.ts'

let shop: Explored
let reader: QuestionReader

beforeAll(async () => {
  shop = await exploreScript(SHOP)
  reader = await openQuestionReader(shop)
})

afterAll(() => shop.close())

function faultOf(question: string, sql: string): string | null {
  const query = parseQuery(sql)
  const candidate = { query, question, paraphrases: [], parent: null, evidence: '', part: null }
  const fault = reader.findFault(candidate, factsOf(query, shop.survey.schema, shop.survey.joins))
  return fault === null ? null : `${fault.filter}: ${fault.reason}`
}

const FROM_GERMANY = "SELECT name FROM customers WHERE country = 'Germany'"
const BY_STATUS = 'SELECT status, avg(total) FROM orders GROUP BY status'
const OF_CUSTOMERS =
  'SELECT c.name, count(*) FROM orders o JOIN customers c ON o.customer_id = c.id GROUP BY c.id'

describe('the round trip', () => {
  it.each([
    ['Which customers are from Germany?', FROM_GERMANY],
    ['What is the average total of orders for each status?', BY_STATUS],
    ['How many orders has each customer?', OF_CUSTOMERS],
    ['The two most expensive products', 'SELECT name FROM products ORDER BY price DESC LIMIT 2'],
    ['Which product has the third-highest price?', 'SELECT name FROM products ORDER BY price DESC LIMIT 1 OFFSET 2'],
    ['Orders placed in 2024', "SELECT id FROM orders WHERE strftime('%Y', ordered_on) = '2024'"],
    ['How many orders were there in November?', "SELECT count(*) FROM orders WHERE strftime('%m', ordered_on) = '11'"],
    ['Products of a price over 5', 'SELECT name FROM products WHERE price > 5'],
    ['In which departments do the staff work?', 'SELECT dept FROM staff'],
  ])('lets %j pass', (question, sql) => {
    expect(faultOf(question, sql)).toBeNull()
  })

  it.each([
    ['Which customers are from France?', FROM_GERMANY, "does not say 'Germany'"],
    ['What is the total of orders for each status?', BY_STATUS, 'asks for no average'],
    ['What is the average total of orders?', BY_STATUS, 'column orders.status'],
    ['How many orders are there?', OF_CUSTOMERS, 'table customers'],
    ['The most expensive products', 'SELECT name FROM products ORDER BY price DESC LIMIT 2', 'how many (2)'],
    ['Show two products by name', 'SELECT name FROM products ORDER BY price DESC LIMIT 2', 'column products.price'],
    ['Show the price of products', 'SELECT price FROM products ORDER BY price', 'asks for no order'],
    ['Products of a price over 6', 'SELECT name FROM products WHERE price > 5', 'does not say 5'],
    ['Orders placed in March', "SELECT id FROM orders WHERE strftime('%m', ordered_on) = '11'", "does not say '11'"],
  ])('refuses %j for %j', (question, sql, reason) => {
    const fault = faultOf(question, sql)
    expect(fault).toMatch(/^consistency: /)
    expect(fault).toContain(reason)
  })
}) // biome-ignore format: tables
