import type { CandidateList } from './candidate-features.ts'
import { MEASURES } from './measure-reading.ts'

/** What the linear ranker adds to the measures of each candidate. */
const LINEAR_MEASURES = [
  'linear',
  'linear behind best',
  'linear share',
  'linear rank',
  'linear ahead',
] as const

export const TREE_COLUMNS: readonly string[] = [...MEASURES, ...LINEAR_MEASURES]

/** The measures of each candidate and what the linear ranker makes of it in the company of the others. */
export function treeRowsOf({ candidates }: CandidateList, linear: Float64Array): Float32Array[] {
  const shares = softmax(linear)
  const sorted = [...linear].sort((left, right) => right - left)
  return candidates.map(({ measures }, index) => {
    const score = linear[index]!
    const rank = sorted.indexOf(score)
    const others = rank === 0 ? (sorted[1] ?? score - 3) : sorted[0]!
    const row = new Float32Array(TREE_COLUMNS.length)
    row.set(measures)
    row.set([score, score - sorted[0]!, shares[index]!, rank, score - others], MEASURES.length)
    return row
  })
}

export function softmax(scores: ArrayLike<number>): Float64Array {
  const highest = Math.max(...Array.from(scores))
  const weights = Float64Array.from(scores, (score) => Math.exp(score - highest))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}
