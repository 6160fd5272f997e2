import type { Expression, Query } from './ast.ts'
import { literalValue } from './literal-value.ts'

/** The first rows of each group, as a query for the first rows of all and the groups. */
export interface TopOfGroup {
  /** The query within, in the order of the places and cut to so many. */
  readonly query: Query
  readonly groups: readonly Expression[]
}

/** Reads "SELECT … FROM (SELECT …, rank() OVER (PARTITION BY … ORDER BY …) AS place …) WHERE place <= 3". */
export function readTopOfGroup({ body, ...rest }: Query): TopOfGroup | null {
  if (body.kind !== 'select' || body.from?.kind !== 'subquery-table' || rest.orderBy.length > 0) return null
  const inner = body.from.query.body
  const { where } = body
  if (inner.kind !== 'select' || where?.kind !== 'binary' || where.operator !== '<=') return null
  const place = inner.columns.at(-1)
  if (place?.kind !== 'result' || place.expression.kind !== 'call') return null
  const { over, name } = place.expression
  if (over === undefined || typeof over === 'string' || name.toLowerCase() !== 'rank') return null
  const isPlace = where.left.kind === 'column' && where.left.name === place.alias
  if (!isPlace || literalValue(where.right) === undefined) return null
  // All that is shown of the query within is shown of the query around it.
  if (body.columns.length !== inner.columns.length - 1 || body.groupBy.length > 0) return null
  return {
    query: {
      kind: 'query',
      body: { ...inner, columns: inner.columns.slice(0, -1) },
      orderBy: over.orderBy,
      limit: { count: where.right },
    },
    groups: over.partitionBy,
  }
}
