import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript } from '../../../../../test/support/explored-shop.ts'
import { linkNames } from '../names/link-names.ts'
import { schemaLexiconOf } from '../schema-lexicon.ts'
import { tokenizeQuestion } from '../words/question-tokens.ts'
import { linkFlags } from './link-flags.ts'

const { survey, close } = await exploreScript(`
CREATE TABLE patients (id INTEGER PRIMARY KEY, name TEXT, smoker TEXT, is_insured INTEGER, accepts_calls TEXT);
INSERT INTO patients VALUES (1, 'Ann', 'Y', 1, 'N'), (2, 'Bob', 'N', 0, 'Y'), (3, 'Cem', 'N', 1, 'Y');`)
const lexicon = schemaLexiconOf(survey)
afterAll(close)

function flagsOf(question: string): string[] {
  const tokens = tokenizeQuestion(question)
  return linkFlags(tokens, linkNames(tokens, lexicon)).flatMap((mention) =>
    mention.kind === 'value' ? [`${mention.column.column} = ${mention.value}`] : [],
  )
}

describe('names of columns of yes and no that are said of rows', () => {
  it.each([
    ['patients who smoke', 'smoker = Y'],
    ['how many smokers are there', 'smoker = Y'],
    ['list all non-smokers', 'smoker = N'],
    ['insured patients', 'is_insured = 1'],
    ['patients accepting calls', 'accepts_calls = Y'],
    ['which patients are insured', 'is_insured = 1'],
    ['patients that are not insured', 'is_insured = 1'],
  ])('%s: %s', (question, flag) => {
    expect(flagsOf(question)).toContain(flag)
  })

  it.each(['show name and smoker of patients', 'number of patients by smoker', 'patients who call'])(
    '%s: none',
    (question) => {
      expect(flagsOf(question)).toEqual([])
    },
  )
})
