/** An undirected graph with several edges between two nodes allowed; costs are above 0. */
export interface CostGraph {
  readonly nodeCount: number
  readonly edges: readonly CostEdge[]
}

interface CostEdge {
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
const EXACT_TERMINALS = 8

/** A graph made ready for many searches: as flat arrays, the half-edges of node n from starts[n] to starts[n + 1]. */
export interface SteinerSearch {
  readonly graph: CostGraph
  readonly starts: Int32Array
  readonly edges: Int32Array
  readonly others: Int32Array
  readonly costs: Float64Array
}

export function prepareSearch(graph: CostGraph): SteinerSearch {
  const halves = graph.edges
    .flatMap(({ a, b }, edge) =>
      a === b
        ? []
        : [
            { node: a, other: b, edge },
            { node: b, other: a, edge },
          ],
    )
    .sort((left, right) => left.node - right.node || left.edge - right.edge)
  const starts = new Int32Array(graph.nodeCount + 1)
  for (const { node } of halves) starts[node + 1]!++
  for (let node = 0; node < graph.nodeCount; node++) starts[node + 1]! += starts[node]!
  return {
    graph,
    starts,
    edges: Int32Array.from(halves, ({ edge }) => edge),
    others: Int32Array.from(halves, ({ other }) => other),
    costs: Float64Array.from(halves, ({ edge }) => graph.edges[edge]!.cost),
  }
}

/** A cheapest tree without the forbidden edges; undefined when the terminals are not connected. */
export function findSteinerTree(
  search: SteinerSearch,
  terminals: readonly number[],
  forbidden: readonly number[] = [],
): SteinerTree | undefined {
  const wanted = [...new Set(terminals)]
  if (wanted.length <= 1) return { edges: [], cost: 0 }
  const isForbidden = markEdges(search, forbidden)
  const edges =
    wanted.length <= EXACT_TERMINALS
      ? solveExactly(search, wanted, isForbidden)
      : growTree(search, wanted, isForbidden)
  return edges === undefined ? undefined : toTree(search.graph, edges)
}

/** The tree with one edge taken out and its halves joined again the cheapest way: quick, and often the next best. */
export function reconnectTree(
  search: SteinerSearch,
  terminals: readonly number[],
  tree: SteinerTree,
  removed: number,
  forbidden: readonly number[],
): SteinerTree | undefined {
  const { graph } = search
  const kept = tree.edges.filter((edge) => edge !== removed)
  const near = collectReachable(graph, kept, graph.edges[removed]!.a)
  const far = collectReachable(graph, kept, graph.edges[removed]!.b)
  const path = findNearest(search, near, far, markEdges(search, forbidden))
  return path === undefined
    ? undefined
    : toTree(graph, pruneLeaves(graph, new Set([...kept, ...path]), terminals))
}

function markEdges({ graph }: SteinerSearch, edges: readonly number[]): Uint8Array {
  const marks = new Uint8Array(graph.edges.length)
  for (const edge of edges) marks[edge] = 1
  return marks
}

function toTree(graph: CostGraph, edges: ReadonlySet<number>): SteinerTree {
  const sorted = [...edges].sort((left, right) => left - right)
  return { edges: sorted, cost: sorted.reduce((sum, edge) => sum + graph.edges[edge]!.cost, 0) }
}

// How a state's cost came about: over an edge (its index), from two halves of its set (-2 - half), or it is a start.
const START = -1

/**
 * Dreyfus and Wagner: `costs[set][node]` is the cheapest tree that connects a set of terminals with the node. It is
 * either two smaller trees that meet at the node, or a tree at a neighbour and one edge.
 */
function solveExactly(
  search: SteinerSearch,
  terminals: readonly number[],
  isForbidden: Uint8Array,
): Set<number> | undefined {
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
    spread(search, costs, origins, base, isForbidden)
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

/**
 * Shortest paths from all nodes of one set at once; `costs` and `origins` are those of the set that begins at `base`.
 * A plain queue (Bellman and Ford): where costs are alike, as those of joins are, it beats any order of nodes.
 */
function spread(
  search: SteinerSearch,
  costs: Float64Array,
  origins: Int32Array,
  base: number,
  isForbidden: Uint8Array,
): void {
  const { starts, edges, others, costs: edgeCosts } = search
  const { nodeCount } = search.graph
  const queue = new Int32Array(nodeCount)
  const isQueued = new Uint8Array(nodeCount)
  let waiting = 0
  for (let node = 0; node < nodeCount; node++) {
    if (costs[base + node] === Number.POSITIVE_INFINITY) continue
    queue[waiting++] = node
    isQueued[node] = 1
  }
  for (let head = 0; waiting > 0; waiting--) {
    const node = queue[head]!
    isQueued[node] = 0
    const end = starts[node + 1]!
    const soFar = costs[base + node]!
    for (let place = starts[node]!; place < end; place++) {
      const other = others[place]!
      const cost = soFar + edgeCosts[place]!
      if (cost >= costs[base + other]! || isForbidden[edges[place]!] === 1) continue
      costs[base + other] = cost
      origins[base + other] = edges[place]!
      if (isQueued[other] === 1) continue
      isQueued[other] = 1
      queue[(head + waiting) % nodeCount] = other
      waiting++
    }
    head = head + 1 === nodeCount ? 0 : head + 1
  }
}

/** Takahashi and Matsuyama: from the first terminal, always add the nearest one; less than twice the best cost. */
function growTree(
  search: SteinerSearch,
  terminals: readonly number[],
  isForbidden: Uint8Array,
): Set<number> | undefined {
  const reached = new Set([terminals[0]!])
  const missing = new Set(terminals.slice(1))
  const tree = new Set<number>()
  while (missing.size > 0) {
    const path = findNearest(search, reached, missing, isForbidden)
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
  search: SteinerSearch,
  sources: ReadonlySet<number>,
  targets: ReadonlySet<number>,
  isForbidden: Uint8Array,
): number[] | undefined {
  const costs = new Float64Array(search.graph.nodeCount).fill(Number.POSITIVE_INFINITY)
  const origins = new Int32Array(search.graph.nodeCount).fill(START)
  for (const node of sources) costs[node] = 0
  spread(search, costs, origins, 0, isForbidden)
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
