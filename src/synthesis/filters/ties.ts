import type { Expression, Query } from '../../sql/ast.ts'
import { literalValue } from '../../sql/literal-value.ts'
import { mapExpressions } from '../../sql/map.ts'
import type { Rows } from './emptiness.ts'
import { sameRow, sameRows } from './emptiness.ts'

/** What tells whether it is up to the engine which of several equal rows are found. */
export type RankCheck =
  /** What rows are ordered by, up to one row beyond the LIMIT. `last`: rows that it lets through, with its offset. */
  | { readonly kind: 'limit'; readonly query: Query; readonly last: number }
  /** The same, where rows that are tied have one rank. */
  | { readonly kind: 'window'; readonly query: Query }

/** null where nothing is cut off by rank, or ranks cannot be read. */
export function rankCheckOf(query: Query): RankCheck | null {
  const { body, limit, orderBy } = query
  if (body.kind === 'select' && body.from?.kind === 'subquery-table') return windowCheckOf(query)
  if (body.kind !== 'select' || body.distinct || limit === undefined || orderBy.length === 0) return null
  // "ORDER BY 2" names a column of the result, which is not there then.
  if (orderBy.some(({ expression }) => expression.kind === 'number')) return null
  const bounds = [limit.count, ...(limit.offset === undefined ? [] : [limit.offset])].map(literalValue)
  if (!bounds.every((bound) => typeof bound === 'number')) return null
  const last = bounds.reduce((sum, bound) => sum + bound, 0)
  const columns = orderBy.map(({ expression }) => ({ kind: 'result', expression }) as const)
  const count = { kind: 'number', text: String(last + 1) } as const
  return { kind: 'limit', query: { ...query, body: { ...body, columns }, limit: { count } }, last }
}

/** row_number() numbers equal rows as they come; rank() gives them one number, so that more of them are found. */
function windowCheckOf(query: Query): RankCheck | null {
  let isRanked = false
  const rank = (expression: Expression): Expression => {
    if (expression.kind !== 'call' || expression.name.toLowerCase() !== 'row_number') return expression
    isRanked = true
    return { ...expression, name: 'rank' }
  }
  const ranked = mapExpressions(query, rank)
  return isRanked ? { kind: 'window', query: ranked } : null
}

/** Which of the tied rows come is up to the engine: the question has several answers. */
export function isTied(ranked: Rows, check: RankCheck, found: Rows): boolean {
  if (check.kind === 'window') return !sameRows(ranked, found)
  const [inside, outside] = [ranked.rows[check.last - 1], ranked.rows[check.last]]
  return inside !== undefined && outside !== undefined && sameRow(inside, outside)
}
