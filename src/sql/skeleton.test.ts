import { describe, expect, it } from 'vitest'
import { parseQuery } from './parse.ts'
import { skeletonOf } from './skeleton.ts'

describe('queries of one structure share a skeleton', () => {
  it.each([
    [
      'SELECT _ FROM _ WHERE _ = ?',
      [
        "SELECT name FROM singer WHERE country = 'France'",
        'select T1.a b from t as T1 where T1.x = "text"',
        'SELECT a FROM t WHERE b = -5',
      ],
    ],
    [
      'SELECT _ FROM _ JOIN _ WHERE _ > ?',
      [
        'SELECT a.x FROM a JOIN b ON a.id = b.a_id WHERE b.y > 3',
        'SELECT x FROM a JOIN b USING (id) WHERE y > 4',
        'SELECT x FROM a NATURAL JOIN b WHERE y > 4',
        'SELECT a.x FROM a, b WHERE a.id = b.a_id AND b.y > 5',
        'SELECT T1.x FROM a AS T1 CROSS JOIN b AS T2 WHERE T1.id = T2.id AND y > 6',
      ],
    ],
    [
      'SELECT COUNT(*), _ FROM _ GROUP BY _ ORDER BY COUNT(*) DESC LIMIT ?',
      ['SELECT count(*) AS n, a FROM t GROUP BY a ORDER BY COUNT(*) DESC LIMIT 3'],
    ],
    [
      'SELECT _ FROM _ WHERE _ IN (?) OR _ BETWEEN ? AND ?',
      ["SELECT a FROM t WHERE b IN (1, 2, 3) OR c BETWEEN 1 AND 'z'"],
    ],
    [
      'SELECT _ FROM _ WHERE _ NOT IN (SELECT _ FROM _ JOIN _)',
      ['SELECT a FROM t WHERE b NOT IN (SELECT c FROM u JOIN v ON u.x = v.y)'],
    ],
    [
      'SELECT _ FROM _ LEFT JOIN _ WHERE _ IS NULL',
      ['SELECT a FROM t LEFT JOIN u ON t.x = u.x WHERE u.y IS NULL'],
    ],
    ['SELECT * FROM _ EXCEPT SELECT * FROM _', ['SELECT * FROM t EXCEPT SELECT u.* FROM u']],
    [
      'WITH _ AS (SELECT _ FROM _) SELECT MAX(_) FROM _',
      ['WITH x AS (SELECT a FROM t) SELECT max(a) FROM x'],
    ],
  ])('%s', (skeleton, queries) => {
    for (const sql of queries) expect(skeletonOf(parseQuery(sql))).toBe(skeleton)
  })
})

it('keeps what is structure', () => {
  const skeletons = [
    'SELECT a FROM t WHERE b = 1',
    'SELECT DISTINCT a FROM t WHERE b = 1',
    'SELECT a FROM t WHERE b > 1',
    'SELECT max(a) FROM t WHERE b = 1',
    'SELECT a FROM t WHERE b = (SELECT c FROM u)',
    'SELECT a FROM t JOIN u ON t.x = u.x AND u.z > 1 WHERE b = 1',
    'SELECT a, b FROM t WHERE b = 1',
  ].map((sql) => skeletonOf(parseQuery(sql)))
  expect(new Set(skeletons).size).toBe(skeletons.length)
})
