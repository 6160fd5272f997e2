import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BinaryOperator, Expression, FromItem, Query, QueryBody, Select } from './ast.ts'
import type { Dialect } from './dialect.ts'
import { parseQuery } from './parse.ts'
import { printExpression, printQuery } from './print.ts'
import { SQLITE } from './sqlite-dialect.ts'

const column = (name: string): Expression => ({ kind: 'column', name })
const binary = (operator: BinaryOperator, left: Expression, right: Expression): Expression => ({
  kind: 'binary',
  operator,
  left,
  right,
})
const select = (part: Partial<Select>): Select => ({
  kind: 'select',
  distinct: false,
  columns: [{ kind: 'all' }],
  groupBy: [],
  windows: [],
  ...part,
})

describe('brackets are those that the tree needs', () => {
  const [a, b, c] = [column('a'), column('b'), column('c')]
  it.each<[Expression, string]>([
    [binary('*', binary('+', a, b), c), '(a + b) * c'],
    [binary('+', binary('*', a, b), c), 'a * b + c'],
    [binary('-', a, binary('-', b, c)), 'a - (b - c)'],
    [binary('and', binary('or', a, b), c), '(a OR b) AND c'],
    [binary('or', a, binary('or', b, c)), 'a OR (b OR c)'],
    [{ kind: 'unary', operator: 'not', operand: binary('and', a, b) }, 'NOT (a AND b)'],
    [{ kind: 'unary', operator: 'not', operand: binary('=', a, b) }, 'NOT a = b'],
    [binary('=', { kind: 'unary', operator: 'not', operand: a }, b), '(NOT a) = b'],
    [binary('is', a, { kind: 'unary', operator: 'not', operand: b }), 'a IS (NOT b)'],
    [{ kind: 'unary', operator: '-', operand: { kind: 'unary', operator: '-', operand: a } }, '- -a'],
    [{ kind: 'unary', operator: '-', operand: { kind: 'number', text: '-1' } }, '- -1'],
    [{ kind: 'collate', operand: binary('||', a, b), collation: 'nocase' }, '(a || b) COLLATE nocase'],
    [
      { kind: 'between', negated: true, operand: a, low: binary('and', a, b), high: binary('=', b, c) },
      'a NOT BETWEEN (a AND b) AND (b = c)',
    ],
    [
      { kind: 'in', negated: false, operand: binary('=', a, b), set: { kind: 'list', items: [c] } },
      'a = b IN (c)',
    ],
    [{ kind: 'string', value: "it's" }, "'it''s'"],
    [{ kind: 'column', table: 'order', name: 'a b' }, '"order"."a b"'],
    [{ kind: 'column', name: 'Brazil', doubleQuoted: true }, '"Brazil"'],
    [{ kind: 'column', name: 'größe' }, 'größe'],
    [{ kind: 'column', name: '' }, '""'],
    [{ kind: 'column', name: 'a"b' }, '"a""b"'],
    [{ kind: 'column', name: 'select' }, '"select"'],
  ])('%#', (expression, expected) => {
    expect(printExpression(expression)).toBe(expected)
  })
})

it('puts what leans right, and ORDER BY after VALUES, into FROM', () => {
  const values: QueryBody = { kind: 'values', rows: [[{ kind: 'number', text: '1' }]] }
  const right: QueryBody = { kind: 'compound', operator: 'except', left: values, right: values }
  const body: QueryBody = { kind: 'compound', operator: 'union', left: values, right }
  expect(printQuery({ kind: 'query', body, orderBy: [] })).toBe(
    'VALUES (1) UNION SELECT * FROM (VALUES (1) EXCEPT VALUES (1))',
  )
  const orderBy = [{ expression: { kind: 'number', text: '1' }, direction: 'desc' }] as const
  expect(printQuery({ kind: 'query', body: values, orderBy })).toBe(
    'SELECT * FROM (VALUES (1)) ORDER BY 1 DESC',
  )
})

it('quotes names as the dialect does', () => {
  const dialect: Dialect = { ...SQLITE, identifierQuote: '`', doubleQuotedStrings: false }
  const query = parseQuery('SELECT "a b" FROM [order]')
  expect(printQuery(query, { dialect })).toBe('SELECT `a b` FROM `order`')
})

it('lays a query out in lines for people', () => {
  const sql =
    "SELECT a FROM t JOIN u ON t.id = u.id WHERE b IN (SELECT c FROM v) AND d = 'x\ny' GROUP BY a ORDER BY a LIMIT 3"
  expect(printQuery(parseQuery(sql), { layout: 'block' })).toBe(`SELECT a
FROM t
  JOIN u ON t.id = u.id
WHERE b IN (
    SELECT c
    FROM v
  )
  AND d = 'x
y'
GROUP BY a
ORDER BY a
LIMIT 3`)
})

// One depth for all kinds of node, so that trees stay small.
const DEPTH = { maxDepth: 3, depthIdentifier: fc.createDepthIdentifier(), depthSize: 'small' } as const
const name = fc.constantFrom('a', 'b', 'order', 'a b', 'end', 'left', 'x"y', 'Größe', 'over')
const { expression, query } = fc.letrec<{
  expression: Expression
  query: Query
  from: FromItem
  body: QueryBody
}>((tie) => {
  const leaf: fc.Arbitrary<Expression> = fc.oneof(
    name.map(column),
    fc.record({ kind: fc.constant('column' as const), table: name, name }),
    fc.constantFrom('1', '2.5', '0x1F', '1e3').map((text): Expression => ({ kind: 'number', text })),
    fc.constantFrom("it's", '', '%', 'é').map((value): Expression => ({ kind: 'string', value })),
    fc.constantFrom<Expression>(
      { kind: 'null' },
      { kind: 'boolean', value: true },
      { kind: 'blob', hex: '00ff' },
    ),
  )
  const deep = tie('expression')
  const operators: BinaryOperator[] = [
    'or',
    'and',
    '=',
    '<>',
    '<',
    '>=',
    'is distinct from',
    '+',
    '-',
    '*',
    '%',
    '&',
    '<<',
    '||',
    '->',
  ]
  const order = fc.record({
    expression: deep,
    direction: fc.constantFrom('asc' as const, 'desc' as const),
    nulls: fc.constantFrom('first' as const, 'last' as const),
  })
  return {
    expression: fc.oneof(
      DEPTH,
      leaf,
      fc.record({
        kind: fc.constant('binary' as const),
        operator: fc.constantFrom(...operators),
        left: deep,
        right: deep,
      }),
      fc.record({
        kind: fc.constant('unary' as const),
        operator: fc.constantFrom('-' as const, '+' as const, '~' as const, 'not' as const),
        operand: deep,
      }),
      fc.record({
        kind: fc.constant('like' as const),
        operator: fc.constantFrom('like' as const, 'glob' as const),
        negated: fc.boolean(),
        operand: deep,
        pattern: deep,
        escape: deep,
      }),
      fc.record({
        kind: fc.constant('between' as const),
        negated: fc.boolean(),
        operand: deep,
        low: deep,
        high: deep,
      }),
      fc.record({ kind: fc.constant('is-null' as const), negated: fc.boolean(), operand: deep }),
      fc.record({ kind: fc.constant('collate' as const), operand: deep, collation: name }),
      fc.record({
        kind: fc.constant('cast' as const),
        operand: deep,
        type: fc.constantFrom('INT', 'DECIMAL(10, 2)'),
      }),
      fc.record({
        kind: fc.constant('case' as const),
        operand: deep,
        // biome-ignore lint/suspicious/noThenProperty: the word of SQL, on a record that is never awaited
        branches: fc.array(fc.record({ when: deep, then: deep }), { minLength: 1, maxLength: 2 }),
        otherwise: deep,
      }),
      fc.record({
        kind: fc.constant('in' as const),
        negated: fc.boolean(),
        operand: deep,
        set: fc.oneof(
          fc.record({ kind: fc.constant('list' as const), items: fc.array(deep, { maxLength: 3 }) }),
          fc.record({ kind: fc.constant('query' as const), query: tie('query') }),
          fc.record({ kind: fc.constant('table' as const), schema: name, name }),
        ),
      }),
      fc.record({ kind: fc.constant('subquery' as const), query: tie('query') }),
      fc.record({ kind: fc.constant('exists' as const), query: tie('query') }),
      fc.record({ kind: fc.constant('row' as const), items: fc.array(deep, { minLength: 2, maxLength: 3 }) }),
      fc.record({
        kind: fc.constant('call' as const),
        name,
        distinct: fc.boolean(),
        star: fc.constant(false),
        arguments: fc.array(deep, { minLength: 1, maxLength: 2 }),
        orderBy: fc.array(order, { minLength: 1, maxLength: 2 }),
        filter: deep,
        over: fc.record({
          base: name,
          partitionBy: fc.array(deep, { maxLength: 2 }),
          orderBy: fc.array(order, { maxLength: 1 }),
          frame: fc.record({
            unit: fc.constantFrom('rows' as const, 'groups' as const),
            start: fc.record({ kind: fc.constant('preceding' as const), distance: deep }),
            end: fc.constant({ kind: 'current-row' as const }),
            exclude: fc.constant('ties' as const),
          }),
        }),
      }),
    ),
    from: fc.oneof(
      DEPTH,
      fc.record({ kind: fc.constant('table' as const), schema: name, name, alias: name }),
      fc.record({ kind: fc.constant('subquery-table' as const), query: tie('query'), alias: name }),
      fc.record({
        kind: fc.constant('table-function' as const),
        name,
        arguments: fc.array(deep, { maxLength: 2 }),
      }),
      fc.record({
        kind: fc.constant('join' as const),
        type: fc.constantFrom(
          'inner' as const,
          'left' as const,
          'full' as const,
          'cross' as const,
          'comma' as const,
        ),
        natural: fc.constant(false),
        left: tie('from'),
        right: tie('from'),
        on: deep,
      }),
    ),
    body: fc.oneof(
      DEPTH,
      fc.record({
        kind: fc.constant('select' as const),
        distinct: fc.boolean(),
        columns: fc.array(
          fc.record({ kind: fc.constant('result' as const), expression: deep, alias: name }),
          {
            minLength: 1,
            maxLength: 3,
          },
        ),
        from: tie('from'),
        where: deep,
        groupBy: fc.array(deep, { maxLength: 2 }),
        having: deep,
        windows: fc.constant([]),
      }),
      fc.record({
        kind: fc.constant('values' as const),
        rows: fc.array(fc.tuple(deep), { minLength: 1, maxLength: 2 }),
      }),
      fc.record({
        kind: fc.constant('compound' as const),
        operator: fc.constantFrom('union' as const, 'union all' as const, 'except' as const),
        left: tie('body'),
        right: tie('body'),
      }),
    ),
    query: fc.record({
      kind: fc.constant('query' as const),
      body: tie('body'),
      orderBy: fc.array(order, { maxLength: 2 }),
      limit: fc.record({ count: deep, offset: deep }),
    }),
  }
})

/** A tree without what only tells how it was written. */
function bare(node: unknown): unknown {
  return JSON.parse(
    JSON.stringify(node, (key, value) => (key === 'span' || key === 'doubleQuoted' ? undefined : value)),
  )
}

describe('any tree', () => {
  it('has an expression read back as it was', () => {
    fc.assert(
      fc.property(expression, (tree) => {
        const printed = printExpression(tree)
        const { body } = parseQuery(`SELECT ${printed}`)
        const read =
          body.kind === 'select' && body.columns[0]?.kind === 'result' ? body.columns[0].expression : null
        expect(printExpression(read!)).toBe(printed)
        if (!printed.includes('SELECT')) expect(bare(read)).toEqual(bare(tree))
      }),
      { numRuns: 300 },
    )
  })

  it('prints the same again once read, in either layout', () => {
    fc.assert(
      fc.property(query, (tree) => {
        const printed = printQuery(tree)
        expect(printQuery(parseQuery(printed))).toBe(printed)
        expect(printQuery(parseQuery(printQuery(tree, { layout: 'block' })))).toBe(printed)
      }),
      { numRuns: 100 },
    )
  })

  it('prints a bare select', () => {
    expect(
      printQuery({ kind: 'query', body: select({ from: { kind: 'table', name: 't' } }), orderBy: [] }),
    ).toBe('SELECT * FROM t')
  })
})
