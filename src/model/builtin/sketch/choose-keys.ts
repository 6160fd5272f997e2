import type { DbGraph } from '../../../exploration/db-graph.ts'
import type { JoinTree } from '../../../exploration/join-path.ts'
import type { JoinKey } from '../../../exploration/survey.ts'
import { isDirectionSaid, keyDirection } from '../linking/key-directions.ts'
import type { CompileScope } from './avoid-repeats.ts'

/** So much cheaper is a way by a key that the question names. */
const NAMED = 0.4
const EQUAL_COSTS = 1e-9

/** Of two keys between the same tables the question names one: "problems reported by" follows reported_by_staff_id. */
export function chooseKeys(
  trees: readonly JoinTree[],
  { lexicon, stems }: CompileScope,
): readonly JoinTree[] {
  if (stems === undefined || trees.length < 2) return trees
  const nameOf = ({ from, to }: JoinKey): number => {
    const tables = [...lexicon.findTable(from.table).stems, ...lexicon.findTable(to.table).stems]
    const column = lexicon.findColumn({ table: from.table, column: from.columns[0]! })
    const own = (column?.stems ?? []).filter(
      (stem) => stem.length > 2 && stem !== 'id' && !tables.includes(stem),
    )
    const direction = column === undefined ? null : keyDirection(column)
    const said = direction !== null && isDirectionSaid(direction, stems)
    return said || own.some((stem) => stems.has(stem)) ? NAMED : 0
  }
  const cost = (tree: JoinTree) => tree.cost - tree.keys.reduce((sum, key) => sum + nameOf(key), 0)
  return trees
    .map((tree, place) => ({ tree, place, cost: cost(tree) }))
    .sort((left, right) =>
      Math.abs(left.cost - right.cost) > EQUAL_COSTS ? left.cost - right.cost : left.place - right.place,
    )
    .map(({ tree }) => tree)
}

const parallel = new WeakMap<DbGraph, boolean>()

/** So many more ways are looked at where two tables are joined by several keys; none where there is no choice. */
export function keysToChoose({ graph, stems }: CompileScope): number {
  if (stems === undefined) return 0
  const known = parallel.get(graph)
  if (known !== undefined) return known ? FURTHER_WAYS : 0
  const pairs = graph.joins.map(({ from, to }) => `${from} ${to}`)
  const hasParallel = new Set(pairs).size < pairs.length
  parallel.set(graph, hasParallel)
  return hasParallel ? FURTHER_WAYS : 0
}

const FURTHER_WAYS = 2
