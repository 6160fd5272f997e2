import type { Random } from '../../base/random.ts'
import type { ColumnName } from '../../database/schema.ts'
import type { Subgraph } from '../../exploration/sampling/sample-subgraph.ts'
import type { JoinKey } from '../../exploration/survey.ts'
import type { Query } from '../../sql/ast.ts'
import type { SpiderDifficulty } from '../../sql/difficulty.ts'

/** What the pool lacks, as a wish to the grammar: it is granted where the subgraph can grant it. */
export interface QueryWish {
  readonly difficulty?: SpiderDifficulty
  readonly needsJoin?: boolean
  readonly needsNesting?: boolean
  readonly mustUse?: { readonly columns: readonly ColumnName[]; readonly joins: readonly JoinKey[] }
  /** Structures that the pool has enough of. */
  readonly avoidSkeletons?: ReadonlySet<string>
}

interface AskedQuestion {
  readonly query: Query
  readonly question: string
  readonly paraphrases: readonly string[]
}

/** Trees of SQL over one database, and the English for them, without a language model. */
export interface QueryLanguage {
  /** A question that people ask, with its query and at most `count` wordings; null where none fits. */
  ask(subgraph: Subgraph, random: Random, wish: QueryWish, count: number): AskedQuestion | null
  grow(subgraph: Subgraph, random: Random, wish: QueryWish): Query | null
  /** One step harder; null where no step fits. */
  evolve(query: Query, random: Random): Query | null
  /** At most `count` questions that say exactly what the query does; none where that cannot be said well. */
  say(query: Query, random: Random, count: number): readonly string[]
}
