import type { DbGraph } from '../../../exploration/db-graph.ts'
import { findJoinTrees, type JoinTree } from '../../../exploration/join-path.ts'
import type { JoinKey } from '../../../exploration/survey.ts'
import { isDirectionSaid, keyDirection } from '../linking/roles/key-directions.ts'
import type { SchemaLexicon } from '../linking/schema-lexicon.ts'
import { synonymsOf } from '../linking/words/english.ts'
import type { CompileScope } from './avoid-repeats.ts'

/** So much cheaper is a way by a key that the question names. */
const NAMED = 0.4
/** So much dearer is a key that says what a row is to another, where a plain key joins the same tables. */
const UNSAID_ROLE = 0.3
const EQUAL_COSTS = 1e-9
const FURTHER_WAYS = 2

/** The best ways to join tables, by the keys that the question speaks of. */
export function findKeyedTrees(
  scope: CompileScope,
  tables: readonly string[],
  limit: number,
): readonly JoinTree[] {
  const further = scope.stems !== undefined && keyChoiceOf(scope).hasChoice ? FURTHER_WAYS : 0
  return chooseKeys(findJoinTrees(scope.graph, tables, { limit: limit + further }), scope).slice(0, limit)
}

/**
 * Of two keys between the same tables the question names one: "problems reported by" follows reported_by_staff_id. The
 * capital of a country is a city of it, but "cities of a country" are those that belong to it.
 */
function chooseKeys(trees: readonly JoinTree[], scope: CompileScope): readonly JoinTree[] {
  const { lexicon, stems } = scope
  if (stems === undefined || trees.length < 2) return trees
  const { roles } = keyChoiceOf(scope)
  const costOf = (key: JoinKey): number => {
    const column = lexicon.findColumn({ table: key.from.table, column: key.from.columns[0]! })
    const direction = column === undefined ? null : keyDirection(column)
    if (direction !== null && isDirectionSaid(direction, stems)) return -NAMED
    if (ownWords(key, lexicon).some((stem) => isSaid(stem, stems))) return -NAMED
    return roles.has(key) ? UNSAID_ROLE : 0
  }
  const cost = (tree: JoinTree) => tree.cost + tree.keys.reduce((sum, key) => sum + costOf(key), 0)
  return trees
    .map((tree, place) => ({ tree, place, cost: cost(tree) }))
    .sort((left, right) =>
      Math.abs(left.cost - right.cost) > EQUAL_COSTS ? left.cost - right.cost : left.place - right.place,
    )
    .map(({ tree }) => tree)
}

const WORDS_OF_KEYS: ReadonlySet<string> = new Set(['id', 'code', 'key', 'number', 'name'])

/** What a key is called beyond the tables that it joins: manager of manager_id. */
function ownWords({ from, to }: JoinKey, lexicon: SchemaLexicon): string[] {
  const tables = [...lexicon.findTable(from.table).stems, ...lexicon.findTable(to.table).stems]
  const column = lexicon.findColumn({ table: from.table, column: from.columns[0]! })
  return (column?.stems ?? []).filter(
    (stem) => stem.length > 2 && !WORDS_OF_KEYS.has(stem) && !tables.includes(stem),
  )
}

const LONG_ROOT = 5

/** "managed by" speaks of the manager, and so does "boss". */
function isSaid(stem: string, said: ReadonlySet<string>): boolean {
  if (said.has(stem)) return true
  const root = stem.slice(0, LONG_ROOT)
  for (const word of said) {
    if ((root.length === LONG_ROOT && word.startsWith(root)) || synonymsOf(stem).has(word)) return true
  }
  return false
}

interface KeyChoice {
  /** Some tables are joined by several keys. */
  readonly hasChoice: boolean
  /** Keys called otherwise than their tables, beside one that is called like them. */
  readonly roles: ReadonlySet<JoinKey>
}

const choices = new WeakMap<DbGraph, KeyChoice>()

function keyChoiceOf({ graph, lexicon }: CompileScope): KeyChoice {
  const known = choices.get(graph)
  if (known !== undefined) return known
  const byTables = new Map<string, JoinKey[]>()
  for (const { key } of graph.joins) {
    if (key.from.table === key.to.table) continue
    const pair = [key.from.table, key.to.table].sort().join(' ')
    byTables.set(pair, [...(byTables.get(pair) ?? []), key])
  }
  const several = [...byTables.values()].filter((keys) => keys.length > 1)
  const roles = several.flatMap((keys) => {
    const named = keys.filter((key) => ownWords(key, lexicon).length > 0)
    return named.length < keys.length ? named : []
  })
  const choice = { hasChoice: several.length > 0, roles: new Set(roles) }
  choices.set(graph, choice)
  return choice
}
