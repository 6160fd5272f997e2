import type { RankerParameters } from '../parameters/ranker-parameters.ts'
import type { CandidateList } from './candidate-features.ts'
import { scoreLinearly } from './linear-ranker.ts'
import { scoreByTrees } from './tree-ranker.ts'
import { softmax, treeRowsOf } from './tree-row.ts'

/** The grammar's best so many readings are ranked. */
export const CANDIDATES_RANKED = 50

export interface RankedCandidate {
  /** Its place in the list that was ranked. */
  readonly index: number
  readonly score: number
  /** 0 to 1: of all that the candidates could mean together. */
  readonly share: number
}

/** Best first; of equals the one that the grammar had first. */
export function rankCandidates(
  list: CandidateList,
  { linear, trees }: Pick<RankerParameters, 'linear' | 'trees'>,
): RankedCandidate[] {
  const rows = treeRowsOf(list, scoreLinearly(list, linear))
  return rankScores(rows.map((row) => scoreByTrees(row, trees)))
}

/** As `rankCandidates`, of scores that are known already. */
export function rankScores(scores: ArrayLike<number>): RankedCandidate[] {
  const shares = softmax(scores)
  return Array.from(scores, (score, index) => ({ index, score, share: shares[index]! })).sort(
    (left, right) => right.score - left.score || left.index - right.index,
  )
}
