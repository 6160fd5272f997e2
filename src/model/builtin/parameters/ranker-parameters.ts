import type { ConfidenceCurve } from '../confidence.ts'
import type { LinearRanker } from '../ranking/linear-ranker.ts'
import type { TreeRanker } from '../ranking/tree-ranker.ts'

/** All that the builtin model has learned. */
export interface RankerParameters {
  readonly linear: LinearRanker
  readonly trees: TreeRanker
  readonly confidence: ConfidenceCurve
}
