import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript } from '../../../../../test/support/explored-shop.ts'
import { linkNames } from '../names/link-names.ts'
import { schemaLexiconOf } from '../schema-lexicon.ts'
import { tokenizeQuestion } from '../words/question-tokens.ts'
import { linkValues } from './link-values.ts'
import { preferStoredWords } from './prefer-stored-words.ts'

const { survey, values, close } = await exploreScript(`
CREATE TABLE tickets (id INTEGER PRIMARY KEY, subject TEXT, status TEXT, priority TEXT, opened_at TEXT, closed_at TEXT);
INSERT INTO tickets VALUES (1, 'a b', 'open', 'urgent', '2024-01-02', NULL), (2, 'c d', 'closed', 'low', '2024-02-02', '2024-03-02');
CREATE TABLE bills (id INTEGER PRIMARY KEY, status TEXT);
INSERT INTO bills VALUES (1, 'open'), (2, 'paid');`)
const lexicon = schemaLexiconOf(survey)
afterAll(close)

function link(question: string) {
  const tokens = tokenizeQuestion(question)
  const grounded = tokens.map(({ text, start, end }) => ({
    keyword: { text, start, end, table: null, columns: [] },
    matches: values.findExact(text, { limit: 4 }),
    knowledge: [],
  }))
  const mentions = [
    ...linkNames(tokens, lexicon),
    ...linkValues(question, tokens, grounded, lexicon, new Date('2025-06-15')),
  ]
  return preferStoredWords(tokens, mentions)
}

describe('words that a column of kinds stores', () => {
  it.each([
    ['open urgent tickets', 'opened_at', false],
    ['tickets that were closed', 'closed_at', false],
    ['tickets that were closed in 2024', 'closed_at', true],
    ['when were tickets opened', 'opened_at', true],
  ])('%s: %s may be meant: %s', (question, column, isMeant) => {
    const columns = link(question).flatMap((mention) =>
      mention.kind === 'column' ? [mention.column.column] : [],
    )
    expect(columns.includes(column)).toBe(isMeant)
  })

  it('are those of the table whose noun they stand before', () => {
    const scores = new Map(
      link('open tickets').flatMap((mention) =>
        mention.kind === 'value' ? [[mention.column.table, mention.score]] : [],
      ),
    )
    expect(scores.get('tickets')).toBeGreaterThan(scores.get('bills')!)
  })
})
