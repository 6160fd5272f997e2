import { judgeSpeed, type SpeedScale } from '../timing/judge-speed.ts'
import type { TimeRatio } from '../timing/time-ratio.ts'
import type { Metric, MetricMode } from './metric.ts'

/** From so many times as fast as gold, so much; 0 is kept for what is wrong or has no time. */
const STEPS: readonly { readonly from: number; readonly reward: number }[] = [
  { from: 2, reward: 1.25 },
  { from: 1, reward: 1 },
  { from: 0.5, reward: 0.75 },
  { from: 0.25, reward: 0.5 },
  { from: 0, reward: 0.25 },
]
/** A difference so small is none, in the corrected mode. */
const SAME_SPEED = 0.05

const SCALE: SpeedScale = {
  timeOf: ({ totalMs }) => totalMs,
  budgetMs: ({ timeoutMs, rounds }) => timeoutMs * rounds,
  score: (ratio, mode) => Math.sqrt(rewardOf(ratio, mode)),
  again: measureAgain,
}

/**
 * The reward-based valid efficiency score of BIRD: of a right prediction, the root of a reward that goes in steps with
 * the time it takes to its last row (`evaluation_ves.py` of bird-bench/mini_dev).
 */
export const rewardEfficiencyScore: Metric = {
  id: 'r-ves',
  title: 'Reward-based valid efficiency score (BIRD)',
  isGraded: true,
  judge: (pair, settings) => judgeSpeed(pair, settings, SCALE),
}

function rewardOf(measured: TimeRatio, mode: MetricMode): number {
  if (measured.ratio === 0) return 0
  return boundaries(measured, mode).find(({ from }) => measured.ratio >= from)!.reward
}

/** Corrected, what is not clearly slower than gold counts as being as fast. */
function boundaries({ ratio, high }: TimeRatio, mode: MetricMode): typeof STEPS {
  if (mode === 'as-official') return STEPS
  // With this boundary, a ratio is above it exactly if its interval reaches 1, or if it is 1 within the tolerance.
  const fromEqual = Math.max(0.5, Math.min(1 - SAME_SPEED, 1 - (high - ratio)))
  return STEPS.map((step) => (step.from === 1 ? { ...step, from: fromEqual } : step))
}

/** With the ratio spread as a normal distribution, each step is taken with some probability. */
function measureAgain(
  measured: TimeRatio,
  mode: MetricMode,
): { readonly mean: number; readonly deviation: number } {
  if (measured.standardError === 0) return { mean: Math.sqrt(rewardOf(measured, mode)), deviation: 0 }
  let above = 0
  let [mean, square] = [0, 0]
  for (const { from, reward } of boundaries(measured, mode)) {
    const atLeast = from === 0 ? 1 : 1 - normalShareBelow((from - measured.ratio) / measured.standardError)
    mean += (atLeast - above) * Math.sqrt(reward)
    square += (atLeast - above) * reward
    above = atLeast
  }
  return { mean, deviation: Math.sqrt(Math.max(0, square - mean ** 2)) }
}

/** The normal distribution to four digits (Abramowitz and Stegun 26.2.18). */
function normalShareBelow(deviations: number): number {
  if (deviations < 0) return 1 - normalShareBelow(-deviations)
  const series =
    1 + deviations * (0.196854 + deviations * (0.115194 + deviations * (0.000344 + deviations * 0.019527)))
  return 1 - 0.5 * series ** -4
}
