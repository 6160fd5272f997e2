/** An undirected graph with several edges between two nodes allowed; costs are above 0. */
export interface CostGraph {
  readonly nodeCount: number
  readonly edges: readonly CostEdge[]
}

export interface CostEdge {
  readonly a: number
  readonly b: number
  readonly cost: number
}

/** Edges of a tree that connects the terminals, by index, ascending. */
export interface SteinerTree {
  readonly edges: readonly number[]
  readonly cost: number
}

/** Up to so many terminals the tree is exact; beyond, it is grown from one terminal to the next nearest. */
export const EXACT_TERMINALS = 8

const NO_EDGES: ReadonlySet<number> = new Set()

/** A cheapest tree without the forbidden edges; undefined when the terminals are not connected. */
export function findSteinerTree(
  graph: CostGraph,
  terminals: readonly number[],
  forbidden: ReadonlySet<number> = NO_EDGES,
): SteinerTree | undefined {
  const wanted = [...new Set(terminals)]
  if (wanted.length <= 1) return { edges: [], cost: 0 }
  const search = openSearch(graph, forbidden)
  const edges = wanted.length <= EXACT_TERMINALS ? solveExactly(search, wanted) : growTree(search, wanted)
  return edges === undefined ? undefined : toTree(graph, edges)
}

/** The tree with one edge taken out and its halves joined again the cheapest way: quick, and often the next best. */
export function reconnectTree(
  graph: CostGraph,
  terminals: readonly number[],
  tree: SteinerTree,
  removed: number,
  forbidden: ReadonlySet<number>,
): SteinerTree | undefined {
  const search = openSearch(graph, forbidden)
  const kept = tree.edges.filter((edge) => edge !== removed)
  const near = collectReachable(graph, kept, graph.edges[removed]!.a)
  const far = collectReachable(graph, kept, graph.edges[removed]!.b)
  const path = findNearest(search, near, far)
  return path === undefined
    ? undefined
    : toTree(graph, pruneLeaves(graph, new Set([...kept, ...path]), terminals))
}

function toTree(graph: CostGraph, edges: ReadonlySet<number>): SteinerTree {
  const sorted = [...edges].sort((left, right) => left - right)
  return { edges: sorted, cost: sorted.reduce((sum, edge) => sum + graph.edges[edge]!.cost, 0) }
}

/** The graph as flat arrays: the half-edges of node n are those from starts[n] up to starts[n + 1]. */
interface Search {
  readonly graph: CostGraph
  readonly starts: Int32Array
  readonly edges: Int32Array
  readonly others: Int32Array
  readonly costs: Float64Array
}

function openSearch(graph: CostGraph, forbidden: ReadonlySet<number>): Search {
  const starts = new Int32Array(graph.nodeCount + 1)
  const isUsable = ({ a, b }: CostEdge, index: number): boolean => a !== b && !forbidden.has(index)
  for (const [index, edge] of graph.edges.entries()) {
    if (!isUsable(edge, index)) continue
    starts[edge.a + 1]!++
    starts[edge.b + 1]!++
  }
  for (let node = 0; node < graph.nodeCount; node++) starts[node + 1]! += starts[node]!
  const next = starts.slice()
  const size = starts[graph.nodeCount]!
  const search = {
    graph,
    starts,
    edges: new Int32Array(size),
    others: new Int32Array(size),
    costs: new Float64Array(size),
  }
  const add = (node: number, other: number, index: number, cost: number): void => {
    const place = next[node]!++
    search.edges[place] = index
    search.others[place] = other
    search.costs[place] = cost
  }
  for (const [index, edge] of graph.edges.entries()) {
    if (!isUsable(edge, index)) continue
    add(edge.a, edge.b, index, edge.cost)
    add(edge.b, edge.a, index, edge.cost)
  }
  return search
}

// How a state's cost came about: over an edge (its index), from two halves of its set (-2 - half), or it is a start.
const START = -1

/**
 * Dreyfus and Wagner: `costs[set][node]` is the cheapest tree that connects a set of terminals with the node. It is
 * either two smaller trees that meet at the node, or a tree at a neighbour and one edge.
 */
function solveExactly(search: Search, terminals: readonly number[]): Set<number> | undefined {
  const { nodeCount, edges } = search.graph
  const root = terminals[0]!
  const others = terminals.slice(1)
  const full = (1 << others.length) - 1
  const costs = new Float64Array((full + 1) * nodeCount).fill(Number.POSITIVE_INFINITY)
  const origins = new Int32Array((full + 1) * nodeCount).fill(START)
  for (const [bit, terminal] of others.entries()) costs[(1 << bit) * nodeCount + terminal] = 0
  for (let set = 1; set <= full; set++) {
    const base = set * nodeCount
    // Each split once: with the half that holds the set's highest bit.
    for (let half = (set - 1) & set; half > (set ^ half); half = (half - 1) & set) {
      const first = half * nodeCount
      const second = (set ^ half) * nodeCount
      for (let node = 0; node < nodeCount; node++) {
        const cost = costs[first + node]! + costs[second + node]!
        if (cost < costs[base + node]!) {
          costs[base + node] = cost
          origins[base + node] = -2 - half
        }
      }
    }
    spread(search, costs, origins, base)
  }
  if (costs[full * nodeCount + root] === Number.POSITIVE_INFINITY) return undefined
  const tree = new Set<number>()
  const pending: [set: number, node: number][] = [[full, root]]
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    const [set, node] = state
    const origin = origins[set * nodeCount + node]!
    if (origin >= 0) {
      tree.add(origin)
      pending.push([set, otherEnd(edges[origin]!, node)])
    } else if (origin < START) {
      const half = -2 - origin
      pending.push([half, node], [set ^ half, node])
    }
  }
  return tree
}

/** Dijkstra from all nodes of one set at once; `costs` and `origins` are those of the set that begins at `base`. */
function spread(search: Search, costs: Float64Array, origins: Int32Array, base: number): void {
  const { nodeCount } = search.graph
  const isDone = new Uint8Array(nodeCount)
  for (;;) {
    let nearest = -1
    let best = Number.POSITIVE_INFINITY
    for (let node = 0; node < nodeCount; node++) {
      if (isDone[node] === 0 && costs[base + node]! < best) {
        best = costs[base + node]!
        nearest = node
      }
    }
    if (nearest < 0) return
    isDone[nearest] = 1
    for (let place = search.starts[nearest]!; place < search.starts[nearest + 1]!; place++) {
      const state = base + search.others[place]!
      const cost = best + search.costs[place]!
      if (cost < costs[state]!) {
        costs[state] = cost
        origins[state] = search.edges[place]!
      }
    }
  }
}

/** Takahashi and Matsuyama: from the first terminal, always add the nearest one; less than twice the best cost. */
function growTree(search: Search, terminals: readonly number[]): Set<number> | undefined {
  const reached = new Set([terminals[0]!])
  const missing = new Set(terminals.slice(1))
  const tree = new Set<number>()
  while (missing.size > 0) {
    const path = findNearest(search, reached, missing)
    if (path === undefined) return undefined
    for (const edge of path) {
      tree.add(edge)
      for (const node of [search.graph.edges[edge]!.a, search.graph.edges[edge]!.b]) {
        reached.add(node)
        missing.delete(node)
      }
    }
  }
  return tree
}

/** The edges of a shortest path from any of `sources` to the nearest of `targets`. */
function findNearest(
  search: Search,
  sources: ReadonlySet<number>,
  targets: ReadonlySet<number>,
): number[] | undefined {
  const costs = new Float64Array(search.graph.nodeCount).fill(Number.POSITIVE_INFINITY)
  const origins = new Int32Array(search.graph.nodeCount).fill(START)
  for (const node of sources) costs[node] = 0
  spread(search, costs, origins, 0)
  const [nearest] = [...targets].sort((left, right) => costs[left]! - costs[right]! || left - right)
  if (nearest === undefined || costs[nearest] === Number.POSITIVE_INFINITY) return undefined
  const path: number[] = []
  for (
    let node = nearest;
    origins[node] !== START;
    node = otherEnd(search.graph.edges[path.at(-1)!]!, node)
  ) {
    path.push(origins[node]!)
  }
  return path
}

function collectReachable(graph: CostGraph, edges: readonly number[], start: number): Set<number> {
  const reached = new Set([start])
  // A set visits what is added to it on the way.
  for (const node of reached) {
    for (const edge of edges) {
      const { a, b } = graph.edges[edge]!
      if (a === node || b === node) reached.add(otherEnd(graph.edges[edge]!, node))
    }
  }
  return reached
}

function pruneLeaves(graph: CostGraph, edges: Set<number>, terminals: readonly number[]): Set<number> {
  for (;;) {
    const degrees = new Map<number, number>()
    for (const edge of edges) {
      const { a, b } = graph.edges[edge]!
      for (const node of [a, b]) degrees.set(node, (degrees.get(node) ?? 0) + 1)
    }
    const isLoose = (node: number): boolean => degrees.get(node) === 1 && !terminals.includes(node)
    const loose = [...edges].filter((edge) => isLoose(graph.edges[edge]!.a) || isLoose(graph.edges[edge]!.b))
    if (loose.length === 0) return edges
    for (const edge of loose) edges.delete(edge)
  }
}

function otherEnd({ a, b }: CostEdge, node: number): number {
  return a === node ? b : a
}
