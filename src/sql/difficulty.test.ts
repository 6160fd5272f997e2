import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { spiderDifficulty } from './difficulty.ts'
import { parseQuery } from './parse.ts'

it.each([
  ['SELECT count(*) FROM t', 'easy'],
  ['SELECT a FROM t WHERE b = 1', 'easy'],
  ['SELECT a, b FROM t WHERE c = 1', 'medium'],
  ['SELECT a FROM t WHERE b = 1 AND c = 2', 'medium'],
  ['SELECT a FROM t JOIN u ON t.x = u.x WHERE b = 1', 'medium'],
  ['SELECT a FROM t ORDER BY b LIMIT 1', 'medium'],
  ['SELECT a FROM t WHERE b IN (SELECT c FROM u)', 'hard'],
  ['SELECT a FROM t EXCEPT SELECT a FROM u WHERE b = 1', 'hard'],
  ['SELECT a FROM t JOIN u ON t.x = u.x WHERE b = 1 ORDER BY c', 'hard'],
  ['SELECT a FROM t JOIN u ON t.x = u.x GROUP BY a ORDER BY count(*) LIMIT 1', 'extra'],
  ['SELECT a, b FROM t WHERE c > (SELECT avg(c) FROM t)', 'extra'],
  ["SELECT a FROM t WHERE b LIKE '%x%' OR c LIKE 'y'", 'extra'],
  ['VALUES (1)', 'easy'],
])('%s: %s', (sql, difficulty) => {
  expect(spiderDifficulty(parseQuery(sql))).toBe(difficulty)
})

const VERDICTS = '../shared/data/predictions/spider-dev-open/dail-sql_gpt4_sc.json'

describe.skipIf(!existsSync(VERDICTS))(
  "the official evaluator's levels (skipped when they are not beside the project)",
  () => {
    it('agrees on every gold query', () => {
      const entries: { gold: string; hardness: string }[] = JSON.parse(readFileSync(VERDICTS, 'utf8'))
      const different = entries.filter(
        ({ gold, hardness }) => spiderDifficulty(parseQuery(gold)) !== hardness,
      )
      expect(different).toEqual([])
      expect(entries.length).toBeGreaterThan(0)
    })
  },
)
