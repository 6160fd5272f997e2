import type { Random } from '../../base/random.ts'
import type { DbGraph } from '../../exploration/db-graph.ts'
import type { SchemaPart } from '../../model/model.ts'
import type { ModelListener } from '../../model/model-events.ts'
import type { ModelFailure } from '../../model/model-failure.ts'
import type { Query } from '../../sql/ast.ts'
import type { Refusal } from '../filters/filter-name.ts'
import type { CoverageTarget } from '../pool/coverage-targets.ts'
import type { ExamplePool } from '../pool/example-pool.ts'
import type { Seed } from '../seeds/seed.ts'
import type { QueryLanguage, QueryWish } from './query-language.ts'

export const STRATEGY_NAMES = ['semantic', 'structural', 'progressive'] as const

export type StrategyName = (typeof STRATEGY_NAMES)[number]

/** One way of DB-Explore (section 3.2) to come to questions with their SQL. */
export interface Strategy {
  readonly name: StrategyName
  /** What each of the attempts comes to, in its place. A language model is asked once for all of them. */
  propose(attempts: readonly Attempt[]): Promise<readonly Proposal[]>
}

/** A strategy whose attempts have nothing in common. */
export function oneByOne(name: StrategyName, propose: (attempt: Attempt) => Proposal): Strategy {
  return { name, propose: async (attempts) => attempts.map(propose) }
}

/** What one attempt sees. All that is random in it comes from `random`, which no other attempt shares. */
export interface Attempt {
  readonly number: number
  readonly random: Random
  readonly graph: DbGraph
  readonly language: QueryLanguage
  /** As it stood when the batch of this attempt began. */
  readonly pool: ExamplePool
  readonly seeds: readonly Seed[]
  readonly wish: QueryWish
  /** A column or a key that nothing uses yet. */
  readonly target: CoverageTarget | null
  readonly signal: AbortSignal
  /** Hears of every exchange with a language model. */
  readonly onEvent: ModelListener
}

export type Proposal =
  | { readonly kind: 'candidate'; readonly candidate: Candidate }
  /** A query that cannot be looked at any further. */
  | {
      readonly kind: 'refused'
      readonly sql: string
      readonly question: string
      readonly refusal: Refusal
    }
  /** Half a sentence. */
  | { readonly kind: 'nothing'; readonly why: string; readonly failure?: ModelFailure }

export interface Candidate {
  readonly query: Query
  readonly question: string
  readonly paraphrases: readonly string[]
  readonly parent: string | null
  /** What one must know beside the question; empty if nothing. */
  readonly evidence: string
  /** What of the schema it was to be made from; null: anything. */
  readonly part: SchemaPart | null
}
