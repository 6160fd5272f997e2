import type { CandidateList } from './candidate-features.ts'
import { type LinearRanker, scoreLinearly } from './linear-ranker.ts'
import { MEASURES } from './measure-reading.ts'
import { softmax } from './softmax.ts'

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
  linear: LinearRanker,
  evidence?: ArrayLike<number>,
): RankedCandidate[] {
  const settled = settleScores(list, scoreLinearly(list, linear))
  return rankScores(
    evidence === undefined ? settled : settled.map((score, index) => score + evidence[index]!),
  )
}

/** Of the grammar's own score: questions that are asked as nobody asked in training are read by it alone. */
const GRAMMAR_WEIGHT = 3
/** A question that says "per" or "each", or computes something "by" a thing, wants groups, if a reading has some. */
const GROUPS_LOST = 3

const BEHIND_BEST = MEASURES.indexOf('behind best')
const GROUPS_UNDONE = MEASURES.indexOf('groups undone')
const BY_UNDONE = MEASURES.indexOf('computed by thing ungrouped')

/** What was learned of each candidate, joined by what holds however people ask. */
export function settleScores({ candidates }: CandidateList, learned: Float64Array): Float64Array {
  return learned.map((score, index) => {
    const { measures } = candidates[index]!
    const groupsLost = Math.max(measures[GROUPS_UNDONE]!, Math.min(1, measures[BY_UNDONE]!))
    return score + GRAMMAR_WEIGHT * measures[BEHIND_BEST]! - GROUPS_LOST * groupsLost
  })
}

/** As `rankCandidates`, of scores that are known already. */
export function rankScores(scores: ArrayLike<number>): RankedCandidate[] {
  const shares = softmax(scores)
  return Array.from(scores, (score, index) => ({ index, score, share: shares[index]! })).sort(
    (left, right) => right.score - left.score || left.index - right.index,
  )
}
