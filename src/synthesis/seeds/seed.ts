import type { Query } from '../../sql/ast.ts'
import type { QueryFacts } from '../pool/query-facts.ts'

/** A question–SQL pair that a person gave or confirmed, or a query of a log, which has no question. */
export interface Seed {
  readonly id: string
  readonly question: string | null
  readonly sql: string
  readonly query: Query
  readonly facts: QueryFacts
}
