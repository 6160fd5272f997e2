import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SHOP } from '../../../test/support/explored-shop.ts'
import { openDatabase } from '../../database/open-database.ts'
import { openModel } from '../../model/open-model.ts'
import { exploreDatabase } from '../../values/explored-database.ts'
import { type Grounding, openGrounding } from './open-grounding.ts'

const CODED = `sonde: knowledge
version: 1
entries:
  - kind: value
    keyword: settled
    table: orders
    column: status
    value: paid
    origin: person
`

const folder = mkdtempSync(join(tmpdir(), 'sonde-grounding-'))
const closing: (() => unknown)[] = []

async function openScript(name: string, script: string): Promise<Grounding> {
  const file = join(folder, `${name}.sqlite`)
  const connection = new DatabaseSync(file)
  connection.exec(script)
  connection.close()
  const database = await openDatabase(file)
  const explored = await exploreDatabase(database, {
    home: join(folder, 'home'),
    ...(name === 'shop' ? { knowledgeFile: join(folder, 'knowledge.yaml') } : {}),
  })
  closing.push(explored.close, () => database.close())
  return openGrounding(explored, { model: await openModel(), timeoutMs: 1_000, now: new Date('2026-01-31') })
}

let grounding: Grounding

beforeAll(async () => {
  writeFileSync(join(folder, 'knowledge.yaml'), CODED)
  grounding = await openScript('shop', SHOP)
})
afterAll(async () => {
  for (const close of closing) await close()
  rmSync(folder, { recursive: true, force: true })
})

const BERLIN = 'Which customers are from Berlin?'

describe('what is put right', () => {
  it.each<[what: string, question: string, draft: string, revised: string]>([
    [
      'a misspelt column',
      'List the names of all customers.',
      'SELECT nmae FROM customers',
      'SELECT customers.name FROM customers',
    ],
    [
      'a name with other signs in it',
      'Which carriers delivered?',
      'SELECT carrier FROM deliveries WHERE orderNo = 1',
      'SELECT carrier FROM deliveries WHERE deliveries.order_no = 1',
    ],
    [
      'the key that is called otherwise',
      'Last name of staff number 1',
      'SELECT lname FROM staff WHERE id = 1',
      'SELECT lname FROM staff WHERE staff.staff_id = 1',
    ],
    [
      'a column of another table of the query',
      'Totals of the orders of Ann Lee',
      "SELECT c.total FROM customers AS c JOIN orders AS o ON c.id = o.customer_id WHERE c.name = 'Ann Lee'",
      "SELECT o.total FROM customers AS c JOIN orders AS o ON c.id = o.customer_id WHERE c.name = 'Ann Lee'",
    ],
    [
      'a column of a table that is not there yet',
      'Totals of the orders from Berlin',
      "SELECT total FROM orders WHERE city = 'Berlin'",
      "SELECT orders.total FROM orders JOIN customers ON orders.customer_id = customers.id WHERE customers.city = 'Berlin'",
    ],
    [
      'a misspelt table',
      'How many customers are there?',
      'SELECT count(*) FROM custommers',
      'SELECT count(*) FROM customers',
    ],
    [
      'an ambiguous column',
      'Names of customers with orders over 20',
      'SELECT name FROM customers JOIN orders ON customers.id = customer_id WHERE id > 0 AND total > 20',
      'SELECT name FROM customers JOIN orders ON customers.id = customer_id WHERE customers.id > 0 AND total > 20',
    ],
    [
      'case',
      BERLIN,
      "SELECT name FROM customers WHERE city = 'berlin'",
      "SELECT name FROM customers WHERE city = 'Berlin'",
    ],
    [
      'case, in double quotes',
      BERLIN,
      'SELECT name FROM customers WHERE city = "BERLIN"',
      "SELECT name FROM customers WHERE city = 'Berlin'",
    ],
    [
      'case, in a list and negated',
      BERLIN,
      "SELECT name FROM customers WHERE city NOT IN ('berlin', 'Paris')",
      "SELECT name FROM customers WHERE city NOT IN ('Berlin', 'Paris')",
    ],
    [
      'a slip of spelling',
      'How much is the espresso?',
      "SELECT price FROM products WHERE name = 'Expresso'",
      "SELECT price FROM products WHERE name = 'Espresso'",
    ],
    [
      'an adjective for a country',
      'How many German customers are there?',
      "SELECT count(*) FROM customers WHERE country = 'German'",
      "SELECT count(*) FROM customers WHERE country = 'Germany'",
    ],
    [
      'another name for a country',
      'How many customers are in the United States?',
      "SELECT count(*) FROM customers WHERE country = 'United States'",
      "SELECT count(*) FROM customers WHERE country = 'USA'",
    ],
    [
      'what a person wrote down',
      'How many settled orders are there?',
      "SELECT count(*) FROM orders WHERE status = 'settled'",
      "SELECT count(*) FROM orders WHERE status = 'paid'",
    ],
    [
      'the column that holds the value',
      BERLIN,
      "SELECT name FROM customers WHERE country = 'Berlin'",
      "SELECT name FROM customers WHERE customers.city = 'Berlin'",
    ],
    [
      'a key tested against what it refers to',
      'How many orders did Ann Lee make?',
      "SELECT count(*) FROM orders WHERE customer_id = 'Ann Lee'",
      "SELECT count(*) FROM orders JOIN customers ON orders.customer_id = customers.id WHERE customers.name = 'Ann Lee'",
    ],
    [
      'tables joined by columns that no key joins',
      'Names of products in orders of more than 20',
      'SELECT p.name FROM products AS p JOIN orders AS o ON p.id = o.id WHERE o.total > 20',
      'SELECT p.name FROM products AS p JOIN order_items ON order_items.product_id = p.id JOIN orders AS o ON order_items.order_id = o.id WHERE o.total > 20',
    ],
    [
      'tables that nothing joins',
      'Names of customers with orders over 20',
      'SELECT name FROM customers, orders WHERE total > 20',
      'SELECT customers.name FROM customers JOIN orders ON orders.customer_id = customers.id WHERE orders.total > 20',
    ],
    [
      'a subquery that selects another key',
      'Names of customers with orders over 20',
      'SELECT name FROM customers WHERE id IN (SELECT id FROM orders WHERE total > 20)',
      'SELECT name FROM customers WHERE customers.id IN (SELECT orders.customer_id FROM orders WHERE total > 20)',
    ],
    [
      'fences and prose around the query',
      'How many customers are there?',
      'Here it is:\n```sql\nSELECT count(*) FROM customers;\n```\nIt counts them.',
      'SELECT count(*) FROM customers;',
    ],
  ])('%s', async (_, question, draft, revised) => {
    const { sql, changes, outcome } = await grounding.ground(question, draft)
    expect(sql).toBe(revised)
    expect(changes.length).toBeGreaterThan(0)
    expect(outcome.kind).toBe('rows')
  })

  it.each<[what: string, draft: string]>([
    ['what cannot be read', 'SELECT count(* FROM'],
    ['nothing', ''],
    ['what writes', 'DELETE FROM customers'],
    ['what has nothing to do with the database', 'SELECT vessel FROM harbours'],
  ])('%s gives way to the model’s own reading', async (_, draft) => {
    const { sql, changes, outcome } = await grounding.ground('How many customers are there?', draft)
    expect(sql).toBe('SELECT count(*) FROM customers')
    expect(changes.at(-1)?.kind).toBe('replaced')
    expect(outcome).toMatchObject({ kind: 'rows', rows: [[4]] })
  })
})

describe('what stays to the letter', () => {
  it.each<[what: string, question: string, draft: string]>([
    ['what is right', BERLIN, "select  name from customers where city='Berlin' ;"],
    [
      'what finds nothing and tests for what is stored',
      BERLIN,
      "SELECT name FROM customers WHERE city = 'Berlin' AND country = 'France'",
    ],
    [
      'a literal that nothing explains',
      'Who lives in Atlantis?',
      "SELECT name FROM customers WHERE city = 'Atlantis'",
    ],
    [
      'a self-join',
      'Pairs from one city',
      'SELECT a.name, b.name FROM customers AS a JOIN customers AS b ON a.city = b.city',
    ],
    [
      'columns that refer to one third',
      'Which orders with returns were delivered?',
      'SELECT d.carrier FROM deliveries AS d JOIN returns AS r ON d.order_no = r.order_no',
    ],
    ['a common table', 'x', 'WITH c AS (SELECT city AS place FROM customers) SELECT place FROM c'],
    ['an alias', 'x', 'SELECT count(*) AS n FROM orders GROUP BY status ORDER BY n'],
    ['a refused query that nothing explains', '?', 'SELECT zzz FROM qqq'],
  ])('%s', async (_, question, draft) => {
    expect(await grounding.ground(question, draft)).toMatchObject({ sql: draft, changes: [] })
  })

  it('a query that runs forever is ended, and read anew', async () => {
    const endless = 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n'
    const { sql } = await grounding.ground('How many customers are there?', endless)
    expect(sql).toBe('SELECT count(*) FROM customers')
  }, 20_000)
})

describe('blanks around stored values', () => {
  it('are left to the data, and told', async () => {
    const airports = await openScript(
      'airports',
      "CREATE TABLE airports (city TEXT, name TEXT); INSERT INTO airports VALUES ('Aberdeen ', 'A'), ('Bern', 'B');",
    )
    const draft = "SELECT name FROM airports WHERE city = 'Aberdeen'"
    const found = await airports.ground('Airports in Aberdeen', draft)
    expect(found).toMatchObject({ sql: draft, changes: [] })
    expect(found.notes).toEqual([expect.stringContaining("'Aberdeen '")])
  })
})
