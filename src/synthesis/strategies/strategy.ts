import type { Random } from '../../base/random.ts'
import type { DbGraph } from '../../exploration/db-graph.ts'
import type { Query } from '../../sql/ast.ts'
import type { CoverageTarget } from '../pool/coverage-targets.ts'
import type { ExamplePool } from '../pool/example-pool.ts'
import type { Seed } from '../seeds/seed.ts'
import type { QueryLanguage, QueryWish } from './query-language.ts'

export type StrategyName = 'semantic' | 'structural' | 'progressive'

/** One way of DB-Explore (section 3.2) to come to a question with its SQL. */
export interface Strategy {
  readonly name: StrategyName
  propose(attempt: Attempt): Promise<Proposal>
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
}

export type Proposal =
  | { readonly kind: 'candidate'; readonly candidate: Candidate }
  /** Half a sentence. */
  | { readonly kind: 'nothing'; readonly why: string }

export interface Candidate {
  readonly query: Query
  readonly question: string
  readonly paraphrases: readonly string[]
  readonly parent: string | null
  /** What one must know beside the question; empty if nothing. */
  readonly evidence: string
}
