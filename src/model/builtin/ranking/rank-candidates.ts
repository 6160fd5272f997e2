import type { RankerParameters } from '../parameters/ranker-parameters.ts'
import type { CandidateList } from './candidate-features.ts'
import { scoreLinearly } from './linear-ranker.ts'
import { MEASURES } from './measure-reading.ts'
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
  return rankScores(rows.map((row, index) => scoreByTrees(row, trees) - nonsenseOf(list, index)))
}

/** Outweighs whatever the words say for it. */
const NONSENSE = 10
const SUMS_OF_TEXTS = MEASURES.indexOf('aggregate of key or text')

/** A sum or an average of a key or of texts is no answer to anything, however often a question asks for one. */
function nonsenseOf({ candidates }: CandidateList, index: number): number {
  return candidates[index]!.measures[SUMS_OF_TEXTS]! > 0 ? NONSENSE : 0
}

/** As `rankCandidates`, of scores that are known already. */
export function rankScores(scores: ArrayLike<number>): RankedCandidate[] {
  const shares = softmax(scores)
  return Array.from(scores, (score, index) => ({ index, score, share: shares[index]! })).sort(
    (left, right) => right.score - left.score || left.index - right.index,
  )
}
