import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript, SHOP } from '../../../../test/support/explored-shop.ts'
import { buildDbGraph } from '../../../exploration/db-graph.ts'
import { printQuery } from '../../../sql/print.ts'
import { schemaLexiconOf } from '../linking/schema-lexicon.ts'
import { compileSketch } from './compile-sketch.ts'
import type { Clause, Condition, Measure, Sketch } from './sketch.ts'

const { survey, graph, database, close } = await exploreScript(SHOP)
const scope = { graph, lexicon: schemaLexiconOf(survey) }
afterAll(close)

const EMPTY: Sketch = {
  select: [], distinct: false, focus: 'customers', joined: [], where: [], group: [], having: [], order: [],
  limit: null, combine: null,
} // biome-ignore format: a table
const column = (name: string, aggregate: Measure['aggregate'] = null): Measure => {
  const [table, columnName] = name.split('.') as [string, string]
  return { aggregate, distinct: false, target: { kind: 'column', column: { table, column: columnName } } }
}
const rows = (table: string): Measure => ({
  aggregate: 'count',
  distinct: false,
  target: { kind: 'rows', table },
})
const where = (...conditions: Condition[]): Clause[] =>
  conditions.map((condition) => ({ connective: 'and', condition }))
const equals = (name: string, value: string | number): Condition => {
  const [table, columnName] = name.split('.') as [string, string]
  return { kind: 'compare', column: { table, column: columnName }, operator: '=', value }
}
const compile = (sketch: Partial<Sketch>) => compileSketch({ ...EMPTY, ...sketch }, scope)[0]
const sqlOf = (sketch: Partial<Sketch>): string => printQuery(compile(sketch)!.query)

describe('joins that would repeat rows', () => {
  it('counts each row once', () => {
    expect(sqlOf({ select: [rows('customers')], where: where(equals('orders.status', 'paid')) })).toBe(
      "SELECT count(DISTINCT customers.id) FROM customers JOIN orders ON orders.customer_id = customers.id WHERE orders.status = 'paid'",
    )
  })

  it('counts plainly where nothing repeats', () => {
    const sketch = {
      focus: 'orders',
      select: [rows('orders')],
      where: where(equals('customers.city', 'Berlin')),
    }
    expect(sqlOf(sketch)).toContain('SELECT count(*) FROM')
  })

  it('keeps which rows a share is of', () => {
    const [ofWhole, ofPart] = where(equals('orders.status', 'paid'), equals('customers.city', 'Berlin'))
    const sql = sqlOf({
      select: [column('customers.id', 'sum')],
      where: [{ ...ofWhole!, isOfWhole: true }, ofPart!],
      asksShare: true,
    })
    expect(sql.split('FROM customers')[0]).toContain("city = 'Berlin'")
    expect(sql.split('FROM customers')[1]).toContain("status = 'paid'")
  })

  it('shows each row once', () => {
    expect(
      sqlOf({ select: [column('customers.name')], where: where(equals('orders.status', 'paid')) }),
    ).toContain('SELECT DISTINCT customers.name FROM')
    expect(
      sqlOf({
        focus: 'orders',
        select: [column('orders.total')],
        where: where(equals('customers.city', 'Berlin')),
      }),
    ).not.toContain('DISTINCT')
  })

  it('sums each row once, though an order has several items', async () => {
    const sketch = {
      focus: 'orders',
      select: [column('orders.total', 'sum')],
      where: where({
        kind: 'compare', column: { table: 'order_items', column: 'quantity' }, operator: '>=', value: 1,
      }),
    } // biome-ignore format: short
    expect(sqlOf(sketch)).toContain('WHERE id IN (SELECT order_id FROM order_items')
    expect(compile(sketch)?.repeatsRows).toBe(false)
    expect(await database.run(sqlOf(sketch))).toMatchObject({ rows: [[79]] })
  })

  it('says so when a sum does repeat rows', () => {
    const sketch = {
      select: [column('orders.total', 'sum')],
      group: [{ table: 'products', column: 'category' }],
      focus: 'orders',
    }
    expect(compile(sketch)?.repeatsRows).toBe(true)
  })
})

describe('rows with and without a partner', () => {
  const related = (negated: boolean, table: string, ...inner: Condition[]): Condition => ({
    kind: 'related',
    negated,
    table,
    where: where(...inner),
  })

  it('guards NOT IN against NULL where the column holds one', async () => {
    const sql = sqlOf({ select: [column('customers.name')], where: where(related(true, 'orders')) })
    expect(sql).toBe(
      'SELECT name FROM customers WHERE id NOT IN (SELECT customer_id FROM orders WHERE customer_id IS NOT NULL)',
    )
    expect(await database.run(sql)).toMatchObject({ rows: [['Dora Popov']] })
  })

  it('needs no guard where it holds none, nor for IN', () => {
    const products = { focus: 'products', select: [column('products.name')] }
    expect(sqlOf({ ...products, where: where(related(true, 'order_items')) })).not.toContain('IS NOT NULL')
    expect(sqlOf({ select: [column('customers.name')], where: where(related(false, 'orders')) })).toBe(
      'SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders)',
    )
  })

  it('takes conditions of tables further away along', () => {
    const sql = sqlOf({
      select: [column('customers.name')],
      where: where(related(true, 'orders', equals('products.name', 'iced tea'))),
    })
    expect(sql).toContain('NOT IN (SELECT orders.customer_id FROM orders JOIN order_items')
    expect(sql).toContain("products.name = 'iced tea'")
  })
})

describe('the rest of a query', () => {
  it.each<[string, Partial<Sketch>, string]>([
    [
      'group, having, order and limit',
      {
        select: [column('customers.city'), rows('customers')],
        group: [{ table: 'customers', column: 'city' }],
        having: [{ measure: rows('customers'), operator: '>', value: 1 }],
        order: [{ measure: rows('customers'), direction: 'desc' }],
        limit: 3,
      },
      'SELECT city, count(*) FROM customers GROUP BY city HAVING count(*) > 1 ORDER BY count(*) DESC LIMIT 3',
    ],
    [
      'months of ISO dates',
      {
        focus: 'orders',
        select: [rows('orders')],
        group: [{ table: 'orders', column: 'ordered_on', unit: 'month' }],
      },
      "SELECT count(*) FROM orders GROUP BY strftime('%Y-%m', ordered_on)",
    ],
    [
      'alternatives of one column',
      {
        select: [column('customers.name')],
        where: [
          { connective: 'and', condition: equals('customers.city', 'Berlin') },
          { connective: 'or', condition: equals('customers.city', 'Paris') },
        ],
      },
      "SELECT name FROM customers WHERE city IN ('Berlin', 'Paris')",
    ],
    [
      'alternatives within what all must fulfil',
      {
        select: [column('customers.name')],
        where: [
          { connective: 'and', condition: equals('customers.country', 'Germany') },
          { connective: 'and', condition: equals('customers.city', 'Berlin') },
          { connective: 'or', condition: equals('customers.name', 'Bob Ray') },
        ],
      },
      "SELECT name FROM customers WHERE country = 'Germany' AND (city = 'Berlin' OR name = 'Bob Ray')",
    ],
    [
      'a number for a text column is text',
      { select: [column('customers.name')], where: where(equals('customers.city', 5)) },
      "SELECT name FROM customers WHERE city = '5'",
    ],
    [
      'a text for a number column is a number',
      { focus: 'products', select: [column('products.name')], where: where(equals('products.price', '2.5')) },
      'SELECT name FROM products WHERE price = 2.5',
    ],
    [
      'a literal with an apostrophe',
      { select: [column('customers.name')], where: where(equals('customers.name', "O'Brien")) },
      "SELECT name FROM customers WHERE name = 'O''Brien'",
    ],
    [
      'an intersection',
      {
        select: [column('customers.city')],
        where: where(equals('customers.country', 'Germany')),
        combine: { operator: 'intersect', right: { ...EMPTY, select: [column('customers.city')] } },
      },
      "SELECT city FROM customers WHERE country = 'Germany' INTERSECT SELECT city FROM customers",
    ],
  ])('%s', (_, sketch, sql) => {
    expect(sqlOf(sketch)).toBe(sql)
  })

  it('joins nothing that cannot be joined', () => {
    const lonely = { graph: buildDbGraph(survey.schema, [], []), lexicon: scope.lexicon }
    expect(
      compileSketch({ ...EMPTY, select: [column('customers.name'), column('products.name')] }, lonely),
    ).toEqual([])
  })
})
