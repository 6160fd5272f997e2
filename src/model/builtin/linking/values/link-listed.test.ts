import { afterAll, expect, it } from 'vitest'
import { exploreScript } from '../../../../../test/support/explored-shop.ts'
import { schemaLexiconOf } from '../schema-lexicon.ts'
import { tokenizeQuestion } from '../words/question-tokens.ts'
import { linkListed } from './link-listed.ts'

const { survey, close } = await exploreScript(`
CREATE TABLE films (id INTEGER PRIMARY KEY, extras TEXT, place TEXT);
INSERT INTO films VALUES (1, 'Trailers', 'Main St 1, Graz'), (2, 'Trailers,Deleted Scenes', 'Elm St 3, Linz'),
  (3, 'Commentaries,Deleted Scenes', 'High St 9, Wels'), (4, 'Trailers,Commentaries', 'Low St 2, Steyr');`)
const lexicon = schemaLexiconOf(survey)
afterAll(close)

it.each([
  ['films with trailers and deleted scenes', ['Trailers', 'Deleted Scenes']],
  ['films from Graz', []],
])('%s: %j', (question, values) => {
  const found = linkListed(tokenizeQuestion(question), lexicon, [])
  expect(found.map((mention) => (mention.kind === 'value' && mention.isPart ? mention.value : null))).toEqual(
    values,
  )
})

it('takes the place of the equal value', () => {
  const column = lexicon.findColumn({ table: 'films', column: 'extras' })!
  const equal = {
    kind: 'value',
    column,
    value: 'Trailers',
    fromKnowledge: false,
    start: 2,
    end: 3,
    score: 1,
  } as const
  expect(linkListed(tokenizeQuestion('films with trailers'), lexicon, [equal])).not.toContain(equal)
})
