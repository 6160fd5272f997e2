import type { SqlValue } from '../../database/database.ts'
import type { ColumnName, Schema } from '../../database/schema.ts'
import type { ColumnReference, Expression, Query, Span } from '../../sql/ast.ts'
import { parseQuery } from '../../sql/parse.ts'
import { printQuery } from '../../sql/print.ts'
import type { Resolution } from '../../sql/resolution.ts'
import { resolveNames } from '../../sql/resolve.ts'
import { SqlSyntaxError } from '../../sql/sql-syntax-error.ts'
import { walkQuery } from '../../sql/walk.ts'
import { editJoin, editSelect, editTail } from './edit-clauses.ts'
import { columnEditor } from './edit-column.ts'
import { editExpression } from './edit-expression.ts'
import { editLiteral } from './edit-literal.ts'
import { editQuery } from './edit-query.ts'
import type { Mutation } from './mutation.ts'

export interface MutationContext {
  readonly schema: Schema
  /** Some values of a column, each once, in the order of the column. */
  readonly storedValues: (column: ColumnName) => readonly SqlValue[]
}

/** Columns that `count(*)` is turned into a count of. */
const COUNTED_COLUMNS = 2

/**
 * The neighbours of a query: what someone may write who means nearly the same. Each is one edit away; no two read the
 * same. The order is that of the text. Whether the engine runs them is for the caller to see. A query outside the
 * grammar that is read here has none.
 */
export function mutateQuery(sql: string, { schema, storedValues }: MutationContext): Mutation[] {
  const query = parsed(sql)
  if (query === undefined) return []
  const resolution = resolveNames(query, schema)
  const comparisons = bySpan(resolution.comparisons, ({ literal }) => literal.span)
  const columns = columnUses(resolution)
  const editColumn = columnEditor(query, schema)
  const counted = countedColumns(query, schema, resolution)
  const edits = editQuery(query, {
    query: editTail,
    select: editSelect,
    fromItem: editJoin,
    expression: (expression) => {
      const key = keyOf(expression.span)
      const comparison = key === undefined ? undefined : comparisons.get(key)
      if (comparison !== undefined && isLiteral(expression))
        return editLiteral(comparison, storedValues(comparison))
      if (expression.kind !== 'column') return editExpression(expression, counted)
      const stored = key === undefined ? undefined : columns.get(key)
      return stored === undefined ? [] : editColumn(expression, stored)
    },
  })
  const known = new Set([printQuery(query)])
  return edits.flatMap(({ kind, node }) => {
    if (comparesWithItself(node)) return []
    const printed = printQuery(node)
    if (known.has(printed)) return []
    known.add(printed)
    return [{ kind, sql: printed }]
  })
}

/** `a.id = a.id` joins everything with everything: slow, and nobody's mistake. */
function comparesWithItself(query: Query): boolean {
  let isFound = false
  walkQuery(query, {
    expression: (expression) => {
      if (expression.kind !== 'binary' || expression.operator !== '=') return
      const { left, right } = expression
      if (left.kind === 'column' && right.kind === 'column') {
        isFound ||= left.name === right.name && left.table === right.table
      }
    },
  })
  return isFound
}

function parsed(sql: string): Query | undefined {
  try {
    return parseQuery(sql)
  } catch (error) {
    if (error instanceof SqlSyntaxError) return undefined
    throw error
  }
}

function isLiteral({ kind }: Expression): boolean {
  return kind === 'number' || kind === 'string' || kind === 'unary' || kind === 'column' || kind === 'boolean'
}

/** Trees are copied while they are changed; where a node stood stays with it. */
function keyOf(span: Span | undefined): string | undefined {
  return span === undefined ? undefined : `${span.start} ${span.end}`
}

function bySpan<Item>(items: readonly Item[], spanOf: (item: Item) => Span | undefined): Map<string, Item> {
  return new Map(
    items.flatMap((item) => {
      const key = keyOf(spanOf(item))
      return key === undefined ? [] : [[key, item] as const]
    }),
  )
}

function columnUses({ columns }: Resolution): Map<string, ColumnName> {
  return bySpan(
    columns.filter(({ node }) => node?.kind === 'column'),
    ({ node }) => node?.span,
  )
}

/** The columns that the query names, each once; those of its first table where it names none. */
function countedColumns(query: Query, schema: Schema, { columns, tables }: Resolution): Expression[] {
  const named = new Map<string, Expression>()
  for (const { node } of columns) {
    if (node?.kind === 'column')
      named.set(`${node.table ?? ''}.${node.name}`.toLowerCase(), withoutSpan(node))
  }
  if (named.size > 0) return [...named.values()].slice(0, COUNTED_COLUMNS)
  const table = schema.tables.find(({ name }) => name === tables[0])
  const others = table?.columns.filter(({ name }) => !table.primaryKey.includes(name)) ?? []
  return query.body.kind === 'select'
    ? others.slice(0, COUNTED_COLUMNS).map(({ name }) => ({ kind: 'column', name }))
    : []
}

function withoutSpan({ span: _, ...node }: ColumnReference): ColumnReference {
  return node
}
