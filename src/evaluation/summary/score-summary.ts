import type { MetricId, MetricMode } from '../metrics/metric.ts'

/** What a set of scored questions comes to. JSON-ready. */
export interface ScoreSummary {
  readonly card: ScoreCard
  /** Questions; every one is in every score. */
  readonly count: number
  readonly metrics: Readonly<Partial<Record<MetricId, MetricSummary>>>
  /** What could not be judged or had to be passed over, counted. */
  readonly problems: readonly Problem[]
  /** Of a run; null when predictions were read from a file. */
  readonly calibration: Calibration | null
  /** null: no language model was asked. */
  readonly spending: Spending | null
}

/** Without these a score means nothing. */
export interface ScoreCard {
  readonly sonde: string
  /** The engine and its version, which decide what runs and how it compares. */
  readonly engine: string
  readonly node: string
  readonly mode: MetricMode
  readonly metrics: readonly MetricId[]
  readonly timeoutMs: number
  /** Of `ves` and `r-ves`. */
  readonly rounds: number
  /** Of the bootstrap, and of a run's model. */
  readonly seed: number
  readonly questions: FileIdentity
  /** null: they were made by the run itself. */
  readonly predictions: FileIdentity | null
  readonly run: RunIdentity | null
}

export interface FileIdentity {
  /** The name alone, without its folder: a score card is shown around. */
  readonly name: string
  readonly sha256: string
}

export interface RunIdentity {
  readonly model: string
  readonly profile: string
  /** Steps that were switched off. */
  readonly without: readonly string[]
  readonly usesEvidence: boolean
  readonly knowledge: 'frozen' | 'grows'
  /** The day that "last year" is counted from, as 2026-11-21. */
  readonly today: string
}

export interface MetricSummary {
  readonly title: string
  /** In percent, and beyond 100 where `ves` and `r-ves` go. */
  readonly score: number
  /** 95 %, in percent: percentiles of a bootstrap over the questions. */
  readonly interval: readonly [low: number, high: number]
  readonly byDifficulty: readonly GroupScore[]
  readonly byDatabase: readonly GroupScore[]
  readonly byFeature: readonly GroupScore[]
  /** Of `em`: its ten components as accuracy, recall and F1 in percent. Of others absent. */
  readonly components?: readonly ComponentScore[]
  /** Of `ves` and `r-ves`: how far repeated runs would move the score, in percentage points up and down. */
  readonly band?: number
}

export interface GroupScore {
  readonly name: string
  readonly count: number
  readonly score: number
}

export interface ComponentScore {
  readonly name: string
  readonly accuracy: number
  readonly recall: number
  readonly f1: number
}

export interface Problem {
  readonly kind: 'gold-failed' | 'unknown-database' | 'no-prediction' | 'malformed' | 'unreadable-gold'
  readonly count: number
  /** The first few, in sentences. */
  readonly examples: readonly string[]
}

/** What a run took of language models. */
export interface Spending {
  /** Questions for which one was asked. */
  readonly questions: number
  /** Over those questions. */
  readonly meanPromptTokens: number
  readonly meanReplyTokens: number
  /** Of all of it in US dollars; null where a price is not known. */
  readonly cost: number | null
}

/** How far confidence can be believed. */
export interface Calibration {
  /** Mean distance between confidence and accuracy, weighted by bin (expected calibration error, ten bins). */
  readonly expectedError: number
  /** 0 to 1: the share of right ones in the more confident half of the answers; null where there is none. */
  readonly precisionAtHalf: number | null
  readonly bins: readonly CalibrationBin[]
}

export interface CalibrationBin {
  /** 0 to 1. */
  readonly from: number
  readonly to: number
  readonly count: number
  readonly meanConfidence: number
  /** 0 to 1: the share of right ones. */
  readonly accuracy: number
}
