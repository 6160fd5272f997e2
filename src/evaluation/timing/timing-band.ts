import type { Verdict } from '../metrics/metric.ts'

/** Of a normal distribution, so many standard deviations from the mean enclose 95 %. */
const WIDTH_95 = 1.96
/**
 * What the scores of one run have in common, such as where its process lies in memory: that does not even out among
 * questions. As bench/timing-metrics.ts shows it, on a machine with ten times more to do than it can.
 */
const SHARED_SPREAD = 0.0015

/**
 * How far the score of `ves` or `r-ves` may move when the same predictions are measured again, in percentage points up
 * and down: the difference of two runs lies within it 19 times of 20, as far as the machine stays as it was.
 */
export function timingBand(verdicts: readonly Verdict[]): number {
  if (verdicts.length === 0) return 0
  const spreads = verdicts.map(spreadOf).filter((spread) => spread > 0)
  const variance =
    spreads.reduce((sum, spread) => sum + spread ** 2, 0) + (SHARED_SPREAD * spreads.length) ** 2
  // Both runs scatter, so their difference does by the root of 2.
  return (100 * WIDTH_95 * Math.sqrt(2 * variance)) / verdicts.length
}

function spreadOf({ details }: Verdict): number {
  const spread = details?.spread
  return typeof spread === 'number' ? spread : 0
}
