import type { ColumnReference, Expression } from './ast.ts'
import type { SchemaShape } from './schema-shape.ts'

/** A column that a table, a subquery or a common table offers to the query around it. */
export interface OfferedColumn {
  readonly name: string
  /** The stored column behind it; undefined when it is computed. */
  readonly origin?: { readonly table: string; readonly column: string }
}

/** One entry of a FROM clause. */
export interface Source {
  readonly name: string
  readonly columns: readonly OfferedColumn[]
  /** A stored table: has a rowid. */
  readonly table?: string
  /** Its columns are not all known (a table function, an unknown table): no name in it is a problem. */
  readonly isOpen: boolean
  /** Columns that USING or NATURAL merged into those of an earlier source. */
  readonly merged: Set<string>
}

/** The names that one SELECT sees, and those of the queries around it. */
export interface Scope {
  readonly sources: Source[]
  readonly aliases: Map<string, Expression>
  readonly outer: Scope | undefined
  readonly commonTables: CommonTables
}

export type CommonTables = ReadonlyMap<
  string,
  { readonly columns: readonly OfferedColumn[]; readonly isOpen: boolean }
>

export type Found =
  | { readonly kind: 'column'; readonly source: Source; readonly column: OfferedColumn }
  | { readonly kind: 'alias'; readonly expression: Expression }
  | { readonly kind: 'open' }
  | { readonly kind: 'ambiguous'; readonly sources: readonly Source[] }
  | { readonly kind: 'unknown-source'; readonly name: string }
  | { readonly kind: 'unknown' }

const ROWID = new Set(['rowid', 'oid', '_rowid_'])

export const isSameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

export function findSource(scope: Scope, name: string): Source | undefined {
  for (let place: Scope | undefined = scope; place !== undefined; place = place.outer) {
    const source = place.sources.find((candidate) => isSameName(candidate.name, name))
    if (source !== undefined) return source
  }
  return undefined
}

/** What a reference stands for, by SQLite's rules: innermost query first, tables before aliases. */
export function findColumn(scope: Scope, { table, name }: ColumnReference): Found {
  if (table !== undefined) {
    const source = findSource(scope, table)
    if (source === undefined) return { kind: 'unknown-source', name: table }
    return findIn(source, name) ?? { kind: source.isOpen ? 'open' : 'unknown' }
  }
  let isOpen = false
  for (let place: Scope | undefined = scope; place !== undefined; place = place.outer) {
    const hits = place.sources.flatMap((source) => {
      if (source.merged.has(name.toLowerCase())) return []
      const found = findIn(source, name)
      return found?.kind === 'column' ? [found] : []
    })
    const real = hits.filter((hit) => !ROWID.has(hit.column.name.toLowerCase()))
    const [first] = real.length > 0 ? real : hits
    if (real.length > 1) return { kind: 'ambiguous', sources: real.map((hit) => hit.source) }
    if (first !== undefined) return first
    const alias = place.aliases.get(name.toLowerCase())
    if (alias !== undefined) return { kind: 'alias', expression: alias }
    isOpen ||= place.sources.some((source) => source.isOpen)
  }
  return { kind: isOpen ? 'open' : 'unknown' }
}

function findIn(source: Source, name: string): Found | undefined {
  const column = byName(source.columns).get(name.toLowerCase())
  if (column !== undefined) return { kind: 'column', source, column }
  if (source.table === undefined || !ROWID.has(name.toLowerCase())) return undefined
  return { kind: 'column', source, column: { name, origin: { table: source.table, column: name } } }
}

interface StoredTable {
  readonly table: string
  readonly columns: readonly OfferedColumn[]
}

// Many queries are resolved against one schema: what is looked up by name is laid out once.
const storedTables = new WeakMap<SchemaShape, ReadonlyMap<string, StoredTable>>()
const columnsByName = new WeakMap<readonly OfferedColumn[], ReadonlyMap<string, OfferedColumn>>()

function byName(columns: readonly OfferedColumn[]): ReadonlyMap<string, OfferedColumn> {
  let map = columnsByName.get(columns)
  if (map === undefined) {
    // The first of two columns with one name wins, as a Map would keep the last.
    map = new Map([...columns].reverse().map((column) => [column.name.toLowerCase(), column]))
    columnsByName.set(columns, map)
  }
  return map
}

/** The columns of a stored table; undefined when there is no such table. */
export function storedColumns(schema: SchemaShape, name: string): StoredTable | undefined {
  let tables = storedTables.get(schema)
  if (tables === undefined) {
    tables = new Map(
      schema.tables.map((table) => {
        const columns = table.columns.map((column) => ({
          name: column.name,
          origin: { table: table.name, column: column.name },
        }))
        return [table.name.toLowerCase(), { table: table.name, columns }]
      }),
    )
    storedTables.set(schema, tables)
  }
  return tables.get(name.toLowerCase())
}

/** Every name that could be meant in this place, for suggestions. */
export function visibleColumns(scope: Scope): string[] {
  const names: string[] = []
  for (let place: Scope | undefined = scope; place !== undefined; place = place.outer) {
    for (const source of place.sources) names.push(...source.columns.map((column) => column.name))
  }
  return names
}
