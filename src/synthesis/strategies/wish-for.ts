import type { Random } from '../../base/random.ts'
import type { SpiderDifficulty } from '../../sql/difficulty.ts'
import type { CoverageTarget } from '../pool/coverage-targets.ts'
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
  readonly avoidSkeletons: ReadonlySet<string>
}

/**
 * What one attempt asks the grammar for: one of the quotas that are short, since all at once can seldom be had, and
 * what nothing uses yet.
 */
export function wishFor(
  { unmet, avoidSkeletons }: PoolNeeds,
  target: CoverageTarget | null,
  random: Random,
): QueryWish {
  const { difficulties, ...needs } =
    unmet.length === 0 ? { difficulties: ANY } : FILLED_BY[random.pick(unmet).name]
  return {
    ...needs,
    difficulty: random.pick(difficulties),
    avoidSkeletons,
    ...(target && { mustUse: mustUse(target) }),
  }
}

function mustUse(target: CoverageTarget): NonNullable<QueryWish['mustUse']> {
  return target.kind === 'column'
    ? { columns: [target.column], joins: [] }
    : { columns: [], joins: [target.key] }
}
