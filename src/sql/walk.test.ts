import { expect, it } from 'vitest'
import { parseQuery } from './parse.ts'
import { printQuery } from './print.ts'
import { walkQuery } from './walk.ts'

const SQL = `WITH w AS (SELECT a1 FROM t1)
  SELECT a2, sum(a3) FILTER (WHERE a4) OVER (PARTITION BY a5 ORDER BY a6 ROWS a7 PRECEDING),
    CASE a8 WHEN a9 THEN a10 ELSE a11 END, CAST(a12 AS INT), group_concat(a13 ORDER BY a14)
  FROM t2 JOIN (SELECT a15 FROM t3) ON a16 JOIN f1(a17)
  WHERE a18 IN (SELECT a19 FROM t4) AND a20 BETWEEN a21 AND a22 OR EXISTS (SELECT a23) AND a24 LIKE a25 ESCAPE a26
  GROUP BY a27 HAVING (a28, a29) = (SELECT a30, a31)
  WINDOW w1 AS (ORDER BY a32)
  UNION VALUES (a33) EXCEPT SELECT a34 IN (a35, a36), -a37 IS NULL, a38 COLLATE nocase
  ORDER BY a39 LIMIT a40 OFFSET a41`

it('comes by every expression once, and every table', () => {
  const columns: string[] = []
  const tables: string[] = []
  const counts = { query: 0, select: 0 }
  walkQuery(parseQuery(SQL), {
    expression: (part) => part.kind === 'column' && columns.push(part.name),
    fromItem: (item) => {
      if ('name' in item) tables.push(item.name)
    },
    query: () => {
      counts.query++
    },
    select: () => {
      counts.select++
    },
  })
  expect(columns.toSorted((one, other) => Number(one.slice(1)) - Number(other.slice(1)))).toEqual(
    Array.from({ length: 41 }, (_, index) => `a${index + 1}`),
  )
  expect(tables.toSorted()).toEqual(['f1', 't1', 't2', 't3', 't4'])
  expect(counts).toEqual({ query: 6, select: 7 })
})

it('leaves out the parts of what the visitor turns down', () => {
  const seen: string[] = []
  walkQuery(parseQuery(SQL), {
    expression: (part) => part.kind === 'column' && seen.push(part.name),
    select: () => 'skip',
  })
  expect(seen).toEqual(['a33', 'a39', 'a40', 'a41'])
})

it('survives as long a chain as the parser reads', () => {
  let count = 0
  walkQuery(parseQuery(`SELECT 1${' + 1'.repeat(900)}`), { expression: () => void count++ })
  expect(count).toBe(1801)
  expect(printQuery(parseQuery(`SELECT 1${' + 1'.repeat(900)}`))).toHaveLength(8 + 3600)
})
