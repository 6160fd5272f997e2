import type { Random } from '../../base/random.ts'
import type { SpiderDifficulty } from '../../sql/difficulty.ts'
import type { CoverageTarget } from '../pool/coverage-targets.ts'
import type { Quota } from '../pool/quotas.ts'
import type { QueryWish } from './query-language.ts'

const DIFFICULTIES: readonly SpiderDifficulty[] = ['easy', 'medium', 'hard', 'extra']

/** What an attempt asks the grammar for: what the pool falls short of, and what nothing uses yet. */
export function wishFor(
  {
    unmet,
    target,
    avoidSkeletons,
  }: {
    readonly unmet: readonly Quota[]
    readonly target: CoverageTarget | null
    readonly avoidSkeletons: ReadonlySet<string>
  },
  random: Random,
): QueryWish {
  const names = new Set(unmet.map(({ name }) => name))
  const short = DIFFICULTIES.filter((difficulty) => names.has(difficulty))
  const difficulty = random.pick(short.length > 0 ? short : DIFFICULTIES)
  return {
    difficulty,
    needsJoin: names.has('joins'),
    needsNesting: names.has('nested'),
    avoidSkeletons,
    ...(target && {
      mustUse:
        target.kind === 'column'
          ? { columns: [target.column], joins: [] }
          : { columns: [], joins: [target.key] },
    }),
  }
}
