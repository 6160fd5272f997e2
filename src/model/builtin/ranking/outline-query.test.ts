import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript, SHOP } from '../../../../test/support/explored-shop.ts'
import { parseQuery } from '../../../sql/parse.ts'
import { schemaLexiconOf } from '../linking/schema-lexicon.ts'
import { outlineQuery, type Term } from './outline-query.ts'

const explored = await exploreScript(SHOP)
afterAll(explored.close)
const outline = (sql: string) => outlineQuery(parseQuery(sql), schemaLexiconOf(explored.survey))
const nameOf = ({ aggregate, column, isRows }: Term): string =>
  `${aggregate ?? ''}(${isRows ? '*' : column === null ? '?' : `${column.table}.${column.column}`})`

describe('the outline of a query', () => {
  it('knows the columns of each clause, by alias and by name alone', () => {
    const { select, order, limit } = outline(
      'SELECT c.city, count(*) FROM orders AS o JOIN customers AS c ON o.customer_id = c.id WHERE total > 5 GROUP BY c.city HAVING avg(o.total) >= 2 ORDER BY sum(total) DESC LIMIT 3',
    )
    expect(select.shown.map(nameOf)).toEqual(['(customers.city)', 'count(*)'])
    expect(select.tables).toEqual(['orders', 'customers'])
    expect(select.conditions.map(({ operator, term, values }) => [operator, nameOf(term), values])).toEqual([
      ['>', '(orders.total)', [5]],
    ])
    expect(select.group.map(nameOf)).toEqual(['(customers.city)'])
    expect(select.having.map(({ operator, term }) => [operator, nameOf(term)])).toEqual([
      ['>=', 'avg(orders.total)'],
    ])
    expect(order.map(({ term, direction }) => [nameOf(term), direction])).toEqual([
      ['sum(orders.total)', 'desc'],
    ])
    expect(limit).toBe(3)
  })

  it('sees alternatives, negation and what is nested', () => {
    const { select } = outline(
      "SELECT name FROM customers WHERE (city = 'Berlin' OR city LIKE 'P%') AND id NOT IN (SELECT customer_id FROM orders WHERE total > 7)",
    )
    expect(select.hasOr).toBe(true)
    expect(select.conditions.map(({ operator, values }) => [operator, values])).toEqual([
      ['=', ['Berlin']],
      ['like', ['P%']],
      ['not in', []],
    ])
    const inner = select.conditions[2]!.inner!.select
    expect(inner.tables).toEqual(['orders'])
    expect(inner.conditions.map(({ term }) => nameOf(term))).toEqual(['(orders.total)'])
  })

  it('has both sides of a set operation', () => {
    const { select, combined } = outline('SELECT city FROM customers EXCEPT SELECT name FROM products')
    expect(select.shown.map(nameOf)).toEqual(['(customers.city)'])
    expect(combined?.operator).toBe('except')
    expect(combined?.right.shown.map(nameOf)).toEqual(['(products.name)'])
  })

  it('says that a name means no column it knows', () => {
    expect(outline('SELECT shoe FROM customers').select.shown.map(nameOf)).toEqual(['(?)'])
  })
})
