import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript, SHOP } from '../../../test/support/explored-shop.ts'
import type { QueryOutcome } from '../../database/database.ts'
import type { SqlCandidate } from '../model.ts'
import { createBuiltinModel } from './builtin-model.ts'

const explored = await exploreScript(SHOP)
const { survey, graph, values, database } = explored
const model = createBuiltinModel()
afterAll(explored.close)

async function candidatesFor(
  question: string,
  run?: (sql: string) => Promise<QueryOutcome>,
): Promise<readonly SqlCandidate[]> {
  const shared = { question, context: { survey, graph, values }, now: new Date('2025-06-15T12:00:00Z') }
  const keywords = await model.extractKeywords(shared)
  const grounded = keywords.map((keyword) => ({
    keyword,
    matches: values.search(keyword.text, { limit: 5 }),
    knowledge: [],
  }))
  const part = await model.linkSchema({ ...shared, grounded })
  const request = { ...shared, grounded, part, count: 5 }
  return model.generateSql(run === undefined ? request : { ...request, run })
}

describe('a question in SQL', () => {
  it.each([
    ['How many customers are there?', 'SELECT count(*) FROM customers'],
    ['list the customers from Berlin', "SELECT name FROM customers WHERE city = 'Berlin'"],
    ['customers in Berlin or Paris', "SELECT name FROM customers WHERE city IN ('Berlin', 'Paris')"],
    ['name and price of all products', 'SELECT name, price FROM products'],
    ['first and last name of the staff', 'SELECT fname, lname FROM staff'],
    ['products that cost more than 9', 'SELECT name FROM products WHERE price > 9'],
    ['average price per category', 'SELECT category, avg(price) FROM products GROUP BY category'],
    [
      'Which customer placed the most orders?',
      'SELECT customers.name FROM customers JOIN orders ON orders.customer_id = customers.id GROUP BY customers.id ORDER BY count(*) DESC LIMIT 1',
    ],
    [
      'customers without orders',
      'SELECT name FROM customers WHERE id NOT IN (SELECT customer_id FROM orders WHERE customer_id IS NOT NULL)',
    ],
    ['the three most expensive products', 'SELECT name FROM products ORDER BY price DESC LIMIT 3'],
    [
      'products more expensive than the average',
      'SELECT name FROM products WHERE price > (SELECT avg(price) FROM products)',
    ],
    ['cities with more than one customer', 'SELECT city FROM customers GROUP BY city HAVING count(*) > 1'],
    [
      'number of orders in 2024',
      "SELECT count(*) FROM orders WHERE ordered_on >= '2024-01-01' AND ordered_on < '2025-01-01'",
    ],
    [
      'number of orders per customer, including those with none',
      'SELECT customers.name, count(orders.id) FROM customers LEFT JOIN orders ON orders.customer_id = customers.id GROUP BY customers.id',
    ],
    ['names of customers sorted by name', 'SELECT name FROM customers ORDER BY name'],
    ['who is the oldest employee', 'SELECT fname, lname FROM staff ORDER BY birthdate LIMIT 1'],
  ])('%s', async (question, sql) => {
    const [best] = await candidatesFor(question)
    expect(best?.sql).toBe(sql)
  })

  it('is not wholly understood where rows with none cannot be kept', async () => {
    const [best] = await candidatesFor('number of products per customer, including those with none')
    expect(best?.sql).toContain('JOIN order_items')
    expect(best?.unusedWords).toContain('including those with none')
    expect(best?.confidence).toBeLessThan(0.5)
  })

  it('is not the one that fails, where readings may be run, and the six best are run at most', async () => {
    const question = 'products more expensive than the average'
    const [first] = await candidatesFor(question)
    const ran: string[] = []
    const candidates = await candidatesFor(question, async (sql) => {
      ran.push(sql)
      return sql === first?.sql
        ? { kind: 'rejected', reason: 'timeout', message: 'took too long' }
        : database.run(sql)
    })
    expect(ran[0]).toBe(first?.sql)
    expect(ran.length).toBeLessThanOrEqual(6)
    expect(candidates[0]?.sql).not.toBe(first?.sql)
    expect(candidates.map(({ sql }) => sql)).toContain(first?.sql)
  })

  it('makes nothing of words that name nothing', async () => {
    expect(await candidatesFor('xyzzy plugh')).toEqual([])
  })

  it('says which words it could not use', async () => {
    const [best] = await candidatesFor('how many customers zigzagged')
    expect(best?.unusedWords).toContain('zigzagged')
  })

  it('puts the best first, every one of them once', async () => {
    const candidates = await candidatesFor('total of orders per customer')
    const scores = candidates.map(({ score }) => score)
    expect(scores).toEqual([...scores].sort((left, right) => right - left))
    expect(new Set(candidates.map(({ sql }) => sql)).size).toBe(candidates.length)
    expect(candidates.length).toBeLessThanOrEqual(5)
  })

  it('gives the same answer twice', async () => {
    const question = 'orders per month'
    expect(await candidatesFor(question)).toEqual(await candidatesFor(question))
  })

  it('makes only SQL that runs', async () => {
    const questions = [
      'revenue by product',
      'how many deliveries in March 2024',
      'customers who bought iced tea',
    ]
    for (const question of questions) {
      const candidates = await candidatesFor(question)
      expect(candidates.length).toBeGreaterThan(0)
      for (const { sql } of candidates)
        expect(await explored.database.run(sql)).toMatchObject({ kind: 'rows' })
    }
  })

  it('reads no more of the schema than the question needs', async () => {
    const question = 'Which customers live in Berlin?'
    const context = { survey, graph, values }
    const { tables } = await model.linkSchema({ question, context, now: new Date(), grounded: [] })
    expect(tables.find(({ table }) => table === 'customers')?.columns).toContain('city')
    expect(tables.length).toBeLessThan(survey.schema.tables.length)
  })
})
