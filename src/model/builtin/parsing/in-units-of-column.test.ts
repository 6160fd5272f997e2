import { afterAll, expect, it } from 'vitest'
import { exploreScript } from '../../../../test/support/explored-shop.ts'
import { schemaLexiconOf } from '../linking/schema-lexicon.ts'
import { tokenizeQuestion } from '../linking/words/question-tokens.ts'
import { inUnitsOfColumns } from './in-units-of-column.ts'
import { makeScope } from './parse-scope.ts'
import { INITIAL_STATE } from './parse-state.ts'

const { survey, close } = await exploreScript(`
CREATE TABLE sales (id INTEGER PRIMARY KEY, amount_cents INTEGER, fee REAL, discount_rate REAL);
INSERT INTO sales VALUES (1, 12000, 1.99, 0.1), (2, 5000, 0.99, 0.25), (3, 700, 20.5, 0.4);`)
const lexicon = schemaLexiconOf(survey)
afterAll(close)

it.each([
  ['sales over 100 dollars', 'amount_cents', 100, 10_000],
  ['sales over $100', 'amount_cents', 100, 10_000],
  ['sales over 100', 'amount_cents', 100, 100],
  ['sales over 5000 cents', 'amount_cents', 5000, 5000],
  ['sales with a fee of 99 cents', 'fee', 99, 0.99],
  ['sales with a discount over 7%', 'discount_rate', 7, 0.07],
  ['sales with a discount over 0.2', 'discount_rate', 0.2, 0.2],
  ['sales with a fee over 10%', 'fee', 10, 10],
])('%s: %s of %d is %d', (question, column, value, meant) => {
  const scope = makeScope(tokenizeQuestion(question), lexicon, survey.joins, [])
  const condition = { kind: 'compare', column: { table: 'sales', column }, operator: '>', value } as const
  const { where } = inUnitsOfColumns({ ...INITIAL_STATE, where: [{ connective: 'and', condition }] }, scope)
  expect(where[0]!.condition).toEqual({ ...condition, value: meant })
})
