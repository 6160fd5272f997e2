import type { Query } from '../../sql/ast.ts'
import { literalValue } from '../../sql/literal-value.ts'
import type { Rows } from './emptiness.ts'
import { sameRow } from './emptiness.ts'

/** What tells whether the last row that a LIMIT lets through is tied with the first that it does not. */
export interface RankCheck {
  /** What rows are ordered by, up to one row beyond the LIMIT. */
  readonly query: Query
  /** Rows that the LIMIT lets through, those of its offset included. */
  readonly last: number
}

/** null where nothing is cut off by rank, or ranks cannot be read. */
export function rankCheckOf(query: Query): RankCheck | null {
  const { body, limit, orderBy } = query
  if (body.kind !== 'select' || body.distinct || limit === undefined || orderBy.length === 0) return null
  // "ORDER BY 2" names a column of the result, which is not there then.
  if (orderBy.some(({ expression }) => expression.kind === 'number')) return null
  const bounds = [limit.count, ...(limit.offset === undefined ? [] : [limit.offset])].map(literalValue)
  if (!bounds.every((bound) => typeof bound === 'number')) return null
  const last = bounds.reduce((sum, bound) => sum + bound, 0)
  const columns = orderBy.map(({ expression }) => ({ kind: 'result', expression }) as const)
  const count = { kind: 'number', text: String(last + 1) } as const
  return { query: { ...query, body: { ...body, columns }, limit: { count } }, last }
}

/** Which of the tied rows come is up to the engine: the question has several answers. */
export function isTied({ rows }: Rows, { last }: RankCheck): boolean {
  const [inside, outside] = [rows[last - 1], rows[last]]
  return inside !== undefined && outside !== undefined && sameRow(inside, outside)
}
