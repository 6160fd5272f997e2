import type { SpiderDifficulty } from '../sql/difficulty.ts'
import type { BenchmarkQuestion } from './benchmarks/benchmark-question.ts'
import type { MetricId, Verdict } from './metrics/metric.ts'

/** A question, what was predicted for it, and what each metric says of that. */
export interface ScoredQuestion {
  readonly question: BenchmarkQuestion
  /** null: there is none. */
  readonly predicted: string | null
  readonly verdicts: Readonly<Partial<Record<MetricId, Verdict>>>
  /** Of the gold query, as Spider's evaluator grades it; null where it cannot be parsed. */
  readonly spiderDifficulty: SpiderDifficulty | null
  /** What of SQL the gold query uses: 'join', 'group by', 'nested query', … */
  readonly features: readonly string[]
  /** How the prediction came about; null when it was read from a file. */
  readonly run: PredictionRun | null
}

/** What a run of a model says of one prediction. */
export interface PredictionRun {
  /** The answer's status: answered, unsure, failed. */
  readonly status: string
  /** 0 to 1. */
  readonly confidence: number
  readonly ms: number
  /** Sent to language models; absent when none was asked, and so are the next two. */
  readonly promptTokens?: number
  readonly replyTokens?: number
  /** In US dollars; absent too where a price is not known. */
  readonly cost?: number
}
