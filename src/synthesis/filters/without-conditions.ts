import type { Compound, Query } from '../../sql/ast.ts'
import { allOf, conjunctsOf } from '../../sql/conditions.ts'

/**
 * The query with each of its outermost conditions, its LIMIT, and each side of a set operation left out in turn: what
 * changes nothing says nothing.
 */
export function withoutConditions(
  query: Query,
): readonly { readonly left: 'where' | 'having' | 'limit' | 'side'; readonly query: Query }[] {
  const { body, limit, ...unlimited } = query
  if (body.kind === 'compound' && limit === undefined) return sidesOf(query, body)
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

/** What one side of a set operation finds by itself, without repeats; of a difference, the left side alone. */
function sidesOf(
  query: Query,
  { operator, left, right }: Compound,
): readonly { readonly left: 'side' | 'where'; readonly query: Query }[] {
  const sides = operator === 'except' ? [left] : [left, right]
  const whole = [left, right].flatMap((side, place) =>
    side.kind === 'select'
      ? conjunctsOf(side.where).map((_, index) => {
          const { where, ...bare } = side
          const rest = allOf(conjunctsOf(where).toSpliced(index, 1))
          const changed = { ...bare, ...(rest && { where: rest }) }
          const body: Compound =
            place === 0
              ? { kind: 'compound', operator, left: changed, right }
              : { kind: 'compound', operator, left, right: changed }
          return { left: 'where' as const, query: { ...query, body } }
        })
      : [],
  )
  const alone = sides.flatMap((side) =>
    side.kind === 'select'
      ? [{ left: 'side' as const, query: { ...query, body: { ...side, distinct: true } } }]
      : [],
  )
  return [...alone, ...whole]
}
