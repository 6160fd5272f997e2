import type { Expression, FromItem, OrderTerm, Query } from '../../../sql/ast.ts'
import { query, select, show } from '../../grammar/query-pieces.ts'

export interface GroupParts {
  readonly from: FromItem
  /** What there is one line of. */
  readonly groupBy: readonly Expression[]
  /** What a group is called by; the first of the columns. */
  readonly named?: readonly Expression[]
  /** Shown after it. */
  readonly numbers?: readonly Expression[]
  readonly where?: readonly Expression[]
  readonly having?: Expression
  readonly orderBy?: readonly OrderTerm[]
  readonly limit?: number
}

export function grouped({
  from,
  groupBy,
  named = groupBy,
  numbers = [],
  where = [],
  having,
  orderBy,
  limit,
}: GroupParts): Query {
  return query(
    select({
      columns: [...named, ...numbers].map((expression) => show(expression)),
      from,
      where,
      groupBy,
      having: having === undefined ? [] : [having],
    }),
    orderBy ?? [],
    limit,
  )
}
