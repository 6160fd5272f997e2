import type { Random } from '../../base/random.ts'
import type { SpiderDifficulty } from '../../sql/difficulty.ts'
import type { CoverageTarget } from '../pool/coverage-targets.ts'
import type { QueryFacts } from '../pool/query-facts.ts'
import type { Quota, QuotaName } from '../pool/quotas.ts'
import type { QueryWish } from './query-language.ts'

/** What the grammar is asked for to fill a quota; any of the difficulties will do. */
const FILLED_BY: Readonly<
  Record<QuotaName, { readonly difficulties: readonly SpiderDifficulty[] } & QueryWish>
> = {
  easy: { difficulties: ['easy'] },
  medium: { difficulties: ['medium'] },
  hard: { difficulties: ['hard'] },
  extra: { difficulties: ['extra'] },
  joins: { difficulties: ['medium', 'hard', 'extra'], needsJoin: true },
  nested: { difficulties: ['hard', 'extra'], needsNesting: true },
}
const ANY: readonly SpiderDifficulty[] = ['easy', 'medium', 'hard', 'extra']

/** What the pool needs when a batch begins. */
export interface PoolNeeds {
  readonly unmet: readonly Quota[]
  /** What people ask: when no quota is short, the pool grows like these. */
  readonly seeds: readonly QueryFacts[]
  readonly avoidSkeletons: ReadonlySet<string>
}

/**
 * What one attempt asks the grammar for: one of the quotas that are short, since all at once can seldom be had, or a
 * query like a seed's; and what nothing uses yet.
 */
export function wishFor(
  { unmet, seeds, avoidSkeletons }: PoolNeeds,
  target: CoverageTarget | null,
  random: Random,
): QueryWish {
  return { ...kindFor(unmet, seeds, random), avoidSkeletons, ...(target && { mustUse: mustUse(target) }) }
}

function kindFor(unmet: readonly Quota[], seeds: readonly QueryFacts[], random: Random): QueryWish {
  if (unmet.length > 0) {
    const { difficulties, ...needs } = FILLED_BY[random.pick(unmet).name]
    return { ...needs, difficulty: random.pick(difficulties) }
  }
  if (seeds.length === 0) return { difficulty: random.pick(ANY) }
  const { difficulty, constructs } = random.pick(seeds)
  const needsNesting = constructs.has('subquery') || constructs.has('set operation')
  return { difficulty, needsJoin: constructs.has('join'), needsNesting }
}

function mustUse(target: CoverageTarget): NonNullable<QueryWish['mustUse']> {
  return target.kind === 'column'
    ? { columns: [target.column], joins: [] }
    : { columns: [], joins: [target.key] }
}
