import type { Query } from '../../sql/ast.ts'
import { walkQuery } from '../../sql/walk.ts'

/** Functions of SQLite that its version 3.39 does not have, and the version that brought them. */
const BROUGHT_BY: ReadonlyMap<string, string> = new Map([
  ['unhex', '3.41'],
  ['octet_length', '3.43'],
  ['timediff', '3.43'],
  ['concat', '3.44'],
  ['concat_ws', '3.44'],
  ['string_agg', '3.44'],
  ['json_pretty', '3.46'],
  ['median', '3.47'],
  ['percentile', '3.47'],
  ['percentile_cont', '3.47'],
  ['percentile_disc', '3.47'],
  ['if', '3.48'],
  ['unistr', '3.50'],
  ['unistr_quote', '3.50'],
])

/** What the query uses that SQLite 3.39 lacks, as half a sentence; null when it uses none of it. */
export function findNewerFeature(query: Query): string | null {
  let found: string | null = null
  walkQuery(query, {
    expression: (expression) => {
      if (expression.kind !== 'call') return
      const version = BROUGHT_BY.get(expression.name.toLowerCase())
      if (version !== undefined) found ??= `${expression.name}() came with SQLite ${version}`
      if ((expression.orderBy ?? []).length > 0) found ??= 'ORDER BY in a function came with SQLite 3.44'
    },
  })
  return found
}
