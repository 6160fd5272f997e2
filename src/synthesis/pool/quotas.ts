import type { SpiderDifficulty } from '../../sql/difficulty.ts'
import type { PooledExample } from './example-pool.ts'
import type { QueryFacts } from './query-facts.ts'

/** A share that the pool must have of some kind of query, at every size. */
export interface Quota {
  readonly name: QuotaName
  readonly share: number
  readonly counts: (facts: QueryFacts) => boolean
}

export type QuotaName = SpiderDifficulty | 'joins' | 'nested'

const ofDifficulty = (name: SpiderDifficulty): Quota => ({
  name,
  share: 0.16,
  counts: ({ difficulty }) => difficulty === name,
})

/** A little above what is promised (15, 25 and 10 %), so that a pool that ends anywhere keeps the promise. */
const QUOTAS: readonly Quota[] = [
  ofDifficulty('easy'),
  ofDifficulty('medium'),
  ofDifficulty('hard'),
  ofDifficulty('extra'),
  { name: 'joins', share: 0.27, counts: ({ constructs }) => constructs.has('join') },
  {
    name: 'nested',
    share: 0.11,
    counts: ({ constructs }) => constructs.has('subquery') || constructs.has('set operation'),
  },
]

/** No skeleton has more of the pool than this; a small pool may have each so often. */
const SKELETON_SHARE = 0.028
const SKELETON_LEAST = 2
/** So many of the first thousand have a skeleton of their own. */
const DISTINCT_SHARE = 0.17
const DISTINCT_UNTIL = 2_000
/**
 * Whether accepting a query keeps the pool's balance, and which quota it would leave short. What the database cannot
 * give holds nothing back: a quota without success in the last `stalledAfter` attempts is let go until it has one.
 */
export class Balance {
  readonly #counts = new Map<string, number>()
  readonly #lastAttempt = new Map<string, number>()
  #size = 0
  #distinct = 0
  readonly #skeletons = new Map<string, number>()
  #lastNewSkeleton = 0
  #lastAccepted = 0
  readonly #stalledAfter: number

  constructor(stalledAfter: number) {
    this.#stalledAfter = stalledAfter
  }

  /** `attempt` is the number of the attempt that brought it. */
  add({ facts }: PooledExample, attempt: number): void {
    this.#size++
    this.#lastAccepted = Math.max(this.#lastAccepted, attempt)
    const known = this.#skeletons.get(facts.skeleton) ?? 0
    this.#skeletons.set(facts.skeleton, known + 1)
    if (known === 0) {
      this.#distinct++
      this.#lastNewSkeleton = attempt
    }
    for (const { name, counts } of QUOTAS) {
      if (!counts(facts)) continue
      this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
      this.#lastAttempt.set(name, attempt)
    }
  }

  /** Quotas that the pool falls short of when it has one example more, the shortest first. */
  unmet(attempt: number): readonly Quota[] {
    const missing = (quota: Quota): number => this.#needed(quota) - (this.#counts.get(quota.name) ?? 0)
    return QUOTAS.filter((quota) => missing(quota) > 0 && !this.#isStalled(quota, attempt)).sort(
      (one, other) => missing(other) / other.share - missing(one) / one.share,
    )
  }

  /** Attempts since the last example. */
  sinceLast(attempt: number): number {
    return attempt - this.#lastAccepted
  }

  /** Why the query may not join now, as half a sentence; null when it may. */
  refusalOf(facts: QueryFacts, attempt: number): string | null {
    const known = this.#skeletons.get(facts.skeleton) ?? 0
    const limit = Math.max(SKELETON_LEAST, Math.floor(SKELETON_SHARE * (this.#size + 1)))
    if (known >= limit) return 'its structure has its share of the pool already'
    const needsNew =
      this.#distinct < Math.floor(DISTINCT_SHARE * Math.min(this.#size + 1, DISTINCT_UNTIL)) &&
      attempt - this.#lastNewSkeleton <= this.#stalledAfter
    if (known > 0 && needsNew) return 'the pool needs structures that it does not have yet'
    const unmet = this.unmet(attempt)
    if (unmet.length === 0 || unmet.some(({ counts }) => counts(facts))) return null
    return `the pool needs more queries of the kind ${unmet[0]!.name}`
  }

  /** Structures that have their share. */
  fullSkeletons(): ReadonlySet<string> {
    const limit = Math.max(SKELETON_LEAST, Math.floor(SKELETON_SHARE * (this.#size + 1)))
    return new Set([...this.#skeletons].filter(([, count]) => count >= limit).map(([skeleton]) => skeleton))
  }

  #needed({ share }: Quota): number {
    return Math.floor(share * (this.#size + 1))
  }

  #isStalled({ name }: Quota, attempt: number): boolean {
    return attempt - (this.#lastAttempt.get(name) ?? 0) > this.#stalledAfter
  }
}
