import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript, SHOP } from '../../../../test/support/explored-shop.ts'
import { extractKeywords } from '../linking/values/extract-keywords.ts'
import { describeCandidates } from './describe-candidates.ts'
import { MEASURES } from './measure-reading.ts'
import { readQuestion } from './read-question.ts'

const explored = await exploreScript(SHOP)
const { survey, graph, values } = explored
afterAll(explored.close)
const tables = survey.schema.tables.map(({ name, columns }) => ({
  table: name,
  columns: columns.map((column) => column.name),
}))

function measured(question: string) {
  const shared = { question, context: { survey, graph, values }, now: new Date('2025-06-15T12:00:00Z') }
  const grounded = extractKeywords(shared).map((keyword) => ({
    keyword,
    matches: values.search(keyword.text, { limit: 5 }),
    knowledge: [],
  }))
  const read = readQuestion({ ...shared, grounded, part: { tables }, count: 5 }, 50)
  const { candidates } = describeCandidates(read)
  return read.readings.map(({ sql }, index) => ({ sql, measures: candidates[index]!.measures }))
}

type Name = (typeof MEASURES)[number]

function measuresOf(question: string, sql: RegExp, name: Name): number {
  const found = measured(question).find((one) => sql.test(one.sql))
  if (found === undefined) throw new Error(`No reading of "${question}" is like ${sql}.`)
  return found.measures[MEASURES.indexOf(name)]!
}

describe('what is measured of a reading', () => {
  it('is a number for each name', () => {
    for (const question of ['average price per category', 'orders in 2024', 'the three cheapest products'])
      for (const { measures } of measured(question)) expect(measures.some(Number.isNaN)).toBe(false)
  })

  it.each<[string, Name, RegExp, RegExp]>([
    ['number of orders per customer', 'groups undone', /^(?!.*GROUP BY)/, /GROUP BY/],
    ['average price of the products', 'aggregates undone', /^(?!.*avg)/i, /avg\(price\)/],
    ['how many customers are there', 'counts undone', /^(?!.*count)/i, /^SELECT count\(\*\) FROM customers$/],
    ['different categories of products', 'distinct undone', /^SELECT category/, /^SELECT DISTINCT category/],
    ['customers without orders', 'negations undone', /^(?!.*(?:NOT|EXCEPT))/, /NOT IN/],
    ['number of orders per status', 'each thing ungrouped', /^(?!.*GROUP BY)/, /GROUP BY status$/],
    [
      'average price by category',
      'computed by thing ungrouped',
      /^(?!.*(?:GROUP|ORDER))/,
      /GROUP BY category$/,
    ],
    ['which customers have a city', 'asked thing not shown', /^SELECT DISTINCT city/, /^SELECT name/],
    ['number of orders in 2024', 'periods undone', /^SELECT count\(\*\) FROM orders$/, /2024/],
    [
      'how many customers are there',
      'count not shown',
      /^(?!.*count)/i,
      /^SELECT count\(\*\) FROM customers$/,
    ],
    ['orders per month', 'calendar ungrouped', /^(?!.*GROUP BY)/, /GROUP BY strftime/],
    ['the most expensive product', 'superlatives undone', /^(?!.*(?:ORDER|max))/, /ORDER BY price DESC/],
  ])('%s: %s where the query does not do it', (question, name, lost, done) => {
    expect(measuresOf(question, lost, name)).toBeGreaterThan(0)
    expect(measuresOf(question, done, name)).toBe(0)
  })

  it.each<[string, Name, RegExp, RegExp]>([
    [
      'average quantity and unit price of order items',
      'aggregate far',
      /avg\(quantity\) FROM/,
      /avg\(unit_price\) FROM/,
    ],
    ['orders per status and city', 'group far', /GROUP BY status$/, /GROUP BY customers.city$/],
    ['orders per status and city', 'group rival nearer', /GROUP BY status$/, /GROUP BY customers.city$/],
    [
      'name of products with category Drinks',
      'columns before shown',
      /^SELECT name FROM/,
      /^SELECT category FROM/,
    ],
    ['customers with city Berlin and country France', 'shown after value', /^SELECT name/, /^SELECT country/],
    [
      'category of products sorted by price',
      'shown inversions',
      /^SELECT category, price/,
      /^SELECT price, category/,
    ],
  ])('%s: less %s where words stand nearer to what is done with them', (question, name, near, far) => {
    expect(measuresOf(question, near, name)).toBeLessThan(measuresOf(question, far, name))
  })
})
