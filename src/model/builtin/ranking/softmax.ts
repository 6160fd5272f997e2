/** Of each score its share of all, by which a score that is larger by 1 counts e times as much. */
export function softmax(scores: ArrayLike<number>): Float64Array {
  const highest = Math.max(...Array.from(scores))
  const weights = Float64Array.from(scores, (score) => Math.exp(score - highest))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}
