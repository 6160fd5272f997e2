import type { SqlCandidate } from '../model.ts'

/**
 * How sure the parser is of one of its candidates, 0 to 1, before anything ran: how far it leads the others, how well
 * the words fit together, how many words nothing accounts for. The curve was set on 450 questions of Spider train.
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
  const coverage = candidate.unusedWords.reduce((product, word) => product * toleranceOf(word), 1)
  return calibrate(share ** 0.5 * fluency * coverage)
}

/** A verb between two tables ("appeared in") says little that the join does not; any other word may be a condition. */
function toleranceOf(unusedWord: string): number {
  // Ranks below the first cannot be said yet: without them the answer is another one.
  if (/^(?:second|third|fourth|fifth|\d+(?:nd|rd|th))$/i.test(unusedWord)) return 0.3
  return /(?:ed|ing)$/.test(unusedWord) ? 0.85 : 0.6
}

/** From the raw figure to the share of answers that are right at it. */
function calibrate(raw: number): number {
  return Math.min(0.93, 1 / (1 + Math.exp(-8 * (raw - 0.39))))
}
