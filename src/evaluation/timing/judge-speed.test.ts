import { describe, expect, it } from 'vitest'
import type { MeasureOutcome } from '../../database/database.ts'
import type { EvaluatedDatabase, MeasureLimits } from '../evaluated-database.ts'
import type { JudgedPair, Metric, MetricMode, MetricSettings } from '../metrics/metric.ts'
import { rewardEfficiencyScore } from '../metrics/reward-efficiency-score.ts'
import { validEfficiencyScore } from '../metrics/valid-efficiency-score.ts'

interface Timed {
  /** How long the prediction takes in each round, of which gold takes 1 ms to the first row and 2 to the last. */
  readonly predictedMs: (round: number) => number
  readonly goldMs?: number
  readonly isRight?: boolean
  /** From this round on, measuring fails. */
  readonly timeoutFrom?: number
}

/** A database whose clock is a script. */
function timedDatabase({
  predictedMs,
  goldMs = 1,
  isRight = true,
  timeoutFrom = Number.POSITIVE_INFINITY,
}: Timed) {
  const asked: MeasureLimits[] = []
  let round = 0
  const database: EvaluatedDatabase = {
    id: 'scripted',
    location: 'scripted.sqlite',
    schema: { tables: [] },
    spiderSchema: null,
    execute: async (sql) => ({
      kind: 'result',
      columns: ['a'],
      rows: [[sql === 'select gold' || isRight ? 1n : 2n]],
    }),
    async measure(_, limits): Promise<MeasureOutcome> {
      asked.push(limits)
      if (round >= timeoutFrom) return { kind: 'rejected', reason: 'timeout', message: 'too slow' }
      const rounds = Array.from({ length: limits.rounds }, () => round++)
      const timesOf = (ms: number) => ({ firstRowMs: ms, totalMs: 2 * ms })
      return {
        kind: 'measured',
        times: [rounds.map(() => timesOf(goldMs)), rounds.map((at) => timesOf(predictedMs(at)))],
      }
    },
    openSuite: async () => [],
  }
  return { database, asked }
}

function judge(
  metric: Metric,
  timed: Timed,
  settings: Partial<MetricSettings> = {},
  predicted = 'select predicted',
) {
  const { database, asked } = timedDatabase(timed)
  const question = { index: 0, dbId: 'scripted', question: '', gold: 'select gold' }
  const pair: JudgedPair = { question, predicted, database }
  const verdict = metric.judge(pair, { mode: 'as-official', timeoutMs: 30_000, rounds: 100, ...settings })
  return verdict.then((found) => ({ ...found, asked }))
}

/** About `ms`, and a little different each round. */
const about = (ms: number) => (round: number) => ms * (1 + ((round % 5) - 2) / 1_000)
const metrics = [validEfficiencyScore, rewardEfficiencyScore]
const modes: readonly MetricMode[] = ['as-official', 'corrected']

describe.each(metrics)('$id', (metric) => {
  describe.each(modes)('%s', (mode) => {
    it('gives the gold query 1 without measuring it', async () => {
      const found = await judge(metric, { predictedMs: about(9) }, { mode }, 'select\n gold;')
      expect(found).toMatchObject({ score: 1, reason: null, asked: [] })
    })

    it('gives a wrong prediction 0 without measuring it', async () => {
      const found = await judge(metric, { predictedMs: about(1), isRight: false }, { mode })
      expect(found).toMatchObject({ score: 0, reason: 'other-rows', asked: [] })
    })

    it('gives a prediction that cannot be measured in time 0', async () => {
      const found = await judge(metric, { predictedMs: about(1), timeoutFrom: 0 }, { mode })
      expect(found).toMatchObject({ score: 0, reason: 'prediction-timeout', message: 'too slow' })
    })

    it('says what was measured', async () => {
      const { details, message } = await judge(metric, { predictedMs: about(0.5) }, { mode })
      expect(details).toMatchObject({ ratio: expect.closeTo(2, 1), rounds: expect.any(Number) })
      expect(details!.low).toBeLessThanOrEqual(details!.ratio as number)
      expect(details!.high).toBeGreaterThanOrEqual(details!.ratio as number)
      expect(message).toMatch(/^2\.00 times as fast as gold/)
    })
  })

  it('as official scores 0 for a single round, whose deviation is 0', async () => {
    expect(await judge(metric, { predictedMs: about(1) }, { rounds: 1 })).toMatchObject({ score: 0 })
  })

  it('corrected scores a single round', async () => {
    const found = await judge(metric, { predictedMs: () => 1 }, { rounds: 1, mode: 'corrected' })
    expect(found).toMatchObject({ score: 1, details: { rounds: 1 } })
    expect(found.details!.spread).toBeGreaterThan(0)
  })

  it('corrected stops as soon as the median is known well', async () => {
    const { details } = await judge(metric, { predictedMs: about(1) }, { mode: 'corrected' })
    expect(details!.rounds).toBeGreaterThanOrEqual(8)
    expect(details!.rounds).toBeLessThan(20)
  })

  it('corrected runs all rounds where they scatter', async () => {
    const predictedMs = (round: number) => (round % 2 === 0 ? 1 : 2)
    const { details } = await judge(metric, { predictedMs }, { mode: 'corrected' })
    expect(details).toMatchObject({ rounds: 100 })
  })

  it('corrected runs slow queries as often as fits into the limit', async () => {
    const predictedMs = (round: number) => (round % 2 === 0 ? 1_000 : 1_500)
    const settings = { mode: 'corrected', timeoutMs: 30_000 } as const
    const { details, asked } = await judge(metric, { predictedMs, goldMs: 1_000 }, settings)
    expect(details!.rounds).toBeGreaterThanOrEqual(5)
    expect(details!.rounds).toBeLessThanOrEqual(7)
    expect(asked[0]!.rounds).toBe(1)
  })

  it('corrected keeps what was measured before the time was over', async () => {
    const predictedMs = (round: number) => (round % 2 === 0 ? 1 : 1.01)
    const found = await judge(metric, { predictedMs, timeoutFrom: 1 }, { mode: 'corrected' })
    expect(found).toMatchObject({ score: 1, details: { rounds: 1 } })
  })
})

describe('ves', () => {
  it.each<[MetricMode, number, number]>([
    ['as-official', 1, 1],
    ['as-official', 0.25, 2],
    ['as-official', 4, 0.5],
    ['corrected', 0.25, 2],
    ['corrected', 4, 0.5],
  ])('%s gives the root of the ratio: %d ms for 1 ms scores %d', async (mode, ms, score) => {
    const found = await judge(validEfficiencyScore, { predictedMs: about(ms) }, { mode })
    expect(found.score).toBeCloseTo(score, 2)
  })

  it('takes the mean as official and the median corrected', async () => {
    // A fifth of the rounds is ten times as fast: not far enough off to be dropped.
    const predictedMs = (round: number) => (round % 5 === 4 ? 0.1 : 1)
    const [official, corrected] = await Promise.all(
      modes.map((mode) => judge(validEfficiencyScore, { predictedMs }, { mode })),
    )
    expect(official!.score).toBeCloseTo(Math.sqrt(2.8))
    expect(corrected!.score).toBe(1)
  })

  it('has one limit for all rounds', async () => {
    const { asked } = await judge(validEfficiencyScore, { predictedMs: about(1) }, { timeoutMs: 5_000 })
    expect(asked).toMatchObject([{ rounds: 100, timeoutMs: 5_000 }])
  })
})

describe('r-ves', () => {
  it.each<[MetricMode, number, number]>([
    ['as-official', 0.4, 1.25],
    ['as-official', 0.51, 1],
    ['as-official', 0.99, 1],
    ['as-official', 1.01, 0.75],
    ['as-official', 1.99, 0.75],
    ['as-official', 2.1, 0.5],
    ['as-official', 3.9, 0.5],
    ['as-official', 4.1, 0.25],
    ['corrected', 0.4, 1.25],
    ['corrected', 0.9, 1],
    ['corrected', 1.04, 1],
    ['corrected', 1.07, 0.75],
    ['corrected', 2.1, 0.5],
    ['corrected', 4.1, 0.25],
  ])('%s: %d ms for 1 ms is rewarded with %d', async (mode, ms, reward) => {
    const found = await judge(rewardEfficiencyScore, { predictedMs: about(ms) }, { mode })
    expect(found.score ** 2).toBeCloseTo(reward)
    expect(found.reason).toBe(reward === 1 ? null : 'other-speed')
  })

  it('corrected calls nothing slower whose interval holds gold', async () => {
    const predictedMs = (round: number) => (round % 2 === 0 ? 0.8 : 1.6)
    const settings = { mode: 'corrected', rounds: 21 } as const
    const found = await judge(rewardEfficiencyScore, { predictedMs }, settings)
    expect(found.details).toMatchObject({ high: 1.25 })
    expect(found.score).toBe(1)
  })

  it.each(['spread', 'drift'])('has a %s where a step is near, and nowhere else', async (name) => {
    const at = async (ms: number) => {
      const predictedMs = (round: number) => ms * (1 + ((round % 7) - 3) / 30)
      const found = await judge(rewardEfficiencyScore, { predictedMs })
      return found.details![name] as number
    }
    expect(await at(1)).toBeGreaterThan(0.01)
    expect(await at(1.4)).toBeLessThan(0.001)
  })

  it('has one limit for each round', async () => {
    const { asked } = await judge(rewardEfficiencyScore, { predictedMs: about(1) }, { timeoutMs: 5_000 })
    expect(asked).toMatchObject([{ rounds: 100, timeoutMs: 500_000 }])
  })
})
