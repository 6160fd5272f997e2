import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildDbGraph, type SeedUse } from './db-graph.ts'
import { findJoinTrees, joinCost } from './join-path.ts'
import { type CostGraph, findSteinerTree, prepareSearch } from './steiner-tree.ts'
import type { JoinKey } from './survey.ts'

/** 'a.x>b.id' is a declared key, 'a.x>b.id@0.5' an inferred one. */
function readKey(text: string): JoinKey {
  const [, fromTable, fromColumn, toTable, toColumn, confidence] =
    /^(\w+)\.(\w+)>(\w+)\.(\w+)(?:@([\d.]+))?$/.exec(text)!
  return {
    from: { table: fromTable!, columns: [fromColumn!] },
    to: { table: toTable!, columns: [toColumn!] },
    origin: confidence === undefined ? 'declared' : 'inferred',
    confidence: Number(confidence ?? 1),
  }
}

function graphOf(keys: readonly string[], seeds: readonly SeedUse[] = [], lonely: readonly string[] = []) {
  const joins = keys.map(readKey)
  const columns = new Map<string, Set<string>>(lonely.map((name) => [name, new Set(['id'])]))
  for (const end of joins.flatMap(({ from, to }) => [from, to])) {
    const known = columns.get(end.table) ?? new Set()
    columns.set(end.table, known.add(end.columns[0]!))
  }
  const tables = [...columns].map(([name, names]) => ({
    name,
    kind: 'table' as const,
    columns: [...names].map((column) => ({
      name: column,
      declaredType: '',
      type: 'unknown' as const,
      nullable: true,
    })),
    primaryKey: [],
    foreignKeys: [],
    uniqueKeys: [],
  }))
  return buildDbGraph({ tables }, joins, seeds)
}

const UNIVERSITY = [
  'student.city>city.id',
  'course.city>city.id',
  'enrolment.student>student.id',
  'enrolment.course>course.id',
  'teacher.course>course.id',
]
const show = (tree: { tables: readonly string[]; keys: readonly JoinKey[] }): string =>
  `${tree.tables.join(' ')} | ${tree.keys.map(({ from, to }) => `${from.table}.${from.columns}>${to.table}`).join(' ')}`

describe('findJoinTrees', () => {
  it.each<[string, string[], string[], string[]]>([
    ['one table', UNIVERSITY, ['student'], ['student | ']],
    ['no table', UNIVERSITY, [], []],
    ['a table named twice', UNIVERSITY, ['student', 'STUDENT'], ['student | ']],
    ['an unknown table', UNIVERSITY, ['student', 'nothing'], []],
    [
      'a bridge before a shared lookup',
      UNIVERSITY,
      ['student', 'course'],
      [
        'student enrolment course | enrolment.student>student enrolment.course>course',
        'student city course | student.city>city course.city>city',
      ],
    ],
    [
      'two lookups on the way: in the order of the keys',
      UNIVERSITY,
      ['teacher', 'student'],
      [
        'teacher course city student | teacher.course>course course.city>city student.city>city',
        'teacher course enrolment student | teacher.course>course enrolment.course>course enrolment.student>student',
      ],
    ],
    [
      'two keys between the same tables',
      ['flight.source>airport.code', 'flight.destination>airport.code'],
      ['airport', 'flight'],
      ['airport flight | flight.source>airport', 'airport flight | flight.destination>airport'],
    ],
    [
      'declared keys before inferred ones',
      ['a.x>b.id@0.6', 'a.y>b.id'],
      ['a', 'b'],
      ['a b | a.y>b', 'a b | a.x>b'],
    ],
    [
      'two declared keys before a doubtful short cut',
      ['a.x>c.id@0.4', 'a.b>b.id', 'b.c>c.id'],
      ['a', 'c'],
      ['a b c | a.b>b b.c>c', 'a c | a.x>c'],
    ],
    [
      'a table that refers to itself',
      ['person.boss>person.id', 'pet.owner>person.id'],
      ['pet', 'person'],
      ['pet person | pet.owner>person'],
    ],
  ])('%s', (_, keys, wanted, expected) => {
    expect(findJoinTrees(graphOf(keys), wanted).map(show)).toEqual(expected)
  })

  it('finds nothing between tables that no key connects', () => {
    expect(findJoinTrees(graphOf(UNIVERSITY, [], ['island']), ['student', 'island'])).toEqual([])
  })

  it('prefers the key that the seeds use', () => {
    const keys = ['flight.source>airport.code', 'flight.destination>airport.code']
    const use = [
      { table: 'flight', column: 'destination' },
      { table: 'airport', column: 'code' },
    ]
    const [best] = findJoinTrees(graphOf(keys, [use]), ['flight', 'airport'])
    expect(best!.keys[0]!.from.columns).toEqual(['destination'])
  })

  it('returns at most as many trees as asked for', () => {
    const keys = ['a.p>b.id', 'a.q>b.id', 'a.r>b.id', 'a.s>b.id']
    expect(findJoinTrees(graphOf(keys), ['a', 'b'])).toHaveLength(3)
    expect(findJoinTrees(graphOf(keys), ['a', 'b'], { limit: 9 })).toHaveLength(4)
  })

  it('connects the wanted tables and nothing is left over, for any graph', () => {
    const edge = fc.tuple(fc.nat(11), fc.nat(11), fc.integer({ min: 1, max: 10 }))
    fc.assert(
      fc.property(
        fc.array(edge, { maxLength: 30 }),
        fc.uniqueArray(fc.nat(11), { minLength: 1, maxLength: 10 }),
        (edges, wanted) => {
          const keys = edges.map(([a, b, tenths], place) => `t${a}.c${place}>t${b}.id@${tenths / 10}`)
          const lonely = Array.from({ length: 12 }, (_, index) => `t${index}`)
          const graph = graphOf(keys, [], lonely)
          const trees = findJoinTrees(
            graph,
            wanted.map((index) => `t${index}`),
          )
          for (const [place, tree] of trees.entries()) {
            expect(tree.keys).toHaveLength(tree.tables.length - 1)
            expect(new Set(tree.tables).size).toBe(tree.tables.length)
            for (const index of wanted) expect(tree.tables).toContain(`t${index}`)
            const joined = new Set([tree.tables[0]])
            for (const [index, key] of tree.keys.entries()) {
              const added = tree.tables[index + 1]!
              const ends = [key.from.table, key.to.table]
              expect(ends).toContain(added)
              expect(joined.has(ends[0] === added ? ends[1] : ends[0])).toBe(true)
              joined.add(added)
            }
            const degree = (name: string) =>
              tree.keys.filter(({ from, to }) => from.table === name || to.table === name).length
            for (const name of tree.tables) {
              if (degree(name) < 2) expect(wanted.map((index) => `t${index}`)).toContain(name)
            }
            if (place > 0) expect(tree.cost).toBeGreaterThanOrEqual(trees[place - 1]!.cost - 1e-9)
          }
          expect(
            new Set(
              trees.map((tree) =>
                tree.keys
                  .map(({ from }) => from.columns[0])
                  .sort()
                  .join(),
              ),
            ).size,
          ).toBe(trees.length)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('returns the cheapest trees in order, against all trees of small graphs', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(4), fc.nat(4), fc.integer({ min: 2, max: 10 })), { maxLength: 9 }),
        fc.uniqueArray(fc.nat(4), { minLength: 2, maxLength: 4 }),
        (edges, wanted) => {
          const keys = edges.map(([a, b, tenths], place) => `t${a}.c${place}>t${b}.id@${tenths / 10}`)
          const graph = graphOf(keys, [], ['t0', 't1', 't2', 't3', 't4'])
          const names = wanted.map((index) => `t${index}`)
          const costs = findJoinTrees(graph, names).map(({ cost }) => cost)
          const costGraph = {
            nodeCount: graph.tables.length,
            edges: graph.joins.map((join) => ({ a: join.from, b: join.to, cost: joinCost(join) })),
          }
          const terminals = names.map((name) => graph.tableIndex.get(name)!)
          const expected = allTrees(costGraph, terminals).slice(0, 3)
          expect(costs).toHaveLength(expected.length)
          for (const [place, cost] of costs.entries()) expect(cost).toBeCloseTo(expected[place]!, 9)
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('findSteinerTree', () => {
  it('costs as little as any set of edges that connects the terminals', () => {
    const edge = fc.record({ a: fc.nat(6), b: fc.nat(6), cost: fc.integer({ min: 1, max: 9 }) })
    fc.assert(
      fc.property(
        fc.array(edge, { maxLength: 11 }),
        fc.uniqueArray(fc.nat(6), { minLength: 1, maxLength: 6 }),
        (edges, terminals) => {
          const graph = { nodeCount: 7, edges }
          expect(findSteinerTree(prepareSearch(graph), terminals)?.cost).toBe(allTrees(graph, terminals)[0])
        },
      ),
      { numRuns: 200 },
    )
  })

  it('connects more terminals than it can solve exactly', () => {
    const edges = Array.from({ length: 40 }, (_, index) => ({ a: index, b: index + 1, cost: 1 }))
    const terminals = Array.from({ length: 12 }, (_, index) => index * 3)
    expect(findSteinerTree(prepareSearch({ nodeCount: 41, edges }), terminals)?.cost).toBe(33)
    expect(findSteinerTree(prepareSearch({ nodeCount: 42, edges }), [...terminals, 41])).toBeUndefined()
  })
})

/** Costs of all trees that connect the terminals and whose leaves are terminals, by trying every set of edges. */
function allTrees(graph: CostGraph, terminals: readonly number[]): number[] {
  const costs: number[] = []
  for (let set = 0; set < 1 << graph.edges.length; set++) {
    const edges = graph.edges.filter((_, index) => (set >> index) & 1)
    const parents = Array.from({ length: graph.nodeCount }, (_, node) => node)
    const rootOf = (node: number): number => (parents[node] === node ? node : rootOf(parents[node]!))
    const isForest = edges.every(({ a, b }) => {
      const isNew = rootOf(a) !== rootOf(b)
      parents[rootOf(a)] = rootOf(b)
      return isNew
    })
    const nodes = new Set([...terminals, ...edges.flatMap(({ a, b }) => [a, b])])
    const isConnected = [...nodes].every((node) => rootOf(node) === rootOf(terminals[0]!))
    const leaves = [...nodes].filter(
      (node) => edges.filter(({ a, b }) => a === node || b === node).length < 2,
    )
    if (!isForest || !isConnected || leaves.some((node) => !terminals.includes(node))) continue
    costs.push(edges.reduce((sum, { cost }) => sum + cost, 0))
  }
  return costs.sort((left, right) => left - right)
}
