import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript, SHOP } from '../../../../test/support/explored-shop.ts'
import { readQuestion } from './read-question.ts'

const explored = await exploreScript(SHOP)
const { survey, graph, values } = explored
afterAll(explored.close)

const WHOLE = survey.schema.tables.map(({ name, columns }) => ({
  table: name,
  columns: columns.map((column) => column.name),
}))

function readWith(question: string, { tables = WHOLE, year = 2025 } = {}) {
  const now = new Date(`${year}-06-15T12:00:00Z`)
  const context = { survey, graph, values }
  return readQuestion({ question, context, now, grounded: [], part: { tables }, count: 5 }, 20)
}

describe('a question', () => {
  it('is read once where its words mean the same', () => {
    const question = 'products of each category'
    const first = readWith(question)
    const products = WHOLE.filter(({ table }) => table === 'products')
    expect(readWith(question, { tables: products })).toBe(first)
  })

  it('is read anew with other columns', () => {
    const question = 'price and category of products'
    const first = readWith(question)
    const without = WHOLE.map(({ table, columns }) => ({
      table,
      columns: columns.filter((column) => column !== 'category'),
    }))
    expect(readWith(question, { tables: without }).readings[0]?.sql).not.toBe(first.readings[0]?.sql)
    expect(readWith(question).readings.map(({ sql }) => sql)).toEqual(first.readings.map(({ sql }) => sql))
  })

  it('is read anew on another day', () => {
    const bestOf = (year: number) => readWith('orders of last year', { year }).readings[0]?.sql
    expect(bestOf(2025)).toContain('2024')
    expect(bestOf(2024)).toContain('2023')
  })
})
