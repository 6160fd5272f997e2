import type { ColumnName } from '../../database/schema.ts'
import { chooseStart } from '../../exploration/sampling/choose-start.ts'
import {
  type SamplingStrategy,
  type Subgraph,
  sampleSubgraph,
} from '../../exploration/sampling/sample-subgraph.ts'
import type { Attempt } from './strategy.ts'

/** In columns. */
interface SampleSize {
  readonly least: number
  readonly most: number
}

/** Enough for one query. */
const OF_ONE_QUERY: SampleSize = { least: 4, most: 12 }

/** The part of the DB graph that an attempt works on. It begins where coverage asks for it. */
export function sampleFor(
  attempt: Attempt,
  strategy: SamplingStrategy,
  { least, most }: SampleSize = OF_ONE_QUERY,
): Subgraph {
  const { graph, random, target } = attempt
  const size = least + random.below(most - least + 1)
  if (target !== null)
    return withTarget(sampleSubgraph(graph, random, { strategy, size, start: startOf(target) }), target)
  return sampleSubgraph(graph, random, { strategy, size, start: chooseRestart(attempt) })
}

/**
 * A table first, so that a wide one does not take all attempts; of its columns those that are used least. For a join it
 * is a table that has some.
 */
function chooseRestart({ graph, random, pool, wish }: Attempt): ColumnName {
  const joined = graph.tables.filter(({ joins }) => joins.length > 0)
  const tables = wish.needsJoin === true && joined.length > 0 ? joined : graph.tables
  const weights = tables.map(({ columns }) => Math.sqrt(columns.length))
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0)
  const chosen = tables.find((_, index) => {
    left -= weights[index]!
    return left < 0
  })
  const { name, columns } = chosen ?? tables[0]!
  return chooseStart(
    columns.map((column) => ({ table: name, column })),
    pool.columnUses,
    random,
  )
}

type Target = NonNullable<Attempt['target']>

function startOf(target: Target): ColumnName {
  if (target.kind === 'column') return target.column
  return { table: target.key.from.table, column: target.key.from.columns[0]! }
}

/** A walk need not take the key that it was sent for. */
function withTarget(subgraph: Subgraph, target: Target): Subgraph {
  if (target.kind === 'column' || subgraph.keys.includes(target.key)) return subgraph
  const { from, to } = target.key
  const ends = [from, to].flatMap(({ table, columns }) => columns.map((column) => ({ table, column })))
  return {
    tables: [...new Set([...subgraph.tables, from.table, to.table])],
    columns: [...subgraph.columns, ...ends],
    keys: [target.key, ...subgraph.keys],
  }
}
