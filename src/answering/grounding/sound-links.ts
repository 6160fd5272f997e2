import { type ColumnName, columnKey } from '../../database/schema.ts'
import type { DbGraph } from '../../exploration/db-graph.ts'
import type { Expression } from '../../sql/ast.ts'
import { conjunctsOf } from '../../sql/conditions.ts'
import { type DraftScope, type DraftSource, sourceOf } from './draft-scope.ts'

/** Two columns that a draft sets equal, of two sources of one SELECT. */
export interface Link {
  readonly condition: Expression
  readonly left: LinkEnd
  readonly right: LinkEnd
}

export interface LinkEnd {
  readonly source: DraftSource
  readonly column: string
}

/** Which of the conditions link two sources of the SELECT. */
export function linksAmong(conditions: readonly Expression[], scope: DraftScope): Link[] {
  return conditions.flatMap(conjunctsOf).flatMap((condition): Link[] => {
    if (condition.kind !== 'binary' || condition.operator !== '=') return []
    const left = endOf(condition.left, scope)
    const right = endOf(condition.right, scope)
    if (left === null || right === null || left.source === right.source) return []
    return [{ condition, left, right }]
  })
}

function endOf(expression: Expression, scope: DraftScope): LinkEnd | null {
  if (expression.kind !== 'column') return null
  const source = sourceOf(expression, scope)
  if (source === null || !scope.sources.includes(source)) return null
  return { source, column: expression.name }
}

/** The column that an end stands for; null when it is of no stored table. */
export function storedEnd({ source, column }: LinkEnd): ColumnName | null {
  return source.table === null ? null : { table: source.table, column }
}

const classesOf = new WeakMap<DbGraph, Map<string, string>>()

/**
 * Whether the two columns hold the same things: a key joins them, or a chain of keys does, as two columns that refer
 * to the same third.
 */
export function isOnGraph(graph: DbGraph, one: ColumnName, other: ColumnName): boolean {
  let classes = classesOf.get(graph)
  if (classes === undefined) {
    classes = joinedColumns(graph)
    classesOf.set(graph, classes)
  }
  const first = classes.get(columnKey(one)) ?? columnKey(one)
  return first === (classes.get(columnKey(other)) ?? columnKey(other))
}

/** Each joined column with the name of its class. */
function joinedColumns(graph: DbGraph): Map<string, string> {
  const classes = new Map<string, string>()
  for (const { key } of graph.joins) {
    for (const [place, from] of key.from.columns.entries()) {
      const one = columnKey({ table: key.from.table, column: from })
      const other = columnKey({ table: key.to.table, column: key.to.columns[place]! })
      const kept = classes.get(other) ?? other
      const dropped = classes.get(one) ?? one
      classes.set(one, kept)
      classes.set(other, kept)
      for (const [column, name] of classes) if (name === dropped) classes.set(column, kept)
    }
  }
  return classes
}
