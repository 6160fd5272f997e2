import type { ConfidenceCurve } from '../confidence.ts'
import type { LinearRanker } from '../ranking/linear-ranker.ts'

/** All that the builtin model has learned. */
export interface RankerParameters {
  readonly linear: LinearRanker
  readonly confidence: ConfidenceCurve
}
