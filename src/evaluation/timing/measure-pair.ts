import type { MeasureOutcome, QueryTime } from '../../database/database.ts'
import type { JudgedPair, MetricSettings } from '../metrics/metric.ts'
import { meanRatio, medianRatio, type TimeRatio } from './time-ratio.ts'

type Rejected = Extract<MeasureOutcome, { kind: 'rejected' }>

export type MeasuredPair = { readonly kind: 'ratio'; readonly ratio: TimeRatio } | Rejected

export interface PairMeasurement {
  /** Which of its times counts. */
  readonly timeOf: (time: QueryTime) => number
  /** For all rounds of the pair. */
  readonly budgetMs: number
}

/** So near is near enough: half the interval of the median, as a share of it. */
const PRECISION = 0.02
const FEWEST_ROUNDS = 8

/** Every round that the settings ask for, within one limit for all of them; the mean of the ratios. */
export async function measureAllRounds(
  { database, question, predicted }: JudgedPair,
  settings: MetricSettings,
  { timeOf, budgetMs }: PairMeasurement,
): Promise<MeasuredPair> {
  const measured = await database.measure([question.gold, predicted], { ...settings, timeoutMs: budgetMs })
  if (measured.kind === 'rejected') return measured
  return { kind: 'ratio', ratio: meanRatio(ratiosOf(measured, timeOf)) }
}

/**
 * As many rounds as it takes to know the median of the ratios well, at most what the settings ask for, and no more
 * than fit into the budget: slow queries scatter little and need few. One round is run in any case.
 */
export async function measureUntilSure(
  { database, question, predicted }: JudgedPair,
  settings: MetricSettings,
  measurement: PairMeasurement,
): Promise<MeasuredPair> {
  const sqls = [question.gold, predicted]
  const ratios: number[] = []
  let spentMs = 0
  while (true) {
    const rounds =
      ratios.length === 0 ? 1 : moreRounds(ratios, spentMs, settings.rounds, measurement.budgetMs)
    if (rounds === 0) break
    // Either query has its own limit; the rounds that follow the first fit into the budget by what it took.
    const timeoutMs = 2 * settings.timeoutMs
    const measured = await database.measure(sqls, { ...settings, rounds, timeoutMs })
    if (measured.kind === 'rejected') {
      if (ratios.length === 0) return measured
      break
    }
    ratios.push(...ratiosOf(measured, measurement.timeOf))
    spentMs += measured.times.flat().reduce((sum, { totalMs }) => sum + totalMs, 0)
  }
  return { kind: 'ratio', ratio: medianRatio(ratios) }
}

function moreRounds(ratios: readonly number[], spentMs: number, most: number, budgetMs: number): number {
  const done = ratios.length
  const { ratio, low, high } = medianRatio(ratios)
  if (done >= FEWEST_ROUNDS && high - low <= 2 * PRECISION * ratio) return 0
  const affordable = Math.floor((budgetMs - spentMs) / (spentMs / done))
  return Math.max(0, Math.min(most - done, affordable, Math.max(4, done)))
}

/** Gold's time by the prediction's, of each round. */
function ratiosOf(
  { times: [gold, predicted] }: Extract<MeasureOutcome, { kind: 'measured' }>,
  timeOf: PairMeasurement['timeOf'],
): number[] {
  return gold!.map((time, round) => timeOf(time) / timeOf(predicted![round]!))
}
