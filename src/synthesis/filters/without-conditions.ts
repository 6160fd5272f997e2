import type { Query } from '../../sql/ast.ts'
import { allOf, conjunctsOf } from '../../sql/conditions.ts'

/** The query with each of its outermost conditions left out in turn: a condition that changes nothing says nothing. */
export function withoutConditions(
  query: Query,
): readonly { readonly left: 'where' | 'having'; readonly query: Query }[] {
  const { body } = query
  if (body.kind !== 'select') return []
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
