import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript, SHOP } from '../../../../../test/support/explored-shop.ts'
import type { KnowledgeEntry } from '../../../../values/knowledge.ts'
import type { GroundedKeyword } from '../../../model.ts'
import { schemaLexiconOf } from '../schema-lexicon.ts'
import { tokenizeQuestion } from '../words/question-tokens.ts'
import { linkValues } from './link-values.ts'

const { survey, values, close } = await exploreScript(SHOP)
const lexicon = schemaLexiconOf(survey)
const now = new Date('2025-06-15T12:00:00Z')
afterAll(close)

function link(question: string, text?: string, knowledge: readonly KnowledgeEntry[] = []) {
  const grounded: GroundedKeyword[] = []
  if (text !== undefined) {
    const start = question.indexOf(text)
    const keyword = { text, start, end: start + text.length, table: null, columns: [] }
    grounded.push({ keyword, matches: knowledge.length > 0 ? [] : values.findExact(text), knowledge })
  }
  return linkValues(question, tokenizeQuestion(question), grounded, lexicon, now)
}

describe('stored values', () => {
  it('stands for the words that name it, as it is stored', () => {
    const [mention] = link('who bought Iced Tea', 'Iced Tea')
    expect(mention).toMatchObject({ kind: 'value', value: 'iced tea', start: 2, end: 4 })
    expect(mention?.kind === 'value' && mention.column.column).toBe('name')
  })

  it('leaves stored dates to be read as time', () => {
    const kinds = link('orders of 2024-03-05', '2024-03-05').map(({ kind }) => kind)
    expect(kinds).not.toContain('value')
    expect(kinds).toContain('period')
  })

  it.each([
    ['orders per customer', 'per', 'PER', 1, 0],
    ['orders from PER', 'PER', 'PER', 1, 1],
    ['African customers', 'African', 'Africa', 0.8, 1],
    ['from Asian shops', 'Asian', 'Astana', 0.65, 0],
    ['customers in Hambrug', 'Hambrug', 'Hamburg', 0.77, 1],
  ])('%s: %s for %s', (question, text, value, score, count) => {
    const start = question.indexOf(text)
    const keyword = { text, start, end: start + text.length, table: null, columns: [] }
    const match = { table: 'customers', column: 'country', value, score, rowCount: 1 }
    const mentions = linkValues(
      question,
      tokenizeQuestion(question),
      [{ keyword, matches: [match], knowledge: [] }],
      lexicon,
      now,
    )
    expect(mentions.filter(({ kind }) => kind === 'value')).toHaveLength(count)
  })

  it('says which values come from knowledge', () => {
    const entry: KnowledgeEntry = {
      kind: 'value', keyword: 'settled', table: 'orders', column: 'status', value: 'paid', origin: 'person',
    } // biome-ignore format: short
    const mentions = link('settled orders', 'settled', [entry])
    expect(mentions).toContainEqual(
      expect.objectContaining({ kind: 'value', value: 'paid', fromKnowledge: true }),
    )
  })

  it('passes expressions and filters on', () => {
    const expression: KnowledgeEntry = {
      kind: 'expression', keyword: 'revenue', table: 'order_items', expression: 'unit_price * quantity', origin: 'person',
    } // biome-ignore format: short
    expect(link('revenue by month', 'revenue', [expression])).toContainEqual(
      expect.objectContaining({ kind: 'expression', entry: expression }),
    )
  })

  it('leaves out knowledge about a column that is gone', () => {
    const entry: KnowledgeEntry = {
      kind: 'value', keyword: 'settled', table: 'orders', column: 'gone', value: 3, origin: 'person',
    } // biome-ignore format: short
    expect(link('settled orders', 'settled', [entry])).toEqual([])
  })
})

describe('stretches of time', () => {
  it.each([
    ['orders in 2024', '2024-01-01', '2025-01-01'],
    ['orders in March 2024', '2024-03-01', '2024-04-01'],
    ['orders on 2024-12-31', '2024-12-31', '2025-01-01'],
    ['orders last year', '2024-01-01', '2025-01-01'],
  ])('%s', (question, from, to) => {
    expect(link(question)).toContainEqual(expect.objectContaining({ kind: 'period', from, to }))
  })

  it('follows a year as a number too', () => {
    expect(link('in 2024').map(({ kind }) => kind)).toEqual(expect.arrayContaining(['period', 'number']))
  })
})

it.each([
  ['more than 1,200 points', 1200],
  ['at least twelve orders', 12],
  ['above 2.5', 2.5],
])('%s holds the number %s', (question, value) => {
  expect(link(question)).toContainEqual(expect.objectContaining({ kind: 'number', value }))
})

it('keeps quoted words that nothing stores', () => {
  expect(link('tracks called "Blue Moon"')).toContainEqual(
    expect.objectContaining({ kind: 'text', text: 'Blue Moon', quoted: true }),
  )
})
