import { seededRandom } from '../../base/random.ts'

const RESAMPLES = 2_000
/** What a 95 % interval leaves out on each side. */
const TAIL = 0.025

/**
 * The 95 % interval of the mean by the percentile bootstrap: the values are drawn anew with replacement 2,000 times, and
 * the middle 95 % of the means are kept (Efron and Tibshirani 1993, chapter 13). Of paired differences it is the paired
 * bootstrap. In the unit of the values; the same seed gives the same interval; [0, 0] of nothing.
 */
export function bootstrapInterval(
  values: readonly number[],
  seed: number | string,
): readonly [low: number, high: number] {
  const count = values.length
  if (count === 0) return [0, 0]
  const drawn = Float64Array.from(values)
  const random = seededRandom(seed)
  const means = new Float64Array(RESAMPLES)
  for (let resample = 0; resample < RESAMPLES; resample++) {
    let sum = 0
    for (let draw = 0; draw < count; draw++) sum += drawn[Math.floor(random.next() * count)]!
    means[resample] = sum / count
  }
  means.sort()
  const left = Math.floor(RESAMPLES * TAIL)
  return [means[left]!, means[RESAMPLES - 1 - left]!]
}
