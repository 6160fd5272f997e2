import type { ColumnName, Schema } from '../database/schema.ts'
import { columnKey } from '../database/schema.ts'
import type { JoinKey } from './survey.ts'

/** The columns that one seed query uses, anywhere in it. */
export type SeedUse = readonly ColumnName[]

/**
 * The DB graph (DB-Explore, section 3.1): nodes are columns, intra-table edges join the columns of one table,
 * inter-table edges follow join keys. Intra-table edges are derived when asked for, never stored: a table of 500
 * columns has 125,000 of them.
 */
export interface DbGraph {
  readonly tables: readonly GraphTable[]
  /** Only keys whose tables and columns exist. */
  readonly joins: readonly GraphJoin[]
  /** By `columnKey`: which seeds use the column, ascending. */
  readonly seedsByColumn: ReadonlyMap<string, readonly number[]>
  /** Lower-case table name -> index in `tables`. */
  readonly tableIndex: ReadonlyMap<string, number>
}

export interface GraphTable {
  readonly name: string
  readonly columns: readonly string[]
  /** Indexes in `DbGraph.joins` of the keys that touch the table. */
  readonly joins: readonly number[]
}

/** An inter-table edge; `from` and `to` are indexes of tables and equal when a table refers to itself. */
export interface GraphJoin {
  readonly key: JoinKey
  readonly from: number
  readonly to: number
  readonly weight: number
}

export interface GraphEdge {
  readonly kind: 'intra' | 'inter'
  readonly to: ColumnName
  readonly weight: number
  /** Of an inter-table edge. */
  readonly key?: JoinKey
}

// Added to every count, so that an edge that no seed uses can still be walked; alone, it makes all edges equal.
const SMOOTHING = 1

/** Weights are 1 + the number of seeds in which both columns occur. */
export function buildDbGraph(
  schema: Schema,
  joins: readonly JoinKey[],
  seeds: readonly SeedUse[] = [],
): DbGraph {
  const tableIndex = new Map(schema.tables.map((table, index) => [table.name.toLowerCase(), index]))
  const columnKeys = new Set(
    schema.tables.flatMap((table) =>
      table.columns.map((column) => columnKey({ table: table.name, column: column.name })),
    ),
  )
  const seedsByColumn = indexSeeds(seeds, columnKeys)
  const graphJoins = joins
    .filter((key) => keyColumns(key).every((column) => columnKeys.has(columnKey(column))))
    .map((key) => ({
      key,
      from: tableIndex.get(key.from.table.toLowerCase())!,
      to: tableIndex.get(key.to.table.toLowerCase())!,
      weight: SMOOTHING + countSharedSeeds(seedsByColumn, keyColumns(key)),
    }))
  const joinsByTable = schema.tables.map((): number[] => [])
  for (const [index, join] of graphJoins.entries()) {
    joinsByTable[join.from]!.push(index)
    if (join.to !== join.from) joinsByTable[join.to]!.push(index)
  }
  const tables = schema.tables.map((table, index) => ({
    name: table.name,
    columns: table.columns.map((column) => column.name),
    joins: joinsByTable[index]!,
  }))
  return { tables, joins: graphJoins, seedsByColumn, tableIndex }
}

function findGraphTable(graph: DbGraph, name: string): GraphTable | undefined {
  const index = graph.tableIndex.get(name.toLowerCase())
  return index === undefined ? undefined : graph.tables[index]
}

/** Every edge at a column, join edges first, then the columns of its table in order. None for an unknown column. */
export function neighbours(graph: DbGraph, column: ColumnName): readonly GraphEdge[] {
  const table = findGraphTable(graph, column.table)
  const ownKey = columnKey(column)
  if (!table?.columns.some((name) => columnKey({ table: table.name, column: name }) === ownKey)) return []
  const inter = table.joins.flatMap((index) => interEdges(graph.joins[index]!, ownKey))
  // A column that refers to another of its own table has one edge to it, the join.
  const reached = new Set([ownKey, ...inter.map((edge) => columnKey(edge.to))])
  const intra = table.columns
    .map((name) => ({ table: table.name, column: name }))
    .filter((other) => !reached.has(columnKey(other)))
    .map((other): GraphEdge => ({ kind: 'intra', to: other, weight: pairWeight(graph, column, other) }))
  return [...inter, ...intra]
}

/** The weight of the edge between two columns; 0 when there is none. */
export function edgeWeight(graph: DbGraph, first: ColumnName, second: ColumnName): number {
  const wanted = columnKey(second)
  const weights = neighbours(graph, first)
    .filter((edge) => columnKey(edge.to) === wanted)
    .map((edge) => edge.weight)
  return Math.max(0, ...weights)
}

/** The edges that a composite key draws: each `from` column to the `to` column at its place. */
function interEdges({ key, weight }: GraphJoin, ownKey: string): GraphEdge[] {
  const edges: GraphEdge[] = []
  for (const [place, fromColumn] of key.from.columns.entries()) {
    const from = { table: key.from.table, column: fromColumn }
    const to = { table: key.to.table, column: key.to.columns[place]! }
    if (columnKey(from) === ownKey) edges.push({ kind: 'inter', to, weight, key })
    else if (columnKey(to) === ownKey) edges.push({ kind: 'inter', to: from, weight, key })
  }
  return edges
}

function keyColumns(key: JoinKey): ColumnName[] {
  return [key.from, key.to].flatMap(({ table, columns }) => columns.map((column) => ({ table, column })))
}

function pairWeight(graph: DbGraph, first: ColumnName, second: ColumnName): number {
  return SMOOTHING + countSharedSeeds(graph.seedsByColumn, [first, second])
}

function indexSeeds(seeds: readonly SeedUse[], columnKeys: ReadonlySet<string>): Map<string, number[]> {
  const seedsByColumn = new Map<string, number[]>()
  for (const [seed, columns] of seeds.entries()) {
    for (const key of new Set(columns.map(columnKey))) {
      if (!columnKeys.has(key)) continue
      const known = seedsByColumn.get(key)
      if (known === undefined) seedsByColumn.set(key, [seed])
      else known.push(seed)
    }
  }
  return seedsByColumn
}

/** How many seeds use all of the columns. */
function countSharedSeeds(
  seedsByColumn: ReadonlyMap<string, readonly number[]>,
  columns: readonly ColumnName[],
): number {
  const lists = columns.map((column) => seedsByColumn.get(columnKey(column)) ?? [])
  const [shortest, ...others] = lists.sort((left, right) => left.length - right.length)
  if (shortest === undefined || shortest.length === 0) return 0
  const sets = others.map((list) => new Set(list))
  return shortest.filter((seed) => sets.every((set) => set.has(seed))).length
}
