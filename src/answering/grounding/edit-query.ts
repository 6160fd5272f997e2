import type { ColumnReference, Expression, FromItem, Query, Select } from '../../sql/ast.ts'
import { mapQuery } from '../../sql/map.ts'
import { isSameName } from '../../sql/scope.ts'
import { type DraftColumn, type DraftScope, type DraftSource, sourceOf } from './draft-scope.ts'

/** The query with some of its columns and literals exchanged; they are known by identity. */
export function replaceNodes(query: Query, nodes: ReadonlyMap<Expression, Expression>): Query {
  return mapQuery(query, { expression: (node) => nodes.get(node) ?? node })
}

/** The query with one of its SELECTs changed; it is known by its place in the text, which edits keep. */
export function replaceSelect(query: Query, old: Select, change: (select: Select) => Select): Query {
  return mapQuery(query, { select: (select) => (isSamePlace(select, old) ? change(select) : select) })
}

/** Columns of one SELECT's sources with their source before them, so that joining another table cannot blur them. */
export function qualifyColumns(query: Query, scope: DraftScope, columns: readonly DraftColumn[]): Query {
  const qualified = new Map<Expression, Expression>()
  for (const { node, scope: place } of columns) {
    if (node.table !== undefined) continue
    const source = sourceOf(node, place)
    if (source !== null && source.name !== '' && scope.sources.includes(source)) {
      qualified.set(node, { ...node, table: source.name })
    }
  }
  return qualified.size === 0 ? query : replaceNodes(query, qualified)
}

export function columnOf(source: Pick<DraftSource, 'name'>, name: string): ColumnReference {
  return { kind: 'column', table: source.name, name }
}

export function equal(left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator: '=', left, right }
}

/** The tables of a FROM clause that only plain joins hold together; null when it says more than that. */
export function plainlyJoined(
  item: FromItem | undefined,
): { items: FromItem[]; conditions: Expression[] } | null {
  if (item === undefined) return { items: [], conditions: [] }
  if (item.kind !== 'join') return { items: [item], conditions: [] }
  if (!['inner', 'comma', 'cross'].includes(item.type) || item.natural || item.using !== undefined)
    return null
  const left = plainlyJoined(item.left)
  const right = plainlyJoined(item.right)
  if (left === null || right === null) return null
  return {
    items: [...left.items, ...right.items],
    conditions: [...left.conditions, ...right.conditions, ...(item.on === undefined ? [] : [item.on])],
  }
}

export function isSamePlace(
  one: { readonly span?: { readonly start: number; readonly end: number } },
  other: { readonly span?: { readonly start: number; readonly end: number } },
): boolean {
  return one.span !== undefined && one.span.start === other.span?.start && one.span.end === other.span.end
}

/** "pet_type", "PetType" and "pettype" are one name to whoever writes from memory. */
export function isLikeName(one: string, other: string): boolean {
  return isSameName(one.replace(/[^\p{L}\p{N}]/gu, ''), other.replace(/[^\p{L}\p{N}]/gu, ''))
}
