import type { Query } from '../../sql/ast.ts'
import type { QueryFacts } from '../pool/query-facts.ts'

/** A question–SQL pair that a person gave or confirmed, or a query of a log, which has no question. */
export interface Seed {
  /** Follows from its text, so that the same seed has the same id in every run. */
  readonly id: string
  readonly question: string | null
  readonly sql: string
  readonly query: Query
  readonly facts: QueryFacts
}

/** A seed as it was given. */
export interface GivenSeed {
  /** For people: "pairs.json, entry 3". */
  readonly place: string
  /** null where it was not said. */
  readonly database: string | null
  readonly question: string | null
  readonly sql: string
}
