import { afterAll, expect, it } from 'vitest'
import { exploreScript } from '../../../../../test/support/explored-shop.ts'
import { schemaLexiconOf } from '../schema-lexicon.ts'
import { tokenizeQuestion } from '../words/question-tokens.ts'
import { linkParts } from './link-parts.ts'

const { survey, close } = await exploreScript(`
CREATE TABLE diagnoses (id INTEGER PRIMARY KEY, label TEXT);
INSERT INTO diagnoses VALUES (1, 'Type 2 diabetes mellitus'), (2, 'Acute bronchitis'), (3, 'Chronic bronchitis'),
  (4, 'Acute bronchitis');`)
const lexicon = schemaLexiconOf(survey)
afterAll(close)

it.each([
  ['patients with diabetes', 'Type 2 diabetes mellitus', undefined],
  ['everybody with bronchitis', 'bronchitis', true],
  ['patients with asthma', undefined, undefined],
])('%s: %s', (question, value, isPart) => {
  const [found] = linkParts(tokenizeQuestion(question), lexicon, [])
  expect(found?.kind === 'value' ? [found.value, found.isPart] : [undefined, undefined]).toEqual([
    value,
    isPart,
  ])
})
