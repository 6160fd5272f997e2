import { afterAll, expect, it } from 'vitest'
import { exploreScript } from '../../../../test/support/explored-shop.ts'
import { printQuery } from '../../../sql/print.ts'
import { linkNames } from '../linking/names/link-names.ts'
import { schemaLexiconOf } from '../linking/schema-lexicon.ts'
import { linkFlags } from '../linking/values/link-flags.ts'
import { tokenizeQuestion } from '../linking/words/question-tokens.ts'
import { compileSketch } from '../sketch/compile-sketch.ts'
import { parseQuestion } from './parse-question.ts'
import { makeScope } from './parse-scope.ts'

const { survey, graph, close } = await exploreScript(`
CREATE TABLE districts (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO districts VALUES (1, 'North'), (2, 'South');
CREATE TABLE schools (id INTEGER PRIMARY KEY, name TEXT, is_private INTEGER, district_id INTEGER REFERENCES districts);
INSERT INTO schools VALUES (1, 'Elm', 1, 1), (2, 'Oak', 0, 1), (3, 'Fir', 0, 2);`)
const lexicon = schemaLexiconOf(survey)
afterAll(close)

it.each([
  ['private schools', 'SELECT name FROM schools WHERE is_private = 1'],
  ['schools that are not private', 'SELECT name FROM schools WHERE is_private = 0'],
  ['how many schools are private', 'SELECT count(*) FROM schools WHERE is_private = 1'],
  [
    'districts that have no private school',
    'SELECT name FROM districts WHERE id NOT IN (SELECT district_id FROM schools WHERE is_private = 1)',
  ],
])('%s: %s', (question, sql) => {
  const tokens = tokenizeQuestion(question)
  const mentions = linkFlags(tokens, linkNames(tokens, lexicon))
  const [best] = parseQuestion(makeScope(tokens, lexicon, survey.joins, mentions))
  const [compiled] = compileSketch(best!.sketch, { graph, lexicon }, 1)
  expect(printQuery(compiled!.query)).toContain(sql)
})
