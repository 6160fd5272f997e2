import { expect, it } from 'vitest'
import type { SchemaShape } from '../../sql/schema-shape.ts'
import type { Verdict, VerdictReason } from '../metrics/metric.ts'
import type { ScoredQuestion } from '../scored-question.ts'
import { causeOfFailure, type FailureCause } from './failure-cause.ts'

const table = (name: string, columns: string) => ({
  name,
  columns: columns.split(' ').map((column) => ({ name: column })),
})
const SHOP: SchemaShape = {
  tables: [
    table('customers', 'id name city country'),
    table('orders', 'id customer_id seller_id status total'),
    table('items', 'order_id product price'),
  ],
}

function scored(
  gold: string,
  predicted: string | null,
  reason: VerdictReason = 'other-rows',
): ScoredQuestion {
  const ex: Verdict = { score: 0, reason }
  const question = { index: 0, dbId: 'shop', question: '', gold }
  return { question, predicted, verdicts: { ex }, spiderDifficulty: null, features: [], run: null }
}

const JOINED = 'FROM customers AS c JOIN orders AS o ON c.id = o.customer_id'

it.each<[FailureCause, string, string]>([
  ['no query', 'SELECT name FROM customers', ' '],
  ['not readable as SQL', 'SELECT name FROM customers', 'SELECT name FORM customers'],
  ['a table is missing', `SELECT c.name ${JOINED}`, 'SELECT name FROM customers'],
  ['a table too many', 'SELECT name FROM customers', `SELECT c.name ${JOINED}`],
  ['other tables', 'SELECT id FROM customers', 'SELECT id FROM orders'],
  [
    'another set operation',
    'SELECT id FROM orders EXCEPT SELECT id FROM orders WHERE total > 1',
    'SELECT id FROM orders WHERE NOT total > 1',
  ],
  [
    'another nesting of queries',
    'SELECT name FROM customers WHERE id = (SELECT max(id) FROM customers)',
    'SELECT name FROM customers ORDER BY id DESC LIMIT 1',
  ],
  [
    'other joins',
    `SELECT c.name ${JOINED}`,
    'SELECT T1.name FROM customers T1, orders T2 WHERE T1.id = T2.seller_id',
  ],
  ['other joins', `SELECT c.name ${JOINED}`, `SELECT c.name ${JOINED.replace('JOIN', 'LEFT JOIN')}`],
  ['other joins', 'SELECT a.name FROM customers a', 'SELECT a.name FROM customers a JOIN customers b'],
  ['other columns shown', 'SELECT name FROM customers', 'SELECT name, city FROM customers'],
  ['other columns shown', 'SELECT * FROM customers', 'SELECT name FROM customers'],
  [
    'other columns in the condition',
    "SELECT id FROM customers WHERE city = 'x'",
    "SELECT id FROM customers WHERE country = 'x'",
  ],
  [
    'a value in other letters',
    "SELECT id FROM customers WHERE city = 'Paris'",
    'SELECT id FROM customers WHERE city = "paris"',
  ],
  [
    'other values',
    "SELECT id FROM orders WHERE status = 'paid'",
    "SELECT id FROM orders WHERE status = 'done'",
  ],
  ['other values', 'SELECT id FROM orders WHERE total > -5', 'SELECT id FROM orders WHERE total > 5'],
  ['another comparison', 'SELECT id FROM orders WHERE total > 5', 'SELECT id FROM orders WHERE total >= 5'],
  [
    'another comparison',
    "SELECT id FROM orders WHERE status = 'a' AND total = 1",
    "SELECT id FROM orders WHERE status = 'a' OR total = 1",
  ],
  [
    'another comparison',
    "SELECT id FROM orders WHERE status = 'paid'",
    "SELECT id FROM orders WHERE status LIKE '%paid%'",
  ],
  ['another aggregate', 'SELECT max(total) FROM orders', 'SELECT min(total) FROM orders'],
  ['another aggregate', 'SELECT count(*) FROM orders', 'SELECT count(DISTINCT status) FROM orders'],
  [
    'another grouping',
    'SELECT count(*) FROM orders GROUP BY status',
    'SELECT count(*) FROM orders GROUP BY customer_id',
  ],
  ['another order', 'SELECT id FROM orders ORDER BY total', 'SELECT id FROM orders ORDER BY total DESC'],
  ['another limit', 'SELECT id FROM orders LIMIT 1', 'SELECT id FROM orders LIMIT 3'],
  ['duplicates dropped or kept', 'SELECT DISTINCT city FROM customers', 'SELECT city FROM customers'],
  ['columns in another order', 'SELECT id, name FROM customers', 'SELECT name, id FROM customers'],
  ['only details', 'SELECT count(*) FROM orders', 'SELECT COUNT(id) AS n FROM orders AS o'],
])('%s: %s / %s', (cause, gold, predicted) => {
  expect(causeOfFailure(scored(gold, predicted), SHOP)).toBe(cause)
})

it.each<[FailureCause, string, VerdictReason]>([
  ['unknown table', 'SELECT id FROM clients', 'prediction-failed'],
  ['unknown column', 'SELECT age FROM customers', 'prediction-failed'],
  ['ambiguous column', 'SELECT id FROM customers, orders', 'prediction-failed'],
  ['fails for another reason', 'SELECT abs() FROM customers', 'prediction-failed'],
  ['does not end in time', 'SELECT name FROM customers', 'prediction-timeout'],
  ['the gold query fails', 'SELECT name FROM customers', 'gold-failed'],
])('believes the engine: %s', (cause, predicted, reason) => {
  expect(causeOfFailure(scored('SELECT name FROM customers', predicted, reason), SHOP)).toBe(cause)
})

it('sees through aliases, joins written otherwise, USING, and order by an alias', () => {
  const gold =
    'SELECT c.name, count(*) FROM customers c JOIN orders o ON o.customer_id = c.id GROUP BY c.name ORDER BY count(*)'
  const made =
    'SELECT name, count(*) AS n FROM orders, customers WHERE customers.id = customer_id GROUP BY 1 ORDER BY n'
  expect(causeOfFailure(scored(gold, made.replace('GROUP BY 1', 'GROUP BY name')), SHOP)).toBe('only details')
  const using = 'SELECT orders.total FROM customers JOIN orders USING (id)'
  const on = 'SELECT o.total FROM customers c JOIN orders o ON c.id = o.id'
  expect(causeOfFailure(scored(using, on), SHOP)).toBe('only details')
})

it('says when there is nothing to read names with, and when gold cannot be read', () => {
  expect(causeOfFailure(scored('SELECT 1', 'SELECT 2'), undefined)).toBe('the database is missing')
  expect(causeOfFailure(scored('SELEC 1', 'SELECT 2'), SHOP)).toBe('the gold query cannot be read')
  expect(causeOfFailure(scored('SELECT 1', null, 'no-prediction'), SHOP)).toBe('no query')
})

it('takes unknown names for the cause when only the text was judged', () => {
  const { verdicts, ...rest } = scored('SELECT name FROM customers', 'SELECT nick FROM customers')
  expect(causeOfFailure({ ...rest, verdicts: { em: verdicts.ex! } }, SHOP)).toBe('unknown column')
})
