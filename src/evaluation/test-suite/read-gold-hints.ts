import { type ColumnName, columnKey, type Schema } from '../../database/schema.ts'
import type { Expression, Query, QueryBody } from '../../sql/ast.ts'
import { parseQuery } from '../../sql/parse.ts'
import { resolveNames } from '../../sql/resolve.ts'
import { SqlSyntaxError } from '../../sql/sql-syntax-error.ts'
import { subqueryOf, walkQuery } from '../../sql/walk.ts'

/** What a gold query says about the data that would put it to the test. */
export interface GoldHints {
  readonly literals: readonly HintedLiteral[]
  /** Columns that it compares or combines with each other: they should share values. */
  readonly links: readonly (readonly [ColumnName, ColumnName])[]
  /** Columns that it orders by: ties there leave its result open. */
  readonly orderColumns: readonly ColumnName[]
}

export interface HintedLiteral extends ColumnName {
  readonly value: string | number
  readonly isPattern: boolean
}

/** Nothing for a query outside the grammar that is read here. */
export function readGoldHints(sql: string, schema: Schema): GoldHints {
  const query = parsed(sql)
  if (query === undefined) return { literals: [], links: [], orderColumns: [] }
  const { comparisons, columns } = resolveNames(query, schema)
  const stored = new Map<unknown, ColumnName>(columns.map((use) => [use.node, use]))
  const links: [ColumnName, ColumnName][] = []
  const link = (left: Expression | undefined, right: Expression | undefined): void => {
    const [one, other] = [stored.get(left), stored.get(right)]
    if (left !== undefined && one !== undefined && other !== undefined && columnKey(one) !== columnKey(other))
      links.push([one, other])
  }
  walkQuery(query, {
    query: ({ body }) => linkTerms(body, link),
    expression: (expression) => {
      if (expression.kind === 'binary' && expression.operator === '=') link(expression.left, expression.right)
      const inner = subqueryOf(expression)
      if (expression.kind === 'in' && inner !== undefined)
        link(expression.operand, resultColumns(inner.body)[0])
    },
  })
  return {
    literals: comparisons.map(({ table, column, operator, value }) => ({
      table,
      column,
      value,
      isPattern: operator === 'like' || operator === 'not like',
    })),
    links,
    orderColumns: columns.filter(({ clause }) => clause === 'order'),
  }
}

/** The terms of a set operation match where their columns hold the same values. */
function linkTerms(
  body: QueryBody,
  link: (left: Expression | undefined, right: Expression | undefined) => void,
): void {
  if (body.kind !== 'compound') return
  const right = resultColumns(body.right)
  resultColumns(body.left).forEach((column, index) => {
    link(column, right[index])
  })
  linkTerms(body.left, link)
}

function resultColumns(body: QueryBody): (Expression | undefined)[] {
  let first = body
  while (first.kind === 'compound') first = first.left
  if (first.kind === 'values') return []
  return first.columns.map((column) => (column.kind === 'result' ? column.expression : undefined))
}

function parsed(sql: string): Query | undefined {
  try {
    return parseQuery(sql)
  } catch (error) {
    if (error instanceof SqlSyntaxError) return undefined
    throw error
  }
}
