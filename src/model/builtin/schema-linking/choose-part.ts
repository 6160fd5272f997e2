import { columnKey } from '../../../database/schema.ts'
import type { DbGraph } from '../../../exploration/db-graph.ts'
import { findJoinTrees } from '../../../exploration/join-path.ts'
import type { SchemaPart } from '../../model.ts'
import type { ScoredTable } from './score-schema.ts'

export interface PartChoice {
  readonly graph: DbGraph
  /** By `columnKey`: kept whatever their chances. */
  readonly certain: ReadonlySet<string>
  /** How many columns the whole schema has. */
  readonly columnCount: number
  readonly limits: PartLimits
}

/** How much is kept beyond what is likely. */
export interface PartLimits {
  /**
   * A column of chance p is kept when -log(1 - p) > caution / columns of the schema: what it may cost to miss it is then
   * more than its share of the schema. A small schema is cut harder; a wide one keeps what is only possible.
   */
  readonly caution: number
  readonly mostColumns: number
  /** Of the schema's columns, unless that would be fewer than a handful. */
  readonly mostShare: number
}

export const PART_LIMITS: PartLimits = { caution: 0.6, mostColumns: 60, mostShare: 0.85 }

/** Beyond so many columns a schema is large, and its size no reason to keep more. */
const LARGE = 200
const HANDFUL = 6
/** Tables cost little without their columns. */
const TABLE_FLOOR = 0.04
/** Tables likelier than this must be joined to one another. */
const CORE = 0.5

/** The likely columns, the tables that they are in, and the keys that join these, in the order of the schema. */
export function choosePart(
  scored: readonly ScoredTable[],
  { graph, certain, columnCount, limits }: PartChoice,
): SchemaPart {
  const floor = 1 - Math.exp(-limits.caution / Math.min(columnCount, LARGE))
  const most = Math.min(limits.mostColumns, Math.max(HANDFUL, Math.ceil(limits.mostShare * columnCount)))
  const likely = scored
    .flatMap(({ table, columns }) => columns.map(({ column, chance }) => ({ table, column, chance })))
    .filter(({ chance }) => chance > floor)
    .sort((left, right) => right.chance - left.chance)
    .slice(0, most)
  const kept = new Map<string, Set<string>>()
  const keep = (table: string, column?: string): void => {
    const columns = kept.get(table) ?? new Set()
    kept.set(table, columns)
    if (column !== undefined) columns.add(column)
  }
  for (const { table, column } of likely) keep(table, column)
  for (const { table, chance } of scored) if (chance > TABLE_FLOOR) keep(table)
  if (kept.size === 0 && scored.length > 0) keep(mostLikely(scored).table)
  for (const { name, columns } of graph.tables) {
    for (const column of columns) if (certain.has(columnKey({ table: name, column }))) keep(name, column)
  }
  const core = scored
    .filter(({ table, chance }) => chance > CORE && kept.has(table))
    .map(({ table }) => table)
  for (const { from, to } of findJoinTrees(graph, core, { limit: 1 })[0]?.keys ?? []) {
    for (const end of [from, to]) for (const column of end.columns) keep(end.table, column)
  }
  for (const { table, columns } of scored) {
    // A table is of no use without any column.
    if (kept.get(table)?.size === 0) keep(table, mostLikelyColumn(columns))
  }
  return inSchemaOrder(graph, kept)
}

function mostLikely(scored: readonly ScoredTable[]): ScoredTable {
  return scored.reduce((best, one) => (one.chance > best.chance ? one : best))
}

function mostLikelyColumn(columns: ScoredTable['columns']): string | undefined {
  return [...columns].sort((left, right) => right.chance - left.chance)[0]?.column
}

function inSchemaOrder(graph: DbGraph, kept: ReadonlyMap<string, ReadonlySet<string>>): SchemaPart {
  return {
    tables: graph.tables.flatMap(({ name, columns }) => {
      const own = kept.get(name)
      return own === undefined ? [] : [{ table: name, columns: columns.filter((column) => own.has(column)) }]
    }),
  }
}
