import { expect, it } from 'vitest'
import { mapExpressions, mapQuery } from './map.ts'
import { parseQuery } from './parse.ts'
import { printQuery } from './print.ts'

const SQL =
  'WITH w AS (SELECT a FROM t) SELECT a, sum(a) FILTER (WHERE a) OVER (PARTITION BY a ORDER BY a ROWS a PRECEDING) ' +
  'FROM t JOIN (SELECT a FROM t) AS s ON a, f(a) WHERE a IN (SELECT a FROM t) AND a BETWEEN a AND a OR EXISTS (SELECT a) ' +
  'AND a LIKE a ESCAPE a GROUP BY a HAVING (a, CAST(a AS INT)) = (SELECT a, CASE a WHEN a THEN a ELSE a END) ' +
  'WINDOW w1 AS (ORDER BY a) UNION VALUES (a) EXCEPT SELECT a IN (a), -a IS NULL, a COLLATE c ORDER BY a LIMIT a OFFSET a'

it('changes nothing when nothing is changed', () => {
  const query = parseQuery(SQL)
  expect(mapQuery(query, {})).toEqual(query)
  expect(printQuery(query)).toBe(SQL)
})

it('reaches every expression, and leaves the old tree as it was', () => {
  const query = parseQuery(SQL)
  const changed = mapExpressions(query, (part) => (part.kind === 'column' ? { ...part, name: 'z' } : part))
  expect(printQuery(changed)).toBe(SQL.replaceAll(/\ba\b/g, 'z'))
  expect(printQuery(query)).toBe(SQL)
})

it('changes from the leaves up, tables and queries too', () => {
  const changed = mapQuery(parseQuery('SELECT a FROM t WHERE b IN (SELECT a FROM u)'), {
    fromItem: (item) => (item.kind === 'table' ? { ...item, name: `${item.name}2` } : item),
    select: (select) => ({ ...select, distinct: true }),
    query: (query) => ({ ...query, limit: { count: { kind: 'number', text: '1' } } }),
  })
  expect(printQuery(changed)).toBe(
    'SELECT DISTINCT a FROM t2 WHERE b IN (SELECT DISTINCT a FROM u2 LIMIT 1) LIMIT 1',
  )
})

it('keeps brackets right when what it puts in binds more loosely', () => {
  const changed = mapExpressions(parseQuery('SELECT a * 2 FROM t'), (part) =>
    part.kind === 'column' ? { kind: 'binary', operator: '+', left: part, right: part } : part,
  )
  expect(printQuery(changed)).toBe('SELECT (a + a) * 2 FROM t')
})
