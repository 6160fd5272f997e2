import type { Random } from '../../base/random.ts'
import { type ColumnName, columnKey } from '../../database/schema.ts'
import { type DbGraph, type GraphEdge, neighbours } from '../db-graph.ts'
import type { JoinKey } from '../survey.ts'

/** A connected part of the DB graph: what one round of synthesis looks at. */
export interface Subgraph {
  /** In the order in which the walk reached them. */
  readonly tables: readonly string[]
  readonly columns: readonly ColumnName[]
  /** The keys that the walk followed. */
  readonly keys: readonly JoinKey[]
}

/**
 * random-walk: every edge at a column is as likely as the next. empirical-weighted: as likely as its weight says,
 * so that what the seeds use together comes together (DB-Explore, section 3.1).
 */
export type SamplingStrategy = 'random-walk' | 'empirical-weighted'

export interface SamplingOptions {
  readonly strategy: SamplingStrategy
  /** Columns to collect; fewer come where the part of the graph that can be reached has fewer. */
  readonly size: number
  readonly start: ColumnName
  /** No more tables than this; 5 if not said. */
  readonly maxTables?: number
  /** Tables that the walk does not enter; none if not said. */
  readonly isOutside?: (table: string) => boolean
}

// A walk that only finds what it has comes to its end.
const STEPS_PER_COLUMN = 8

/** Walks from the start column until enough columns are collected. */
export function sampleSubgraph(
  graph: DbGraph,
  random: Random,
  { strategy, size, start, maxTables = 5, isOutside = () => false }: SamplingOptions,
): Subgraph {
  const columns = new Map([[columnKey(start), start]])
  const tables = new Map([[start.table.toLowerCase(), start.table]])
  const keys = new Set<JoinKey>()
  let here = start
  for (let step = 0; columns.size < size && step < size * STEPS_PER_COLUMN; step++) {
    const edges = neighbours(graph, here).filter(({ to }) => {
      if (tables.has(to.table.toLowerCase())) return true
      return tables.size < maxTables && !isOutside(to.table)
    })
    if (edges.length === 0) break
    const edge = chooseEdge(edges, strategy, random)
    here = edge.to
    columns.set(columnKey(here), here)
    tables.set(here.table.toLowerCase(), here.table)
    if (edge.key !== undefined) keys.add(edge.key)
  }
  return { tables: [...tables.values()], columns: [...columns.values()], keys: [...keys] }
}

function chooseEdge(edges: readonly GraphEdge[], strategy: SamplingStrategy, random: Random): GraphEdge {
  if (strategy === 'random-walk') return random.pick(edges)
  const total = edges.reduce((sum, { weight }) => sum + weight, 0)
  let left = random.next() * total
  for (const edge of edges) {
    left -= edge.weight
    if (left < 0) return edge
  }
  return edges.at(-1)!
}
