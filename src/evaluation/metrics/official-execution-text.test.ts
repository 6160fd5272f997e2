import { describe, expect, it } from 'vitest'
import {
  isOrderedOfficially,
  officialExecutionText,
  officialPredictionText,
} from './official-execution-text.ts'

describe('the text that Spider’s evaluator runs', () => {
  it.each([
    ['SELECT DISTINCT a FROM t', 'SELECT  a FROM t'],
    ['SELECT count(distinct a) FROM t', 'SELECT count( a) FROM t'],
    ['SELECT count(DISTINCT(a)) FROM t', 'SELECT count((a)) FROM t'],
    ['SELECT t.distinct FROM t', 'SELECT t. FROM t'],
    ['SELECT distinct_id, $distinct FROM t', 'SELECT distinct_id, $distinct FROM t'],
    [`SELECT 'a distinct b', "distinct", [distinct]`, `SELECT 'a distinct b', "distinct", [distinct]`],
    [`SELECT 'it''s; distinct' /* ; distinct */`, `SELECT 'it''s; distinct' /* ; distinct */`],
    ['SELECT a -- distinct\nFROM t', 'SELECT a -- distinct\nFROM t'],
    ['SELECT a FROM t WHERE b > = 1 AND c ! = 2', 'SELECT a FROM t WHERE b >= 1 AND c != 2'],
    ['SELECT 1; SELECT 2', 'SELECT 1; '],
    ['SELECT (1; 2)', 'SELECT (1; 2)'],
    ['SELECT Year ( CurDate() ) - 1', 'SELECT 2020- 1'],
    ['', ''],
  ])('%s', (sql, text) => {
    expect(officialExecutionText(sql)).toBe(text)
  })

  it('has 1 in place of every "value" of a prediction', () => {
    expect(officialPredictionText('SELECT value, mean_value FROM t WHERE a = value')).toBe(
      'SELECT 1, mean_1 FROM t WHERE a = 1',
    )
  })

  it.each([
    ['SELECT a FROM t ORDER BY a', true],
    ['SELECT a FROM t WHERE b = (SELECT c FROM u order by c LIMIT 1)', true],
    ['SELECT a FROM t ORDER  BY a', false],
    ['SELECT a FROM t', false],
  ])('is ordered where the words stand anywhere: %s', (sql, isOrdered) => {
    expect(isOrderedOfficially(sql)).toBe(isOrdered)
  })
})
