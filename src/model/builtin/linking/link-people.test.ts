import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript } from '../../../../test/support/explored-shop.ts'
import { linkPeople } from './link-people.ts'
import { tokenizeQuestion } from './question-tokens.ts'
import { schemaLexiconOf } from './schema-lexicon.ts'

const { survey, close } = await exploreScript(`
CREATE TABLE staff (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE shops (id INTEGER PRIMARY KEY, name TEXT);`)
const lexicon = schemaLexiconOf(survey)
afterAll(close)

describe('linkPeople', () => {
  it.each([
    ['how many people live in Berlin', ['customers', 'staff']],
    ['who works in Berlin', ['staff']],
    ['people who work in Berlin', ['staff', 'staff']],
    ['shops in Berlin', []],
  ])('%s: %s', (question, tables) => {
    const mentions = linkPeople(tokenizeQuestion(question), lexicon, [])
    const named = mentions.flatMap((mention) => (mention.kind === 'table' ? [mention.table.table] : []))
    expect(named.toSorted()).toEqual(tables)
  })

  it('leaves alone what has a name of its own', () => {
    const tokens = tokenizeQuestion('people in Berlin')
    const known = { kind: 'table', table: lexicon.findTable('shops'), start: 0, end: 1, score: 1 } as const
    expect(linkPeople(tokens, lexicon, [known])).toEqual([])
  })
})
