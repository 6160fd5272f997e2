import type { DbGraph } from '../../../exploration/db-graph.ts'
import type { WordEvidence, WordLink } from './word-evidence.ts'

/** How much of what the question says is found in a table, in it and those joined to it, and in all it is connected to. */
export interface TableCoverage {
  readonly own: number
  readonly neighbourhood: number
  readonly component: number
}

/** Of each table in the graph's order: shares of the question's words, rare words counting more; 0 to 1. */
export function coverTables(
  graph: DbGraph,
  evidence: WordEvidence,
  positions: readonly number[],
): readonly TableCoverage[] {
  const covers = graph.tables.map(({ name }) => coverOf(evidence.get(name) ?? [], positions))
  const weights = positions.map((_, place) => {
    const holders = covers.filter((cover) => cover[place]! > 0.5).length
    return holders === 0 ? 0 : Math.log(1 + graph.tables.length / holders)
  })
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1
  const share = (tables: Iterable<number>): number => {
    const members = [...tables]
    const sums = weights.map(
      (weight, place) => weight * Math.max(0, ...members.map((table) => covers[table]![place]!)),
    )
    return sums.reduce((sum, one) => sum + one, 0) / total
  }
  const componentShares = new Map<ReadonlySet<number>, number>()
  const components = connectedComponents(graph)
  return graph.tables.map((_, table) => {
    const component = components[table]!
    if (!componentShares.has(component)) componentShares.set(component, share(component))
    return {
      own: share([table]),
      neighbourhood: share([table, ...neighbourTables(graph, table)]),
      component: componentShares.get(component)!,
    }
  })
}

/** How well each word is explained by something of the table. */
function coverOf(links: readonly WordLink[], positions: readonly number[]): readonly number[] {
  return positions.map((position) =>
    Math.max(0, ...links.map(({ start, end, score }) => (start <= position && position < end ? score : 0))),
  )
}

/** Indexes of the tables one join away. */
export function neighbourTables({ tables, joins }: DbGraph, table: number): readonly number[] {
  const others = tables[table]!.joins.map((index) => {
    const { from, to } = joins[index]!
    return from === table ? to : from
  })
  return [...new Set(others)].filter((other) => other !== table)
}

function connectedComponents(graph: DbGraph): readonly ReadonlySet<number>[] {
  const components: Set<number>[] = []
  for (const table of graph.tables.keys()) {
    if (components[table] !== undefined) continue
    const reached = new Set([table])
    // A set visits what is added to it on the way.
    for (const one of reached) for (const other of neighbourTables(graph, one)) reached.add(other)
    for (const one of reached) components[one] = reached
  }
  return components
}

/** How many joins each table is away from the nearest of these; infinite where no joins lead. */
export function distancesFrom(graph: DbGraph, starts: readonly number[]): readonly number[] {
  const distances = graph.tables.map(() => Number.POSITIVE_INFINITY)
  for (const start of starts) distances[start] = 0
  const reached = new Set(starts)
  // A set visits what is added to it on the way: breadth first.
  for (const one of reached) {
    for (const other of neighbourTables(graph, one)) {
      if (reached.has(other)) continue
      distances[other] = distances[one]! + 1
      reached.add(other)
    }
  }
  return distances
}

/** Of each table, the largest value of any table that it is connected to. */
export function bestInReach(graph: DbGraph, values: readonly number[]): readonly number[] {
  const best = new Map<ReadonlySet<number>, number>()
  return connectedComponents(graph).map((component) => {
    if (!best.has(component)) best.set(component, Math.max(...[...component].map((table) => values[table]!)))
    return best.get(component)!
  })
}
