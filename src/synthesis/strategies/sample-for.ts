import type { ColumnName } from '../../database/schema.ts'
import { chooseStart } from '../../exploration/sampling/choose-start.ts'
import {
  type SamplingStrategy,
  type Subgraph,
  sampleSubgraph,
} from '../../exploration/sampling/sample-subgraph.ts'
import type { Attempt } from './strategy.ts'

const LEAST_COLUMNS = 4
const MOST_COLUMNS = 12

/** The part of the DB graph that an attempt works on. It begins where coverage asks for it. */
export function sampleFor(attempt: Attempt, strategy: SamplingStrategy): Subgraph {
  const { graph, random, target, pool } = attempt
  const size = LEAST_COLUMNS + random.below(MOST_COLUMNS - LEAST_COLUMNS + 1)
  if (target !== null)
    return withTarget(sampleSubgraph(graph, random, { strategy, size, start: startOf(target) }), target)
  const columns = graph.tables.flatMap(({ name, columns: names }) =>
    names.map((column): ColumnName => ({ table: name, column })),
  )
  return sampleSubgraph(graph, random, {
    strategy,
    size,
    start: chooseStart(columns, pool.columnUses, random),
  })
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
