import type { Expression, Query, QueryBody, Select } from '../sql/ast.ts'

/** The three components of a Seed SQL (TCSR-SQL, table 1) and the table that they are about. */
export interface ProbeShape {
  readonly table: string
  readonly column: string
  readonly variant: string
  /** `=` or LIKE '%…%'. */
  readonly skeleton: 'equals' | 'contains'
}

/** SELECT DISTINCT column FROM table WHERE column = variant, with one row more than is kept, to see whether there is more. */
export function probeQuery(shape: ProbeShape, values: number): Query {
  return { kind: 'query', body: probeSelect(shape), orderBy: [], limit: { count: number(values + 1) } }
}

/** Several probes as one statement; the first column says which probe a value belongs to. */
export function batchQuery(shapes: readonly ProbeShape[], values: number): Query {
  const selects = shapes.map((shape, index): Select => {
    const probe = { kind: 'result', expression: number(index), alias: 'probe' } as const
    return select([probe, { kind: 'all' }], {
      kind: 'subquery-table',
      query: probeQuery(shape, values),
      alias: 'found',
    })
  })
  const body = selects.reduce<QueryBody | undefined>(
    (left, right) => (left === undefined ? right : { kind: 'compound', operator: 'union all', left, right }),
    undefined,
  )
  return { kind: 'query', body: body!, orderBy: [] }
}

function probeSelect({ table, column, variant, skeleton }: ProbeShape): Select {
  // With its table's name before it, a column that does not exist cannot be read as a string.
  const operand: Expression = { kind: 'column', table, name: column }
  const where: Expression =
    skeleton === 'equals'
      ? { kind: 'binary', operator: '=', left: operand, right: text(variant) }
      : containsText(operand, variant)
  return {
    ...select([{ kind: 'result', expression: operand }], { kind: 'table', name: table }),
    distinct: true,
    where,
  }
}

function containsText(operand: Expression, variant: string): Expression {
  const escaped = variant.replace(/[\\%_]/g, '\\$&')
  const like = {
    kind: 'like',
    operator: 'like',
    negated: false,
    operand,
    pattern: text(`%${escaped}%`),
  } as const
  return escaped === variant ? like : { ...like, escape: text('\\') }
}

function select(columns: Select['columns'], from: NonNullable<Select['from']>): Select {
  return { kind: 'select', distinct: false, columns, from, groupBy: [], windows: [] }
}

function text(value: string): Expression {
  return { kind: 'string', value }
}

function number(value: number): Expression {
  return { kind: 'number', text: String(value) }
}
