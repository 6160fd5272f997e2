/** How much faster a prediction is than gold: 2 is twice as fast, 0.5 half as fast. */
export interface TimeRatio {
  readonly ratio: number
  /** Of `ratio`, if the same were measured again. */
  readonly standardError: number
  /** The 95 % interval of `ratio`. */
  readonly low: number
  readonly high: number
  readonly rounds: number
  /** Rounds that were not dropped as outliers. */
  readonly kept: number
}

/** Of a normal distribution, so many standard deviations from the mean enclose 95 %. */
const WIDTH_95 = 1.96
/** So many batches show how far neighbouring rounds are alike. */
const BATCHES = 10
/** With fewer rounds, how they scatter says nothing yet. */
const FEWEST = 6
/** What a few rounds may be off then, as a share. */
const UNKNOWN_ERROR = 0.25

/** Of a text and itself, by definition. */
export const EQUAL_SPEED: TimeRatio = { ratio: 1, standardError: 0, low: 1, high: 1, rounds: 0, kept: 0 }

/**
 * The mean of the ratios that lie less than three standard deviations from their mean, as BIRD's evaluators take it.
 * Where all ratios are the same, as in a single round, none lies less than nothing away: then it is 0, as there.
 */
export function meanRatio(ratios: readonly number[]): TimeRatio {
  const mean = meanOf(ratios)
  const reach = 3 * deviationOf(ratios)
  const kept = ratios.filter((ratio) => ratio < mean + reach && ratio > mean - reach)
  const counts = { rounds: ratios.length, kept: kept.length }
  if (kept.length === 0) return { ratio: 0, standardError: 0, low: 0, high: 0, ...counts }
  const ratio = meanOf(kept)
  const standardError = errorOfMean(kept)
  const reach95 = WIDTH_95 * standardError
  return { ratio, standardError, low: Math.max(0, ratio - reach95), high: ratio + reach95, ...counts }
}

/** The median of the ratios, which no outlier moves, and the interval that their order gives it. */
export function medianRatio(ratios: readonly number[]): TimeRatio {
  const sorted = [...ratios].sort((left, right) => left - right)
  const last = sorted.length - 1
  const ratio = (sorted[Math.floor(last / 2)]! + sorted[Math.ceil(last / 2)]!) / 2
  const { low, high } = sorted.length < FEWEST ? unknownRange(sorted, ratio) : rangeOfMedian(sorted)
  const standardError = (high - low) / (2 * WIDTH_95)
  return { ratio, standardError, low, high, rounds: sorted.length, kept: sorted.length }
}

/** The values between which a median lies 19 times of 20: the count of those below it is a binomial one. */
function rangeOfMedian(sorted: readonly number[]): { readonly low: number; readonly high: number } {
  const last = sorted.length - 1
  const reach = (WIDTH_95 * Math.sqrt(sorted.length)) / 2
  return {
    low: sorted[Math.max(0, Math.floor(last / 2 - reach))]!,
    high: sorted[Math.min(last, Math.ceil(last / 2 + reach))]!,
  }
}

function unknownRange(
  sorted: readonly number[],
  ratio: number,
): { readonly low: number; readonly high: number } {
  return {
    low: Math.min(sorted[0]!, ratio / (1 + UNKNOWN_ERROR)),
    high: Math.max(sorted.at(-1)!, ratio * (1 + UNKNOWN_ERROR)),
  }
}

/**
 * Rounds that follow each other share what the machine was doing, so that they tell less than their number says. The
 * means of batches of them show how much less.
 */
function errorOfMean(values: readonly number[]): number {
  const alone = deviationOf(values) / Math.sqrt(values.length)
  if (values.length < 4 * BATCHES)
    return values.length < FEWEST ? Math.max(alone, (meanOf(values) * UNKNOWN_ERROR) / WIDTH_95) : alone
  const means = Array.from({ length: BATCHES }, (_, batch) =>
    meanOf(values.slice((batch * values.length) / BATCHES, ((batch + 1) * values.length) / BATCHES)),
  )
  return Math.max(alone, deviationOf(means) / Math.sqrt(BATCHES - 1))
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Of all there are, as NumPy's `std` does: not an estimate from a sample. */
function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values)
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)))
}
