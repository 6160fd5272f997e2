import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript, SHOP } from '../../../../../test/support/explored-shop.ts'
import { schemaLexiconOf } from '../schema-lexicon.ts'
import { tokenizeQuestion } from '../words/question-tokens.ts'
import { linkNames } from './link-names.ts'

const { survey, close } = await exploreScript(`${SHOP}
CREATE TABLE singers (singer_id INTEGER PRIMARY KEY, full_name TEXT, age INTEGER, hometown TEXT);
INSERT INTO singers VALUES (1, 'Mia Sol', 30, 'Lyon');
CREATE TABLE pilgrims (pilgrim_id INTEGER PRIMARY KEY, cemetery TEXT);
CREATE TABLE nomads (nomad_id INTEGER PRIMARY KEY, winter_cemetery TEXT);`)
const lexicon = schemaLexiconOf(survey)
afterAll(close)

function alignedIn(question: string): string[] {
  return linkNames(tokenizeQuestion(question), lexicon).flatMap((mention) => {
    if (mention.kind === 'column' && mention.isAligned === true)
      return [`${mention.column.table}.${mention.column.column}`]
    return mention.kind === 'table' && mention.isAligned === true ? [mention.table.table] : []
  })
}

describe('learned links', () => {
  it.each([
    ['how old are they', 'singers.age'],
    ['where is the birthplace of each', 'singers.hometown'],
  ])('%s means %s', (question, name) => {
    expect(alignedIn(question)).toContain(name)
  })

  it('leave alone what names something itself', () => {
    expect(alignedIn('the age of singers')).toEqual([])
  })

  it('are few for a word, and worth less than a name', () => {
    const mentions = linkNames(tokenizeQuestion('how old is the birthplace'), lexicon)
    const aligned = mentions.filter((mention) => 'isAligned' in mention && mention.isAligned === true)
    expect(aligned.length).toBeLessThanOrEqual(10)
    expect(Math.max(...aligned.map(({ score }) => score))).toBeLessThan(0.9)
  })

  it('do not take the place of words that rank or compare', () => {
    expect(alignedIn('the oldest of all')).toEqual([])
  })
})

describe('links of the thesaurus', () => {
  it('reach a whole name wherever it stands', () => {
    expect(alignedIn('which graveyard is it')).toEqual(['pilgrims.cemetery'])
  })

  it('reach a part of a name where the question speaks of its table', () => {
    expect(alignedIn('the graveyard of each nomad')).toContain('nomads.winter_cemetery')
  })

  it('are worth less in a table of which nothing else is said', () => {
    const scoreIn = (question: string) =>
      linkNames(tokenizeQuestion(question), lexicon).find(
        ({ kind, ...rest }) => kind === 'column' && 'isAligned' in rest,
      )!.score
    expect(scoreIn('which graveyard is it')).toBeLessThan(scoreIn('the graveyard of each pilgrim'))
  })

  it('leave alone what names its column anyway', () => {
    expect(alignedIn('the winter cemetery')).toEqual([])
  })
})
