import type { DbGraph, GraphJoin } from './db-graph.ts'
import {
  type CostGraph,
  findSteinerTree,
  prepareSearch,
  reconnectTree,
  type SteinerTree,
} from './steiner-tree.ts'
import type { JoinKey } from './survey.ts'

/** A tree of joins that connects the wanted tables; `tables` may hold more than were wanted. */
export interface JoinTree {
  /** In an order in which each table after the first is joined to one before it. */
  readonly tables: readonly string[]
  /** One fewer than tables, in the same order. */
  readonly keys: readonly JoinKey[]
  readonly cost: number
}

export interface JoinTreeOptions {
  /** At most so many trees; 3 if not said. */
  readonly limit?: number
}

const EQUAL = 1e-9

/**
 * Trees of joins that connect the wanted tables, cheapest first; none when they are not connected or not known.
 * Exact for up to eight wanted tables. The first wanted table is the first table of each tree. Among trees of equal
 * cost, one that passes through a bridge (student <- enrolment -> course) stands before one through a shared
 * lookup (student -> city <- course), which pairs rows that have little to do with each other.
 */
export function findJoinTrees(
  graph: DbGraph,
  wantedTables: readonly string[],
  { limit = 3 }: JoinTreeOptions = {},
): readonly JoinTree[] {
  const wanted = [...new Set(wantedTables.map((name) => graph.tableIndex.get(name.toLowerCase())))]
  if (wanted.length === 0 || limit < 1) return []
  const terminals = wanted.filter((index) => index !== undefined)
  if (terminals.length < wanted.length) return []
  let known = treesFound.get(graph)
  if (known === undefined || known.size >= MOST_REMEMBERED) {
    known = new Map()
    treesFound.set(graph, known)
  }
  const problemKey = `${limit}:${terminals.join()}`
  const trees = known.get(problemKey) ?? solve(graph, terminals, limit)
  known.set(problemKey, trees)
  return trees
}

/** The readings of a question join the same few tables again and again. */
const treesFound = new WeakMap<DbGraph, Map<string, readonly JoinTree[]>>()
const MOST_REMEMBERED = 1_000

function solve(graph: DbGraph, terminals: readonly number[], limit: number): readonly JoinTree[] {
  const problem = narrowGraph(graph, terminals)
  return findCheapestTrees(problem, terminals, limit)
    .map((tree) => ({ tree, lookups: countLookups(problem, tree, terminals) }))
    .sort((left, right) => compareTrees(left, right))
    .slice(0, limit)
    .map(({ tree }) => layOut(graph, problem, tree, terminals[0]!))
}

/**
 * A key costs 1 divided by its confidence, and down to half of that the more the seeds use it: a well-used key is
 * preferred among equals, but never makes a longer way look shorter than a declared key.
 */
export function joinCost({ key, weight }: GraphJoin): number {
  return (0.5 + 0.5 / weight) / Math.max(key.confidence, 0.05)
}

interface JoinProblem extends CostGraph {
  readonly joins: readonly GraphJoin[]
}

/** Leaves out tables that no tree can need: those with a single neighbour that are not wanted. */
function narrowGraph(graph: DbGraph, terminals: readonly number[]): JoinProblem {
  const neighbours = graph.tables.map(() => new Set<number>())
  for (const { from, to } of graph.joins) {
    if (from === to) continue
    neighbours[from]!.add(to)
    neighbours[to]!.add(from)
  }
  const isWanted = new Set(terminals)
  const leaves = neighbours.flatMap((others, table) =>
    others.size === 1 && !isWanted.has(table) ? [table] : [],
  )
  for (let leaf = leaves.pop(); leaf !== undefined; leaf = leaves.pop()) {
    for (const other of neighbours[leaf]!) {
      neighbours[other]!.delete(leaf)
      if (neighbours[other]!.size === 1 && !isWanted.has(other)) leaves.push(other)
    }
    neighbours[leaf]!.clear()
  }
  const joins = graph.joins.filter(({ from, to }) => neighbours[from]!.has(to))
  return {
    nodeCount: graph.tables.length,
    joins,
    edges: joins.map((join) => ({ a: join.from, b: join.to, cost: joinCost(join) })),
  }
}

// Up to so many wanted tables the alternatives are exact too; beyond, each is the best tree with one edge replaced.
const EXACT_ALTERNATIVES = 4
const MAX_SOLUTIONS = 24

/**
 * The best trees in order of cost: any tree other than the best lacks one of its edges, so each edge in turn is
 * forbidden and the rest solved again (Lawler). Trees as cheap as the last one asked for come too, so that the
 * caller's tie-break sees all of them; the number of solutions is bounded, for then the trees are many and alike.
 */
function findCheapestTrees(problem: JoinProblem, terminals: readonly number[], limit: number): SteinerTree[] {
  const search = prepareSearch(problem)
  const first = findSteinerTree(search, terminals)
  if (first === undefined) return []
  let solutionsLeft = MAX_SOLUTIONS
  const open = [{ tree: first, forbidden: [] as readonly number[] }]
  const seenForbidden = new Set<string>()
  const found = new Map<string, SteinerTree>()
  while (open.length > 0) {
    open.sort((left, right) => compareSteiner(left.tree, right.tree))
    const { tree, forbidden } = open.shift()!
    const lastWanted = [...found.values()][limit - 1]
    if (lastWanted !== undefined && tree.cost > lastWanted.cost + EQUAL) break
    found.set(tree.edges.join(), tree)
    for (const edge of tree.edges) {
      const nextForbidden = [...forbidden, edge].sort((left, right) => left - right)
      if (seenForbidden.has(nextForbidden.join()) || solutionsLeft === 0) continue
      seenForbidden.add(nextForbidden.join())
      solutionsLeft--
      const next =
        terminals.length <= EXACT_ALTERNATIVES
          ? findSteinerTree(search, terminals, nextForbidden)
          : reconnectTree(search, terminals, tree, edge, nextForbidden)
      if (next !== undefined) open.push({ tree: next, forbidden: nextForbidden })
    }
  }
  return [...found.values()]
}

/** Tables that were not wanted and that two or more keys of the tree refer to. */
function countLookups(problem: JoinProblem, tree: SteinerTree, terminals: readonly number[]): number {
  const referred = tree.edges
    .map((edge) => problem.joins[edge]!.to)
    .filter((table) => !terminals.includes(table))
  return referred.length - new Set(referred).size
}

interface RankedTree {
  readonly tree: SteinerTree
  readonly lookups: number
}

function compareTrees(left: RankedTree, right: RankedTree): number {
  if (Math.abs(left.tree.cost - right.tree.cost) > EQUAL) return left.tree.cost - right.tree.cost
  return left.lookups - right.lookups || compareSteiner(left.tree, right.tree)
}

/** By cost, then by number of edges, then by the order in which the keys were given. */
function compareSteiner(left: SteinerTree, right: SteinerTree): number {
  if (Math.abs(left.cost - right.cost) > EQUAL) return left.cost - right.cost
  if (left.edges.length !== right.edges.length) return left.edges.length - right.edges.length
  const place = left.edges.findIndex((edge, index) => edge !== right.edges[index])
  return place < 0 ? 0 : left.edges[place]! - right.edges[place]!
}

function layOut(graph: DbGraph, problem: JoinProblem, tree: SteinerTree, start: number): JoinTree {
  const tables = [start]
  const keys: JoinKey[] = []
  const rest = tree.edges.map((edge) => problem.joins[edge]!)
  while (rest.length > 0) {
    const next = rest.findIndex(({ from, to }) => tables.includes(from) || tables.includes(to))
    const [join] = rest.splice(next, 1)
    tables.push(tables.includes(join!.from) ? join!.to : join!.from)
    keys.push(join!.key)
  }
  return { tables: tables.map((index) => graph.tables[index]!.name), keys, cost: tree.cost }
}
