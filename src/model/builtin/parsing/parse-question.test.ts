import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript, SHOP } from '../../../../test/support/explored-shop.ts'
import { linkNames } from '../linking/names/link-names.ts'
import { schemaLexiconOf } from '../linking/schema-lexicon.ts'
import { linkValues } from '../linking/values/link-values.ts'
import { expandSharedHeads, tokenizeQuestion } from '../linking/words/question-tokens.ts'
import { parseQuestion } from './parse-question.ts'
import { makeScope } from './parse-scope.ts'

const { survey, close } = await exploreScript(SHOP)
const lexicon = schemaLexiconOf(survey)
afterAll(close)

function bestSketch(question: string) {
  const tokens = expandSharedHeads(tokenizeQuestion(question))
  const mentions = [
    ...linkNames(tokens, lexicon),
    ...linkValues(question, tokens, [], lexicon, new Date('2025-06-15')),
  ]
  return parseQuestion(makeScope(tokens, lexicon, survey.joins, mentions))[0]
}

describe('the sketch of a question', () => {
  it('counts the rows of a table', () => {
    expect(bestSketch('how many orders are there')?.sketch).toMatchObject({
      focus: 'orders',
      select: [{ aggregate: 'count', target: { kind: 'rows', table: 'orders' } }],
      where: [],
    })
  })

  it('groups by a column', () => {
    expect(bestSketch('average price for each category')?.sketch).toMatchObject({
      group: [{ table: 'products', column: 'category' }],
    })
  })

  it('groups moments by months', () => {
    expect(bestSketch('number of orders per month')?.sketch.group).toEqual([
      expect.objectContaining({ table: 'orders', column: 'ordered_on', unit: 'month' }),
    ])
  })

  it('keeps a stretch of time as one condition', () => {
    expect(bestSketch('orders in March 2024')?.sketch.where).toEqual([
      expect.objectContaining({
        condition: expect.objectContaining({ kind: 'period', from: '2024-03-01', to: '2024-04-01' }),
      }),
    ])
  })

  it('orders and limits', () => {
    expect(bestSketch('the 2 cheapest products')?.sketch).toMatchObject({
      limit: 2,
      order: [{ direction: 'asc' }],
    })
  })

  it('makes a condition of a group one of the group', () => {
    expect(bestSketch('customers with at least 2 orders')?.sketch.having).toEqual([
      expect.objectContaining({ operator: '>=', value: 2 }),
    ])
  })

  it('asks for rows without a partner', () => {
    expect(bestSketch('customers without orders')?.sketch.where).toEqual([
      expect.objectContaining({
        condition: expect.objectContaining({ kind: 'related', negated: true, table: 'orders' }),
      }),
    ])
  })

  it('makes no sketch of nothing', () => {
    expect(bestSketch('???')).toBeUndefined()
  })
})
