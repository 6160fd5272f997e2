import { afterAll, expect, it } from 'vitest'
import { exploreScript } from '../../../../test/support/explored-shop.ts'
import { parseQuery } from '../../../sql/parse.ts'
import { printQuery } from '../../../sql/print.ts'
import { schemaLexiconOf } from '../linking/schema-lexicon.ts'
import { findAskedUnit } from '../linking/words/asked-unit.ts'
import { tokenizeQuestion } from '../linking/words/question-tokens.ts'
import { showInUnit } from './show-in-unit.ts'

const { survey, close } = await exploreScript(`
CREATE TABLE calls (id INTEGER PRIMARY KEY, city TEXT, amount_cents INTEGER, fee REAL, Milliseconds INTEGER, shift_hours REAL,
  stay_days INTEGER, length INTEGER, min_wait_seconds INTEGER);
INSERT INTO calls VALUES (1, 'Ulm', 12000, 1.99, 60000, 8, 2, 7, 30), (2, 'Bonn', 5000, 0.99, 90000, 4, 5, 9, 90);`)
const lexicon = schemaLexiconOf(survey)
afterAll(close)

it.each([
  ['average amount in dollars', 'avg(amount_cents)', 'avg(amount_cents) / 100.0'],
  ['amount in euros for each city', 'city, sum(calls.amount_cents)', 'city, sum(calls.amount_cents) / 100.0'],
  ['the amounts in $', 'amount_cents', 'amount_cents / 100.0'],
  ['the longest call in minutes', 'max(Milliseconds)', 'max(Milliseconds) / 60000.0'],
  ['the longest call in seconds', 'max(Milliseconds)', 'max(Milliseconds) / 1000.0'],
  ['the top 2 calls of 2024 in minutes', 'Milliseconds', 'Milliseconds / 60000.0'],
  ['the shortest wait in minutes', 'min(min_wait_seconds)', 'min(min_wait_seconds) / 60.0'],
  ['shift in minutes', 'avg(shift_hours)', 'avg(shift_hours) * 60'],
  ['shift in hours', 'avg(shift_hours)', 'avg(shift_hours)'],
  ['stay in hours', 'sum(stay_days)', 'sum(stay_days) * 24'],
  ['fees in dollars', 'sum(fee)', 'sum(fee)'],
])('%s: %s is shown as %s', (question, shown, wanted) => {
  const query = parseQuery(`SELECT ${shown} FROM calls`)
  const unit = findAskedUnit(tokenizeQuestion(question))
  const other = showInUnit(query, unit!, lexicon)
  expect(printQuery(other!)).toBe(`SELECT ${wanted} FROM calls`)
  if (shown === wanted) expect(other).toBe(query)
})

it.each([
  ['average length in minutes', 'avg(length)'],
  ['how many calls cost something in dollars', 'count(amount_cents)'],
  ['cities in minutes', 'city'],
])('%s: nothing says the unit of %s', (question, shown) => {
  const unit = findAskedUnit(tokenizeQuestion(question))
  expect(showInUnit(parseQuery(`SELECT ${shown} FROM calls`), unit!, lexicon)).toBeNull()
})

it.each(['the average amount', 'amounts over 5 dollars', 'calls in Ulm', ''])(
  '"%s" asks for no unit',
  (question) => {
    expect(findAskedUnit(tokenizeQuestion(question))).toBeNull()
  },
)
