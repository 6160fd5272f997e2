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

/**
 * Best first; of equals the one that the grammar had first. `evidence` is what else speaks for each, to be added to its
 * score.
 */
export function rankCandidates(
  list: CandidateList,
  { linear, trees }: Pick<RankerParameters, 'linear' | 'trees'>,
  evidence?: ArrayLike<number>,
): RankedCandidate[] {
  const scores = scoreLinearly(list, linear)
  const rows = treeRowsOf(list, scores)
  const learned = rows.map((row, index) => scores[index]! + scoreByTrees(row, trees))
  const settled = settleScores(list, learned)
  return rankScores(
    evidence === undefined ? settled : settled.map((score, index) => score + evidence[index]!),
  )
}

/** Of the grammar's own score: questions that are asked as nobody asked in training are read by it alone. */
const GRAMMAR_WEIGHT = 1
/** A question that says "per" or "each" wants groups, if there is a reading that has some. */
const GROUPS_LOST = 3
/** A sum or an average of a key or of texts is no answer to anything, however often a question asks for one. */
const NONSENSE = 10

const BEHIND_BEST = MEASURES.indexOf('behind best')
const GROUPS_UNDONE = MEASURES.indexOf('groups undone')
const SUMS_OF_TEXTS = MEASURES.indexOf('aggregate of key or text')

/** What was learned of each candidate, joined by what holds however people ask. */
export function settleScores({ candidates }: CandidateList, learned: readonly number[]): Float64Array {
  return Float64Array.from(learned, (score, index) => {
    const { measures } = candidates[index]!
    return (
      score +
      GRAMMAR_WEIGHT * measures[BEHIND_BEST]! -
      GROUPS_LOST * measures[GROUPS_UNDONE]! -
      (measures[SUMS_OF_TEXTS]! > 0 ? NONSENSE : 0)
    )
  })
}

/** As `rankCandidates`, of scores that are known already. */
export function rankScores(scores: ArrayLike<number>): RankedCandidate[] {
  const shares = softmax(scores)
  return Array.from(scores, (score, index) => ({ index, score, share: shares[index]! })).sort(
    (left, right) => right.score - left.score || left.index - right.index,
  )
}
