import type { ColumnName } from '../../database/schema.ts'
import type { JoinKey } from '../../exploration/survey.ts'
import type { Query } from '../../sql/ast.ts'
import { spiderDifficulty } from '../../sql/difficulty.ts'
import { skeletonOf } from '../../sql/skeleton.ts'
import { walkQuery } from '../../sql/walk.ts'
import type { GrowthWish } from '../grammar/grow-query.ts'

/** Whether the query is what was wished for; nesting is the templates' own to say. */
export function grantsWish(query: Query, wish: GrowthWish): boolean {
  const { difficulty, needsJoin, mustUse, avoidSkeletons } = wish
  if (difficulty !== undefined && spiderDifficulty(query) !== difficulty) return false
  const { tables, columns, hasJoin } = namesIn(query)
  if (needsJoin === true && !hasJoin) return false
  const isUsed = ({ table, column }: ColumnName): boolean =>
    tables.has(table.toLowerCase()) && columns.has(column.toLowerCase())
  if (
    mustUse !== undefined &&
    !(mustUse.columns.every(isUsed) && mustUse.joins.flatMap(endsOf).every(isUsed))
  )
    return false
  return avoidSkeletons === undefined || avoidSkeletons.size === 0 || !avoidSkeletons.has(skeletonOf(query))
}

function namesIn(query: Query): {
  readonly tables: ReadonlySet<string>
  readonly columns: ReadonlySet<string>
  readonly hasJoin: boolean
} {
  const tables = new Set<string>()
  const columns = new Set<string>()
  let hasJoin = false
  walkQuery(query, {
    fromItem: (item) => {
      if (item.kind === 'table') tables.add(item.name.toLowerCase())
      if (item.kind === 'join') hasJoin = true
    },
    expression: (expression) => {
      if (expression.kind === 'column') columns.add(expression.name.toLowerCase())
    },
  })
  return { tables, columns, hasJoin }
}

function endsOf({ from, to }: JoinKey): readonly ColumnName[] {
  return [from, to].flatMap(({ table, columns }) => columns.map((column) => ({ table, column })))
}
