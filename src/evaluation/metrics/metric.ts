import type { BenchmarkQuestion } from '../benchmarks/benchmark-question.ts'
import type { EvaluatedDatabase } from '../evaluated-database.ts'

/** API: scripts name metrics by these. */
export const METRIC_IDS = ['ex', 'em', 'ts', 'bird-ex', 'ves', 'r-ves', 'soft-f1'] as const

export type MetricId = (typeof METRIC_IDS)[number]

/**
 * `as-official` gives the verdict of the benchmark's own evaluator, its quirks included; `corrected` leaves out what
 * is wrong there. docs/metrics.md names every difference.
 */
export type MetricMode = 'as-official' | 'corrected'

/** One way to score a predicted query. A metric is one file, and one line in `find-metric.ts`. */
export interface Metric {
  readonly id: MetricId
  /** As people call it: "Spider execution accuracy". */
  readonly title: string
  /** True: a prediction gets a number; false: it is right or wrong. */
  readonly isGraded: boolean
  /** Never throws for what the gold query or the prediction do: that is in the verdict. */
  judge(pair: JudgedPair, settings: MetricSettings): Promise<Verdict>
}

/** A gold query and what a system wrote instead. */
export interface JudgedPair {
  readonly question: BenchmarkQuestion
  readonly predicted: string
  readonly database: EvaluatedDatabase
}

export interface MetricSettings {
  readonly mode: MetricMode
  /** For one statement. */
  readonly timeoutMs: number
  /** How often `ves` and `r-ves` run each query; the official evaluators run 100 rounds. */
  readonly rounds: number
  readonly signal?: AbortSignal
}

export interface Verdict {
  /** 1 is right and 0 is wrong; graded metrics give what lies between, and `ves` and `r-ves` may go above 1. */
  readonly score: number
  /** Why it is not 1, where that is known; null when it is right. */
  readonly reason: VerdictReason | null
  /** One sentence for people; what the engine said, which clauses differ, how the times spread. */
  readonly message?: string
  /** JSON-ready facts of this metric, such as the ten component scores of `em`. */
  readonly details?: Readonly<Record<string, unknown>>
}

export type VerdictReason =
  /** The gold query does not run, so nothing can be said: a defect of the benchmark or of the file. */
  | 'gold-failed'
  /** There is no prediction. */
  | 'no-prediction'
  | 'prediction-failed'
  | 'prediction-timeout'
  /** `em`: the SQL is outside what the metric can read. */
  | 'prediction-unreadable'
  | 'other-columns'
  | 'other-row-count'
  | 'other-rows'
  | 'other-order'
  | 'other-clauses'
  | 'other-tables'
  /** Right, and slower or faster than gold. */
  | 'other-speed'

export const DEFAULT_METRIC_SETTINGS = {
  mode: 'as-official',
  timeoutMs: 30_000,
  rounds: 100,
} as const satisfies MetricSettings
