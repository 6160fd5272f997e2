import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript } from '../../../../../test/support/explored-shop.ts'
import { schemaLexiconOf } from '../schema-lexicon.ts'
import { tokenizeQuestion } from '../words/question-tokens.ts'
import { linkNames } from './link-names.ts'

const { survey, close } = await exploreScript(`
  CREATE TABLE institutions (inst_cd TEXT PRIMARY KEY, Inst_Nm TEXT, Cnty_Nm TEXT, Chrtr_Flg INTEGER, market TEXT);
  CREATE TABLE results (inst_cd TEXT REFERENCES institutions, Avg_Mth REAL, Avg_Rdg REAL, Drop_Rt REAL, Enroll_Cnt INTEGER, film TEXT);
`)
const lexicon = schemaLexiconOf(survey)
afterAll(close)

function columnsIn(question: string): string[] {
  return linkNames(tokenizeQuestion(question), lexicon).flatMap((mention) =>
    mention.kind === 'column' ? [mention.column.column] : [],
  )
}

describe('names that abbreviate what people say', () => {
  it.each([
    ['county', 'Cnty_Nm'],
    ['counties', 'Cnty_Nm'],
    ['charter', 'Chrtr_Flg'],
    ['average math score', 'Avg_Mth'],
    ['reading', 'Avg_Rdg'],
    ['dropout rate', 'Drop_Rt'],
  ])('%s is %s', (question, name) => {
    expect(columnsIn(question)).toContain(name)
  })

  it.each([
    ['mat', 'market'],
    ['county', 'Enroll_Cnt'],
    ['familiar', 'film'],
    ['roading', 'Avg_Mth'],
  ])('%s is no %s', (question, name) => {
    expect(columnsIn(question)).not.toContain(name)
  })
})
