import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Expression } from './ast.ts'
import { parseQuery } from './parse.ts'
import { printQuery } from './print.ts'
import { SqlSyntaxError } from './sql-syntax-error.ts'

function errorOf(sql: string): SqlSyntaxError {
  try {
    parseQuery(sql)
  } catch (error) {
    if (error instanceof SqlSyntaxError) return error
    throw error
  }
  throw new Error(`was read: ${sql}`)
}

function expressionOf(sql: string): Expression {
  const { body } = parseQuery(`SELECT ${sql}`)
  const column = body.kind === 'select' ? body.columns[0] : undefined
  if (column?.kind !== 'result') throw new Error('no result column')
  return column.expression
}

/** The tree in brackets: `(a + (b * c))`. */
function shape(expression: Expression): string {
  switch (expression.kind) {
    case 'binary':
      return `(${shape(expression.left)} ${expression.operator} ${shape(expression.right)})`
    case 'unary':
      return `(${expression.operator} ${shape(expression.operand)})`
    case 'like':
      return `(${shape(expression.operand)} ${expression.negated ? 'not ' : ''}${expression.operator} ${shape(expression.pattern)})`
    case 'between':
      return `(${shape(expression.operand)} between ${shape(expression.low)} and ${shape(expression.high)})`
    case 'is-null':
      return `(${shape(expression.operand)} ${expression.negated ? 'not null' : 'null'})`
    case 'collate':
      return `(${shape(expression.operand)} collate)`
    case 'in':
      return `(${shape(expression.operand)} ${expression.negated ? 'not ' : ''}in ${expression.set.kind})`
    case 'column':
      return expression.name
    case 'number':
      return expression.text
    default:
      return expression.kind
  }
}

describe('operators bind as in SQLite', () => {
  it.each([
    ['a + b * c', '(a + (b * c))'],
    ['a - b - c', '((a - b) - c)'],
    ['a || b * c', '((a || b) * c)'],
    ['a or b and c', '(a or (b and c))'],
    ['not a = b', '(not (a = b))'],
    ['not a and b', '((not a) and b)'],
    ['a = not b', '(a = (not b))'],
    ['a = b < c', '(a = (b < c))'],
    ['a < b = c', '((a < b) = c)'],
    ['a & b + c', '(a & (b + c))'],
    ['-a collate x', '((- a) collate)'],
    ['a || b collate x', '(a || (b collate))'],
    ['a -> b ->> c', '((a -> b) ->> c)'],
    ['a between b and c and d', '((a between b and c) and d)'],
    ['a between b + 1 and c = d', '((a between (b + 1) and c) = d)'],
    ['a is not null', '(a not null)'],
    ['a notnull', '(a not null)'],
    ['a not null', '(a not null)'],
    ['a isnull = b', '((a null) = b)'],
    ['a is not distinct from b', '(a is not distinct from b)'],
    ['a is distinct from null', '(a is distinct from null)'],
    ['a not like b || c', '(a not like (b || c))'],
    ['a not in (1, 2) or b in t', '((a not in list) or (b in table))'],
    ['a > = b', '(a >= b)'],
    ['a < = b', '(a <= b)'],
    ['a ! = b', '(a <> b)'],
    ['a == b != c', '((a = b) <> c)'],
    ['~a + - b', '((~ a) + (- b))'],
    ['"text"', 'text'],
    ['[a b]', 'a b'],
  ])('%s', (sql, expected) => {
    expect(shape(expressionOf(sql))).toBe(expected)
  })
})

describe('names', () => {
  it.each([
    ['SELECT key, date, desc, end, replace, left FROM action', 6],
    ["SELECT a 'x', b \"y\", c [z], d `w`, e AS 'v'", 5],
    ['SELECT left(a, 1), replace(b, 1, 2), like(c, d), if(e, f, g)', 4],
    ['SELECT "t".a, `t`.b, [t].c, main.t.d FROM t', 4],
    ['SELECT count(*) over, filter, window FROM t', 3],
    ['SELECT first, last, row, rows, no, plan, match FROM offset', 7],
  ])('%s', (sql, count) => {
    const { body } = parseQuery(sql)
    expect(body.kind === 'select' && body.columns.length).toBe(count)
    const printed = printQuery(parseQuery(sql))
    expect(printQuery(parseQuery(printed))).toBe(printed)
  })

  it('does not take a clause for an alias', () => {
    const { body } = parseQuery('SELECT a FROM t LEFT JOIN u ON b WINDOW w AS (ORDER BY c)')
    expect(body).toMatchObject({ from: { type: 'left', left: { name: 't' } }, windows: [{ name: 'w' }] })
  })
})

it('keeps where each node stood', () => {
  const sql = "SELECT name FROM singer WHERE (age > 20) AND country = 'France'"
  const { body } = parseQuery(sql)
  if (body.kind !== 'select' || body.where?.kind !== 'binary') throw new Error('no condition')
  const { span } = body.where.right
  expect(sql.slice(span!.start, span!.end)).toBe("country = 'France'")
})

describe('bad SQL', () => {
  it.each([
    ['SELECT 1FORM t', 1, 8, 'found "1F"'],
    ['SELECT a b FORM t', 1, 12, 'found "FORM", expected FROM or the end of the query'],
    [
      'SELECT a FROM t WHERE a = 1 b',
      1,
      29,
      'found "b", expected AND, OR, GROUP BY, ORDER BY, LIMIT or the end of the query',
    ],
    ['SELECT a\nFROM t\nWHERE', 3, 6, 'found the end of the query, expected an expression'],
    ['SELECT a FROM', 1, 14, 'expected the name of a table'],
    ['SELECT a, FROM t', 1, 11, 'found "FROM", expected an expression'],
    ['SELECT (a FROM t', 1, 11, 'found "FROM", expected ")"'],
    ["SELECT 'abc", 1, 8, 'never closed'],
    ['SELECT a FROM t ORDER a', 1, 23, 'expected BY'],
    ['SELECT a FROM t GROUP BY', 1, 25, 'expected an expression'],
    ['SELECT CASE a WHEN 1 THEN 2', 1, 28, 'expected WHEN, ELSE or END'],
    ['SELECT a FROM t NATURAL u', 1, 25, 'expected JOIN'],
    ['SELECT a FROM t LIMIT 1 ORDER BY a', 1, 25, 'expected the end of the query'],
    ['SELECT a FROM t ORDER BY a UNION SELECT 1', 1, 28, 'found "UNION", expected a comma, LIMIT or the end'],
    ['SELEC a', 1, 1, 'found "SELEC", expected SELECT'],
    ['', 1, 1, 'the query is empty'],
    ['-- only a remark', 1, 17, 'the query is empty'],
    ['DELETE FROM t', 1, 1, 'this is a statement of the kind DELETE; only SELECT queries are read here'],
    ['SELECT 1; DROP TABLE t', 1, 11, 'a second statement starts here'],
    ['WITH x AS (SELECT 1) DELETE FROM t', 1, 22, 'expected SELECT'],
    ['SELECT 🙂 FROM t WHERE', 1, 22, 'expected an expression'],
    ['SELECT a FROM t WHERE b = #', 1, 27, 'found "#"'],
    [`SELECT ${'('.repeat(100_000)}`, 1, 157, 'nested too deeply'],
    [`SELECT 1${' + 1'.repeat(50_000)}`, 1, undefined, 'nested too deeply'],
    [`SELECT ${'NOT '.repeat(50_000)}1`, 1, undefined, 'nested too deeply'],
    [`SELECT 1${' UNION SELECT 1'.repeat(10_000)}`, 1, undefined, 'nested too deeply'],
  ])('%.40s', (sql, line, column, message) => {
    const error = errorOf(sql)
    expect(error.message).toContain(message)
    expect(error.message).toContain(`SQL syntax error at line ${error.line}, column ${error.column}: `)
    expect(error).toMatchObject({ code: 'sql-syntax', line, ...(column && { column }) })
  })

  it('says what was found, what was expected and where', () => {
    const { found, expected, offset } = errorOf('SELECT a\nFROM t GROUP a')
    expect({ found, expected, offset }).toEqual({ found: '"a"', expected: 'BY', offset: 22 })
  })
})

it.each([';', ' ; ;', '; -- the end', ' /* the end */'])('may end in %j', (end) => {
  expect(printQuery(parseQuery(`SELECT 1${end}`))).toBe('SELECT 1')
})

const PIECES = (
  'SELECT FROM WHERE GROUP BY ORDER HAVING LIMIT OFFSET JOIN LEFT ON USING ( ) , . * + - / || = <> < > >= -> ; \' " ` [ ] ' +
  "x'ab' 1 2.5 0x1F 'text' a b t NOT NULL IS IN LIKE BETWEEN AND OR CASE WHEN THEN ELSE END CAST AS EXISTS UNION ALL EXCEPT " +
  'VALUES WITH RECURSIVE OVER PARTITION ROWS FILTER WINDOW DISTINCT count( COLLATE ESCAPE ASC DESC NULLS FIRST ? :p -- /* */ ~ ! é 🙂'
).split(' ')

const SEEDS = [
  "SELECT a, count(*) AS n FROM t AS x LEFT JOIN u USING (id) WHERE a LIKE '%b%' AND c IN (SELECT d FROM v) GROUP BY a HAVING n > 1 ORDER BY n DESC LIMIT 5 OFFSET 2",
  'WITH RECURSIVE r(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT sum(n) OVER (PARTITION BY n % 2 ORDER BY n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM r',
  "SELECT CASE WHEN a IS NOT NULL THEN CAST(b AS DECIMAL(10, 2)) ELSE -c END, x'00', (1, 2) = (SELECT 1, 2) FROM (t, u) WHERE NOT EXISTS (SELECT 1)",
]

describe('whatever the text', () => {
  const readsOrRefuses = (sql: string): void => {
    let printed: string
    try {
      printed = printQuery(parseQuery(sql))
    } catch (error) {
      expect(error).toBeInstanceOf(SqlSyntaxError)
      return
    }
    expect(printQuery(parseQuery(printed))).toBe(printed)
  }

  it('reads it, or throws a SqlSyntaxError', () => {
    const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 })
    fc.assert(
      fc.property(pieces, (parts) => readsOrRefuses(`SELECT ${parts.join(' ')}`)),
      { numRuns: 400 },
    )
    fc.assert(fc.property(fc.string({ unit: 'binary' }), readsOrRefuses), { numRuns: 200 })
  })

  it('reads a changed query, or throws a SqlSyntaxError', () => {
    const change = fc.record({
      at: fc.nat(300),
      length: fc.nat(8),
      piece: fc.constantFrom('', ...PIECES),
    })
    const changes = fc.array(change, { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(fc.constantFrom(...SEEDS), changes, (seed, edits) => {
        let sql = seed
        for (const { at, length, piece } of edits)
          sql = `${sql.slice(0, at)} ${piece} ${sql.slice(at + length)}`
        readsOrRefuses(sql)
      }),
      { numRuns: 600 },
    )
  })
})
