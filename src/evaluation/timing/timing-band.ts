import type { Verdict } from '../metrics/metric.ts'

/** Of a normal distribution, so many standard deviations from the mean enclose 95 %. */
const WIDTH_95 = 1.96

/**
 * How far the score of `ves` or `r-ves` may move when the same predictions are measured again, in percentage points up
 * and down: the difference of two runs lies within it 19 times of 20, as far as the machine stays as it was.
 */
export function timingBand(verdicts: readonly Verdict[]): number {
  if (verdicts.length === 0) return 0
  const alone = verdicts.reduce((sum, verdict) => sum + detail(verdict, 'spread') ** 2, 0)
  const shared = verdicts.reduce((sum, verdict) => sum + detail(verdict, 'drift'), 0)
  // Both runs scatter, so their difference does by the root of 2.
  return (100 * WIDTH_95 * Math.sqrt(2 * (alone + shared ** 2))) / verdicts.length
}

function detail({ details }: Verdict, name: 'spread' | 'drift'): number {
  const value = details?.[name]
  return typeof value === 'number' ? value : 0
}
