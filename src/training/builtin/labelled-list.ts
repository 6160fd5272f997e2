import { type CandidateList, type ResultOf, rankByResults, rankScores } from '../../model/open-model.ts'

/** Who worded a training question: its author (once, and each time that it is there again), a rule, or the grammar of synthesized questions. */
export const ORIGINS = ['asked', 'repeated', 'reworded', 'synthesized'] as const
export type Origin = (typeof ORIGINS)[number]

/** The candidates of one training question, and which of them give the wanted result. */
export interface LabelledList {
  readonly dbId: string
  /** All are learned from; only those that were asked are counted. */
  readonly origin: Origin
  readonly list: CandidateList
  /** 1 for each candidate that is right. */
  readonly right: Uint8Array
  /** Of each candidate the key of what it finds, and how many rows that are. */
  readonly results: Int32Array
}

/** What is known of the results of a list's candidates. */
export function resultsOf({ results }: Pick<LabelledList, 'results'>): ResultOf {
  return (index) => ({ key: results[2 * index]!, rowCount: results[2 * index + 1]! })
}

/** Whether the candidate that the model would choose by these scores, once the best ones have run, is right. */
function choosesRight(labelled: LabelledList, scores: ArrayLike<number>): boolean {
  const [chosen] = rankByResults(rankScores(scores), resultsOf(labelled))
  return chosen !== undefined && labelled.right[chosen.index] === 1
}

export function isAsked({ origin }: Pick<LabelledList, 'origin'>): boolean {
  return origin === 'asked'
}

/** A pair that was given, be it for the first time or again. */
export function isGiven({ origin }: Pick<LabelledList, 'origin'>): boolean {
  return origin === 'asked' || origin === 'repeated'
}

/** Only where some candidates are right and others are not is there something to rank. */
export function teachesRanking({ right }: LabelledList): boolean {
  return right.includes(1) && right.includes(0)
}

/** Of each candidate, how much the ranking would gain were its score lower: its share less its share of what is right. */
export function rankingGradient(shares: Float64Array, right: Uint8Array): Float64Array {
  const rightShare = shares.reduce((sum, share, index) => sum + share * right[index]!, 0)
  return shares.map((share, index) => share - (right[index] === 1 ? share / Math.max(rightShare, 1e-12) : 0))
}

/** The share of questions whose best candidate is right; questions without a right one count as wrong. */
export function shareRight(
  lists: readonly LabelledList[],
  scoresOf: (list: LabelledList) => ArrayLike<number>,
): number {
  const hits = lists.filter((labelled) => choosesRight(labelled, scoresOf(labelled))).length
  return lists.length === 0 ? 0 : hits / lists.length
}
