import { birdExecutionAccuracy } from '../metrics/bird-execution-accuracy.ts'
import type { JudgedPair, MetricMode, MetricSettings, Verdict } from '../metrics/metric.ts'
import { predictionFailed } from '../metrics/verdicts.ts'
import { measureAllRounds, measureUntilSure, type PairMeasurement } from './measure-pair.ts'
import { isSameText } from './same-text.ts'
import { EQUAL_SPEED, type TimeRatio } from './time-ratio.ts'

export interface SpeedScale {
  readonly timeOf: PairMeasurement['timeOf']
  /** For all rounds of a pair, as the official evaluator limits them. */
  budgetMs(settings: MetricSettings): number
  score(ratio: TimeRatio, mode: MetricMode): number
  /** The score, if the same were measured again. */
  again(ratio: TimeRatio, mode: MetricMode): { readonly mean: number; readonly deviation: number }
}

/**
 * What all ratios of one run may have in common, such as where its process lies in memory: that does not even out
 * among questions. As bench/timing-metrics.ts shows it on a machine with ten times as much to do as it can.
 */
const SHARED_SHARE = 0.004

/**
 * A wrong prediction scores 0, a right one by how its time compares with gold's. The same text has the same speed by
 * definition: nothing is measured, where the official evaluators report the noise of their clock.
 */
export async function judgeSpeed(
  pair: JudgedPair,
  settings: MetricSettings,
  scale: SpeedScale,
): Promise<Verdict> {
  const rightness = await birdExecutionAccuracy.judge(pair, settings)
  if (rightness.score !== 1) return rightness
  const { mode } = settings
  if (isSameText(pair.question.gold, pair.predicted)) return verdictOf(EQUAL_SPEED, mode, scale)
  const measured =
    mode === 'as-official'
      ? await measureAllRounds(pair, settings, { timeOf: scale.timeOf, budgetMs: scale.budgetMs(settings) })
      : await measureUntilSure(pair, settings, { timeOf: scale.timeOf, budgetMs: settings.timeoutMs })
  return measured.kind === 'rejected' ? predictionFailed(measured) : verdictOf(measured.ratio, mode, scale)
}

function verdictOf(measured: TimeRatio, mode: MetricMode, scale: SpeedScale): Verdict {
  const score = scale.score(measured, mode)
  const drift =
    (scale.again(times(measured, 1 + SHARED_SHARE), mode).mean -
      scale.again(times(measured, 1 - SHARED_SHARE), mode).mean) /
    2
  const { ratio, low, high, rounds, kept } = measured
  return {
    score,
    reason: score === 1 ? null : 'other-speed',
    message: describeSpeed(measured),
    details: { ratio, low, high, rounds, kept, spread: scale.again(measured, mode).deviation, drift },
  }
}

function times(measured: TimeRatio, factor: number): TimeRatio {
  const { ratio, low, high, standardError } = measured
  // What was defined and not measured does not move.
  if (standardError === 0) return measured
  return { ...measured, ratio: ratio * factor, low: low * factor, high: high * factor }
}

function describeSpeed({ ratio, low, high, rounds, kept }: TimeRatio): string {
  if (rounds === 0) return 'The same text as gold, so the same speed.'
  if (kept === 0)
    return `No time was kept of ${rounds} round${rounds === 1 ? '' : 's'}: they are all the same.`
  const range = `${low.toFixed(2)} to ${high.toFixed(2)}`
  return `${ratio.toFixed(2)} times as fast as gold (${range}, ${rounds} round${rounds === 1 ? '' : 's'}).`
}
