import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript, SHOP } from '../../../../../test/support/explored-shop.ts'
import { extractKeywords } from './extract-keywords.ts'

const explored = await exploreScript(SHOP)
const { survey, graph, values } = explored
afterAll(explored.close)

const keywordsIn = (question: string) =>
  extractKeywords({ question, context: { survey, graph, values }, now: new Date('2025-06-15') })

describe('the words that may be data', () => {
  it.each([
    ['list the customers from Berlin', ['Berlin']],
    ['who bought iced tea', ['iced tea']],
    ['orders of "Ann Lee"', ['Ann Lee']],
    ['customers in berlin or paris', ['berlin', 'paris']],
    ['orders of Zoe Quinn', ['Zoe Quinn']],
    ['how many customers are there', []],
    ['average price per category', []],
  ])('%s', (question, texts) => {
    expect(keywordsIn(question).map(({ text }) => text)).toEqual(texts)
  })

  it('tells where the data holds them', () => {
    expect(keywordsIn('customers from Berlin')[0]).toMatchObject({
      table: 'customers',
      columns: [{ table: 'customers', column: 'city' }],
    })
    expect(keywordsIn('customers from Atlantis')[0]).toMatchObject({ table: null, columns: [] })
  })

  it('points at the words of the question', () => {
    const question = 'how many people in New York ordered a Tea Pot?'
    for (const { text, start, end } of keywordsIn(question)) expect(question.slice(start, end)).toBe(text)
    expect(keywordsIn(question).map(({ text }) => text)).toEqual(
      expect.arrayContaining(['New York', 'Tea Pot']),
    )
  })

  it('stops somewhere, however long the question', () => {
    expect(keywordsIn('Xa Yb, '.repeat(200)).length).toBeLessThan(50)
  })
})
