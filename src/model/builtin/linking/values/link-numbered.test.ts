import { afterAll, expect, it } from 'vitest'
import { exploreScript } from '../../../../../test/support/explored-shop.ts'
import { linkNames } from '../names/link-names.ts'
import { schemaLexiconOf } from '../schema-lexicon.ts'
import { tokenizeQuestion } from '../words/question-tokens.ts'
import { linkNumbered } from './link-numbered.ts'

const { survey, close } = await exploreScript(`
CREATE TABLE store (store_id INTEGER PRIMARY KEY, city TEXT);
INSERT INTO store VALUES (1, 'Graz'), (2, 'Linz');
CREATE TABLE rooms (room_no TEXT PRIMARY KEY, floor INTEGER, price INTEGER, store_id INTEGER REFERENCES store);
INSERT INTO rooms VALUES ('A', 1, 300, 1), ('B', 2, 500, 1), ('C', 2, 700, 2), ('D', 3, 100, 2);`)
const lexicon = schemaLexiconOf(survey)
afterAll(close)

it.each([
  ['rooms on the second floor', 'floor = 2'],
  ['rooms on the 3rd floor', 'floor = 3'],
  ['rooms on floor 2', 'floor = 2'],
  ['rooms of store number 1', 'store_id = 1'],
  ['rooms of store 2', 'store_id = 2'],
  ['the second cheapest room', ''],
  ['rooms on floor 2 or higher', ''],
  ['rooms on the ninth floor', ''],
])('%s: %s', (question, condition) => {
  const tokens = tokenizeQuestion(question)
  const [found] = linkNumbered(tokens, linkNames(tokens, lexicon))
  expect(found?.kind === 'value' ? `${found.column.column} = ${found.value}` : '').toBe(condition)
})
