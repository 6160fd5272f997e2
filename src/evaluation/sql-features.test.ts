import { expect, it } from 'vitest'
import { parseQuery } from '../sql/parse.ts'
import { sqlFeaturesOf } from './sql-features.ts'

it.each([
  ['SELECT a FROM t', ['single table']],
  ['SELECT DISTINCT a FROM t WHERE b LIKE "x"', ['single table', 'condition', 'like', 'distinct']],
  ['SELECT count(DISTINCT a) FROM t', ['single table', 'aggregate', 'distinct']],
  ['SELECT max(a, b) FROM t', ['single table']],
  [
    'SELECT a, sum(b) FROM t JOIN u ON t.x = u.x GROUP BY a HAVING sum(b) > 1 ORDER BY 2 LIMIT 3',
    ['join', 'aggregate', 'group by', 'having', 'order by', 'limit'],
  ],
  ['SELECT 1 FROM t AS x LEFT JOIN t AS y ON x.a = y.b', ['join', 'left join', 'self-join']],
  ['SELECT a FROM t WHERE a NOT IN (SELECT b FROM u)', ['single table', 'condition', 'not', 'nested query']],
  ['SELECT a FROM t UNION SELECT a FROM u', ['single table', 'set operation']],
  [
    'SELECT a + 1 FROM t WHERE b IS NULL OR c BETWEEN 1 AND 2',
    ['single table', 'condition', 'or', 'between', 'null test', 'arithmetic'],
  ],
  ['SELECT rank() OVER (ORDER BY a) FROM t', ['single table', 'window']],
  [
    'WITH w AS (SELECT 1) SELECT CASE WHEN 1 THEN 2 END FROM w',
    ['single table', 'nested query', 'with', 'case'],
  ],
])('%s', (sql, features) => {
  expect(sqlFeaturesOf(parseQuery(sql))).toEqual(features)
})
