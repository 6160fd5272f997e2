/** What training came to. Shares are of all questions that were learned from, unless another name says otherwise. */
export interface TrainingReport {
  readonly pairs: number
  readonly questions: number
  readonly databases: number
  /** Pairs that teach nothing, by why. */
  readonly skipped: Readonly<Record<SkipReason, number>>
  /** A right query is among the candidates. */
  readonly reachable: number
  /** The first candidate is right: by the weights before training, and after it on databases that it did not see. */
  readonly before: number
  readonly after: number
  /** Databases were held out; else questions, because there were too few databases. */
  readonly heldOut: 'databases' | 'questions'
  readonly rounds: readonly TrainingRound[]
  readonly confidence: ConfidenceReport
}

export type SkipReason = 'no-database' | 'database-too-large' | 'gold-fails' | 'gold-finds-nothing'

/** The share of held-out questions that are right after a round. */
export interface TrainingRound {
  readonly stage: 'linear'
  readonly round: number
  readonly right: number
}

/** How far the confidence can be trusted, on databases that it was not fitted to. */
export interface ConfidenceReport {
  /** Mean distance between confidence and share of right answers, over ten bins of equal width. */
  readonly calibrationError: number
  /** Of the most confident share of answers, how many are right. */
  readonly curve: readonly {
    readonly coverage: number
    readonly precision: number
    readonly threshold: number
  }[]
}
