import type { Query } from '../../sql/ast.ts'
import { allOf, conjunctsOf } from '../../sql/conditions.ts'

/**
 * The query with each of its outermost conditions, and its LIMIT, left out in turn: what changes nothing says nothing.
 */
export function withoutConditions(
  query: Query,
): readonly { readonly left: 'where' | 'having' | 'limit'; readonly query: Query }[] {
  const { body, limit, ...unlimited } = query
  const unbounded = limit === undefined ? [] : [{ left: 'limit' as const, query: { ...unlimited, body } }]
  if (body.kind !== 'select') return unbounded
  const where = conjunctsOf(body.where)
  const having = conjunctsOf(body.having)
  const { where: _where, having: _having, ...bare } = body
  const compose = (wheres: typeof where, havings: typeof having): Query => {
    const [whole, wholeHaving] = [allOf(wheres), allOf(havings)]
    return {
      ...query,
      body: { ...bare, ...(whole && { where: whole }), ...(wholeHaving && { having: wholeHaving }) },
    }
  }
  return [
    ...unbounded,
    ...where.map((_, place) => ({
      left: 'where' as const,
      query: compose(where.toSpliced(place, 1), having),
    })),
    ...having.map((_, place) => ({
      left: 'having' as const,
      query: compose(where, having.toSpliced(place, 1)),
    })),
  ]
}
