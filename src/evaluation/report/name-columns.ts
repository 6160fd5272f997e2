import type { Call, Expression, OrderTerm, Query, QueryBody, ResultColumn } from '../../sql/ast.ts'
import { mapQuery } from '../../sql/map.ts'
import { resolveNames } from '../../sql/resolve.ts'
import type { SchemaShape } from '../../sql/schema-shape.ts'

/** A query in which every column goes by its stored name, whatever aliases it was written with. */
export interface NamedQuery {
  /** A column reference's name is "table.column", in lower case, and it has no table beside it. */
  readonly query: Query
  readonly tables: readonly string[]
  /** What each star of `query` stands for. */
  readonly starred: ReadonlyMap<ResultColumn, readonly string[]>
  /** The pairs of columns that USING and NATURAL join, as 'a.x = b.x'. */
  readonly merged: readonly string[]
}

/** Puts stored names in the place of aliases, and strings in the place of "names" that SQLite reads as strings. */
export function nameColumns(parsed: Query, schema: SchemaShape): NamedQuery {
  const { columns, tables } = resolveNames(parsed, schema)
  const names = new Map<unknown, string>()
  const starred = new Map<ResultColumn, string[]>()
  const merging: string[] = []
  for (const { table, column, node } of columns) {
    const name = `${table}.${column}`.toLowerCase()
    if (node === undefined) merging.push(name)
    else if (node.kind === 'column') names.set(node, name)
    else starred.set(node, [...(starred.get(node) ?? []), name])
  }
  const query = mapQuery(parsed, {
    expression: (part) => {
      if (part.kind === 'call') return nameCall(part)
      return part.kind === 'column' ? nameColumn(part, names.get(part)) : part
    },
    query: (one) => ({ ...one, orderBy: one.orderBy.map((term) => withoutAlias(term, one.body)) }),
  })
  return { query, tables: tables.map((table) => table.toLowerCase()), starred, merged: pairsOf(merging) }
}

/** count(id) counts as count(*), which it is wherever nothing is missing. */
function nameCall(call: Call): Call {
  const name = call.name.toLowerCase()
  const isCount = name === 'count' && !call.distinct && call.arguments.length === 1
  return isCount ? { ...call, name, star: true, arguments: [] } : { ...call, name }
}

function nameColumn(column: Extract<Expression, { kind: 'column' }>, stored: string | undefined): Expression {
  if (stored !== undefined) return { kind: 'column', name: stored }
  if (column.doubleQuoted) return { kind: 'string', value: column.name }
  return { kind: 'column', name: column.name.toLowerCase() }
}

/** ORDER BY may call a result column by its alias. */
function withoutAlias(term: OrderTerm, body: QueryBody): OrderTerm {
  const { expression } = term
  if (body.kind !== 'select' || expression.kind !== 'column') return term
  const column = body.columns.find(
    (one) => one.kind === 'result' && one.alias?.toLowerCase() === expression.name,
  )
  return column?.kind === 'result' ? { ...term, expression: column.expression } : term
}

/** The resolver names the two sides of each merged column one after the other. */
function pairsOf(names: readonly string[]): string[] {
  return names.flatMap((name, at) => (at % 2 === 0 ? [[name, names[at + 1] ?? ''].sort().join(' = ')] : []))
}
