import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Explored, exploreScript } from '../../../../test/support/explored-shop.ts'
import type { GroundedKeyword } from '../../model.ts'
import { schemaLexiconOf } from '../linking/schema-lexicon.ts'
import { tokenizeQuestion } from '../linking/words/question-tokens.ts'
import { contentPositions, findWordEvidence } from './word-evidence.ts'

// More tables with a city than the parser keeps readings of one word.
const MANY = Array.from(
  { length: 12 },
  (_, place) => `CREATE TABLE place_${place} (id INTEGER, city TEXT);`,
).join('\n')
const SCRIPT = `${MANY}
CREATE TABLE suppliers (id INTEGER PRIMARY KEY, supplier_city TEXT, rating INTEGER);
INSERT INTO suppliers VALUES (1, 'Berlin', 3);`

let explored: Explored
beforeAll(async () => {
  explored = await exploreScript(SCRIPT)
})
afterAll(() => explored.close())

function evidenceOf(question: string, grounded: readonly GroundedKeyword[] = []) {
  return findWordEvidence(tokenizeQuestion(question), schemaLexiconOf(explored.survey), grounded)
}

describe('findWordEvidence', () => {
  it('finds what words may name in every table, however many there are', () => {
    // As good, but for the word that only repeats the table's name: "supplier_city".
    const evidence = evidenceOf('city')
    for (let place = 0; place < 12; place++) {
      const [link] = evidence.get(`place_${place}`)!
      expect(link).toMatchObject({ kind: 'name', column: 'city', standing: 1, rivals: 12 })
    }
    const [partly] = evidence.get('suppliers')!
    expect(partly!.standing).toBeLessThan(1)
  })

  it('says which words a stored value and knowledge were found for', () => {
    const question = 'rating in berlin'
    const keyword = { text: 'berlin', start: 10, end: 16, table: null, columns: [] }
    const links = evidenceOf(question, [
      {
        keyword,
        matches: [{ table: 'suppliers', column: 'supplier_city', value: 'Berlin', score: 1, rowCount: 1 }],
        knowledge: [
          {
            kind: 'filter',
            keyword: 'berlin',
            table: 'suppliers',
            condition: 'rating > 2',
            origin: 'person',
          },
        ],
      },
    ]).get('suppliers')!
    expect(links.filter(({ kind }) => kind !== 'name')).toMatchObject([
      { kind: 'value', column: 'supplier_city', start: 2, end: 3 },
      { kind: 'knowledge', column: null, start: 2, end: 3 },
    ])
  })
})

describe('contentPositions', () => {
  it('passes over words that say nothing of the data', () => {
    expect(contentPositions(tokenizeQuestion('What is the rating of "Berlin" in 2020?'))).toEqual([3, 5, 7])
  })
})
