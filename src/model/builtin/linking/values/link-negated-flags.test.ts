import { afterAll, expect, it } from 'vitest'
import { exploreScript } from '../../../../../test/support/explored-shop.ts'
import { schemaLexiconOf } from '../schema-lexicon.ts'
import { tokenizeQuestion } from '../words/question-tokens.ts'
import { linkNegatedFlags } from './link-negated-flags.ts'

const { survey, close } = await exploreScript(`
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, active INTEGER, paid_up TEXT);
INSERT INTO users VALUES (1, 'Ann', 1, 'yes'), (2, 'Bob', 0, 'no'), (3, 'Cleo', 1, 'yes');`)
afterAll(close)

const found = (question: string) =>
  linkNegatedFlags(tokenizeQuestion(question), schemaLexiconOf(survey)).map((mention) =>
    mention.kind === 'value' ? [mention.column.column, mention.value] : [],
  )

it('reads "inactive" as what the column of active ones stores for no', () => {
  expect(found('inactive users')).toEqual([['active', 0]])
})

it.each(['active users', 'interested users', 'users in action'])('finds nothing in "%s"', (question) => {
  expect(found(question)).toEqual([])
})
