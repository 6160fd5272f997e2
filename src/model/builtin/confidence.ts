import type { SqlCandidate } from '../model.ts'

/**
 * How sure the parser is of one of its candidates, 0 to 1, before anything ran: how far it leads the others and how
 * many words nothing accounts for. Set by hand; the training issue calibrates it on held-out databases.
 */
export function confidenceOf(
  candidate: SqlCandidate,
  rank: number,
  ranked: readonly SqlCandidate[],
  wordCount: number,
): number {
  const best = ranked[0]!.score
  const weights = ranked.map(({ score }) => Math.exp(2 * (score - best)))
  const share = weights[rank]! / weights.reduce((sum, weight) => sum + weight, 0)
  const scorePerWord = candidate.score / Math.max(3, wordCount)
  const fluency = 1 / (1 + Math.exp(-6 * (scorePerWord - 0.25)))
  const coverage = 0.75 ** candidate.unusedWords.length
  return Math.max(0, Math.min(1, share ** 0.5 * fluency * coverage))
}
