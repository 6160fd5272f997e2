import fc from 'fast-check'
import { expect, it } from 'vitest'
import { differenceOfSql, type SqlPiece } from './sql-difference.ts'

function marked(pieces: readonly SqlPiece[]): string {
  return pieces.map(({ text, isShared }) => (isShared ? text : `[${text}]`)).join('')
}

it.each([
  ['SELECT a FROM t', 'SELECT b FROM t', 'SELECT [a] FROM t', 'SELECT [b] FROM t'],
  [
    'select COUNT(*) from T;',
    'SELECT count(*)\nFROM t',
    'select COUNT(*) from T;',
    'SELECT count(*)\nFROM t',
  ],
  ['SELECT a FROM t', 'SELECT a, b FROM t', 'SELECT a FROM t', 'SELECT a[, b] FROM t'],
  [
    "SELECT a WHERE b = 'X'",
    'SELECT a WHERE b = "x"',
    "SELECT a WHERE b = ['X']",
    'SELECT a WHERE b = ["x"]',
  ],
  [`SELECT a WHERE b = 'x'`, 'SELECT a WHERE b = "x"', `SELECT a WHERE b = 'x'`, 'SELECT a WHERE b = "x"'],
  ['SELECT a WHERE b != 1', 'SELECT a WHERE b <> 1', 'SELECT a WHERE b != 1', 'SELECT a WHERE b <> 1'],
  [
    'SELECT T1.a FROM t AS T1 JOIN u AS T2 ON T1.id = T2.id',
    'SELECT t.a FROM t INNER JOIN u ON t.id = u.id',
    'SELECT T1.a FROM t AS T1 JOIN u AS T2 ON T1.id = T2.id',
    'SELECT t.a FROM t INNER JOIN u ON t.id = u.id',
  ],
  [
    'SELECT T1.a FROM t AS T1 JOIN u AS T2',
    'SELECT T2.a FROM t AS T1 JOIN u AS T2',
    'SELECT [T1.a] FROM t AS T1 JOIN u AS T2',
    'SELECT [T2.a] FROM t AS T1 JOIN u AS T2',
  ],
  // A table joined to itself: its aliases are all that tells the sides apart.
  [
    'SELECT x.a FROM t AS x JOIN t AS y',
    'SELECT y.a FROM t AS x JOIN t AS y',
    'SELECT [x].a FROM t AS x JOIN t AS y',
    'SELECT [y].a FROM t AS x JOIN t AS y',
  ],
  ["SELECT 'open", 'SELECT open)', "SELECT [']open", 'SELECT open[)]'],
  ['SELECT a', '', '[SELECT a]', ''],
])('marks what differs: %s / %s', (gold, predicted, markedGold, markedPredicted) => {
  const difference = differenceOfSql(gold, predicted)
  expect([marked(difference.gold), marked(difference.predicted)]).toEqual([markedGold, markedPredicted])
})

it('loses and adds no character', () => {
  const sql = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom('SELECT', 'a', 't.a', 'FROM', 't', 'AS', 'x', ',', "'", '"', '(', ')', '\n', ';'),
      )
      .map((words) => words.join(' ')),
  )
  fc.assert(
    fc.property(sql, sql, (gold, predicted) => {
      const difference = differenceOfSql(gold, predicted)
      expect(difference.gold.map(({ text }) => text).join('')).toBe(gold)
      expect(difference.predicted.map(({ text }) => text).join('')).toBe(predicted)
    }),
  )
})

it('finds no difference between a query and itself', () => {
  fc.assert(
    fc.property(fc.string(), (sql) => {
      expect(differenceOfSql(sql, sql).gold.every(({ isShared }) => isShared)).toBe(true)
    }),
  )
})

it('takes the middle of endless queries as a whole', () => {
  const list = (word: string): string => Array.from({ length: 3_000 }, (_, at) => `${word}${at}`).join(' ')
  const { gold } = differenceOfSql(`SELECT ${list('a')} FROM t`, `SELECT ${list('b')} FROM t`)
  expect(gold).toHaveLength(3)
})
