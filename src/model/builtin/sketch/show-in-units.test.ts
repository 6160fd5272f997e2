import { afterAll, expect, it } from 'vitest'
import { exploreScript } from '../../../../test/support/explored-shop.ts'
import { parseQuery } from '../../../sql/parse.ts'
import { printQuery } from '../../../sql/print.ts'
import { schemaLexiconOf } from '../linking/schema-lexicon.ts'
import { tokenizeQuestion } from '../linking/words/question-tokens.ts'
import { showInUnits } from './show-in-units.ts'

const { survey, close } = await exploreScript(`
CREATE TABLE calls (id INTEGER PRIMARY KEY, city TEXT, amount_cents INTEGER, fee REAL, Milliseconds INTEGER, shift_hours REAL);
INSERT INTO calls VALUES (1, 'Ulm', 12000, 1.99, 60000, 8), (2, 'Bonn', 5000, 0.99, 90000, 4);`)
const lexicon = schemaLexiconOf(survey)
afterAll(close)

it.each([
  ['average amount in dollars', 'avg(amount_cents)', 'avg(amount_cents) / 100.0'],
  ['amount in euros for each city', 'city, sum(calls.amount_cents)', 'city, sum(calls.amount_cents) / 100.0'],
  ['the amounts in $', 'amount_cents', 'amount_cents / 100.0'],
  ['the longest call in minutes', 'max(Milliseconds)', 'max(Milliseconds) / 60000.0'],
  ['the longest call in seconds', 'max(Milliseconds)', 'max(Milliseconds) / 1000.0'],
  ['shift in minutes', 'avg(shift_hours)', 'avg(shift_hours) * 60'],
  ['shift in hours', 'avg(shift_hours)', 'avg(shift_hours)'],
  ['the average amount', 'avg(amount_cents)', 'avg(amount_cents)'],
  ['fees in dollars', 'sum(fee)', 'sum(fee)'],
  ['how many calls cost something in dollars', 'count(amount_cents)', 'count(amount_cents)'],
  ['amounts over 5 in dollars', 'amount_cents', 'amount_cents'],
])('%s: %s is shown as %s', (question, shown, wanted) => {
  const query = parseQuery(`SELECT ${shown} FROM calls`)
  const other = showInUnits(query, tokenizeQuestion(question), lexicon)
  expect(printQuery(other)).toBe(`SELECT ${wanted} FROM calls`)
  if (shown === wanted) expect(other).toBe(query)
})
