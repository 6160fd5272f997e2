import type { Random } from '../../base/random.ts'
import { type ColumnName, columnKey } from '../../database/schema.ts'
import type { Subgraph } from '../../exploration/sampling/sample-subgraph.ts'
import type { JoinKey } from '../../exploration/survey.ts'
import type { Query } from '../../sql/ast.ts'
import { type SpiderDifficulty, spiderDifficulty } from '../../sql/difficulty.ts'
import { skeletonOf } from '../../sql/skeleton.ts'
import { walkQuery } from '../../sql/walk.ts'
import { readMeaning } from '../verbalizer/meaning/read-meaning.ts'
import { type Growth, type MustUse, pickWeighted, startGrowth } from './growth.ts'
import { SHAPES } from './shapes/shapes.ts'
import type { SynthesisContext } from './synthesis-context.ts'

/** What is wanted of the query; granted where the subgraph can grant it, else nothing grows. */
export interface GrowthWish {
  readonly difficulty?: SpiderDifficulty
  readonly needsJoin?: boolean
  /** A subquery or a set operation. */
  readonly needsNesting?: boolean
  readonly mustUse?: MustUse
  /** Structures (`skeletonOf`) that there are enough of. */
  readonly avoidSkeletons?: ReadonlySet<string>
}

const ATTEMPTS = 60
// What must be used fits few shapes.
const ATTEMPTS_FOR_MUST = 300

/**
 * A query of some shape over the tables of the subgraph (DB-Explore, section 3.2.2), with conditions on values that
 * are there. Whether it returns rows is not known before it runs. The same random state gives the same query.
 */
export function growQuery(
  subgraph: Subgraph,
  context: SynthesisContext,
  random: Random,
  wish: GrowthWish = {},
): Query | null {
  const growth = startGrowth(subgraph, context, random, wish.mustUse)
  const attempts = wish.mustUse === undefined ? ATTEMPTS : ATTEMPTS_FOR_MUST
  for (let attempt = 0; attempt < attempts; attempt++) {
    const shape = chooseShape(growth, wish)
    const query = shape(growth)
    if (query !== null && grants(query, wish) && readMeaning(query, context.lexicon) !== undefined)
      return query
  }
  return null
}

function chooseShape(growth: Growth, { difficulty, needsNesting }: GrowthWish) {
  const shapes = SHAPES.filter(({ isNested }) => !needsNesting || isNested)
  return pickWeighted(growth, shapes, ({ weight, difficulties }) =>
    difficulty === undefined ? weight : weight * difficulties[difficulty],
  )!.shape
}

function grants(query: Query, wish: GrowthWish): boolean {
  if (wish.difficulty !== undefined && spiderDifficulty(query) !== wish.difficulty) return false
  if (wish.needsJoin === true && !hasJoin(query)) return false
  if (wish.mustUse !== undefined && !usesAll(query, wish.mustUse)) return false
  return (
    wish.avoidSkeletons === undefined ||
    wish.avoidSkeletons.size === 0 ||
    !wish.avoidSkeletons.has(skeletonOf(query))
  )
}

function hasJoin(query: Query): boolean {
  let found = false
  walkQuery(query, {
    fromItem: ({ kind }) => {
      if (kind === 'join') found = true
    },
  })
  return found
}

function usesAll(query: Query, { columns, joins }: MustUse): boolean {
  const tables = new Set<string>()
  const names = new Set<string>()
  walkQuery(query, {
    fromItem: (item) => void (item.kind === 'table' && tables.add(item.name.toLowerCase())),
    expression: (expression) =>
      void (expression.kind === 'column' && names.add(expression.name.toLowerCase())),
  })
  const isUsed = ({ table, column }: ColumnName): boolean =>
    tables.has(table.toLowerCase()) && names.has(column.toLowerCase())
  return columns.every(isUsed) && joins.every((key) => endsOf(key).every(isUsed))
}

function endsOf({ from, to }: JoinKey): readonly ColumnName[] {
  const ends = [from, to].flatMap(({ table, columns }) => columns.map((column) => ({ table, column })))
  return [...new Map(ends.map((end) => [columnKey(end), end])).values()]
}
