import type { ColumnReference, FromItem, Query, Select, Span } from '../../sql/ast.ts'
import type { SchemaShape } from '../../sql/schema-shape.ts'
import { isSameName, storedColumns } from '../../sql/scope.ts'
import { walkQuery } from '../../sql/walk.ts'

/** One SELECT of a draft, what it reads from, and the SELECT around it. */
export interface DraftScope {
  readonly select: Select
  readonly sources: readonly DraftSource[]
  readonly outer: DraftScope | null
}

export interface DraftSource {
  /** What its columns are qualified with. */
  readonly name: string
  /** As stored; null for subqueries, common tables and tables that do not exist. */
  readonly table: string | null
  readonly columns: readonly string[]
}

/** A column as the draft writes it, with the SELECT that it stands in. */
export interface DraftColumn {
  readonly node: ColumnReference
  readonly scope: DraftScope
}

/** Where each column of a parsed draft stands. Nodes that were not parsed have no place and are left out. */
export function readDraftColumns(
  query: Query,
  schema: SchemaShape,
  scopes: readonly DraftScope[] = readDraftScopes(query, schema),
): DraftColumn[] {
  const columns: DraftColumn[] = []
  walkQuery(query, {
    expression: (node) => {
      if (node.kind !== 'column') return
      const scope = scopeAt(query, scopes, node.span)
      if (scope !== null) columns.push({ node, scope })
    },
  })
  return columns
}

/** The SELECTs of a parsed draft, outer ones before those within them. */
export function readDraftScopes(query: Query, schema: SchemaShape): DraftScope[] {
  const scopes: DraftScope[] = []
  const commonTables = new Set<string>()
  walkQuery(query, {
    query: ({ with: clause }) => {
      for (const { name } of clause?.tables ?? []) commonTables.add(name.toLowerCase())
    },
    select: (select) => {
      const around = scopes.filter(({ select: other }) => contains(other.span, select.span))
      scopes.push({
        select,
        sources: sourcesOf(select.from, schema, commonTables),
        outer: around.at(-1) ?? null,
      })
    },
  })
  return scopes
}

/** The innermost SELECT around a place; that of the query for its ORDER BY. */
function scopeAt(query: Query, scopes: readonly DraftScope[], span: Span | undefined): DraftScope | null {
  const inside = scopes.filter(({ select }) => contains(select.span, span)).at(-1)
  let ordered: Select | undefined
  walkQuery(query, {
    query: (part) => {
      if (part.orderBy.some(({ expression }) => contains(expression.span, span)))
        ordered = part.body.kind === 'select' ? part.body : undefined
    },
  })
  const sorting = scopes.find(({ select }) => select === ordered)
  if (sorting !== undefined && (inside === undefined || contains(inside.select.span, sorting.select.span))) {
    return sorting
  }
  return inside ?? null
}

/** The source that a column comes from; null where none has it, or several. */
export function sourceOf({ table, name }: ColumnReference, scope: DraftScope): DraftSource | null {
  for (let place: DraftScope | null = scope; place !== null; place = place.outer) {
    const holders = place.sources.filter(
      (source) =>
        (table === undefined || isSameName(source.name, table)) &&
        source.columns.some((column) => isSameName(column, name)),
    )
    if (holders.length > 0) return holders.length === 1 ? holders[0]! : null
  }
  return null
}

function contains(outer: Span | undefined, inner: Span | undefined): boolean {
  return outer !== undefined && inner !== undefined && outer.start <= inner.start && inner.end <= outer.end
}

function sourcesOf(
  item: FromItem | undefined,
  schema: SchemaShape,
  commonTables: ReadonlySet<string>,
): DraftSource[] {
  if (item === undefined) return []
  switch (item.kind) {
    case 'join':
      return [...sourcesOf(item.left, schema, commonTables), ...sourcesOf(item.right, schema, commonTables)]
    case 'table': {
      const stored = commonTables.has(item.name.toLowerCase()) ? undefined : storedColumns(schema, item.name)
      const name = item.alias ?? item.name
      if (stored === undefined) return [{ name, table: null, columns: [] }]
      return [{ name, table: stored.table, columns: stored.columns.map((column) => column.name) }]
    }
    default:
      return [{ name: item.alias ?? '', table: null, columns: [] }]
  }
}
