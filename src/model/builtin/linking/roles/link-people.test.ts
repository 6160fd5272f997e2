import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript } from '../../../../../test/support/explored-shop.ts'
import { linkNames } from '../names/link-names.ts'
import { schemaLexiconOf } from '../schema-lexicon.ts'
import { tokenizeQuestion } from '../words/question-tokens.ts'
import { linkPeople } from './link-people.ts'

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
    ['everyone in Berlin', ['customers', 'staff']],
    ['folks who work in Berlin', ['staff', 'staff']],
    ['who is in Berlin', []],
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

describe('people that the rest of the question is about', async () => {
  const school = await exploreScript(`
    CREATE TABLE employees (employee_id INTEGER PRIMARY KEY, first_name TEXT, last_name TEXT, hire_date TEXT);
    CREATE TABLE visitors (visitor_id INTEGER PRIMARY KEY, first_name TEXT, last_name TEXT, passport TEXT);
    CREATE TABLE attendance (employee_id INTEGER REFERENCES employees, day TEXT);`)
  const words = schemaLexiconOf(school.survey)
  afterAll(school.close)

  it.each([
    ['everyone who was hired after 2020', 'employees'],
    ['everyone with a passport', 'visitors'],
    ['who attended', 'employees'],
  ])('%s: %s', (question, table) => {
    const tokens = tokenizeQuestion(question)
    const [first] = linkPeople(tokens, words, linkNames(tokens, words))
    expect(first?.kind === 'table' ? first.table.table : null).toBe(table)
  })
})
