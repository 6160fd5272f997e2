import type { CandidateList } from './ranking/candidate-features.ts'
import { MEASURES } from './ranking/measure-reading.ts'
import type { RankedCandidate } from './ranking/rank-candidates.ts'

/** Measures of the best candidate that say how far it can be trusted, and how large each may count. */
const TRUSTED_MEASURES = [
  ['score per word', 1],
  ['unused words', 4],
  ['unused ranks', 1],
  ['forgotten tables', 2],
  ['covered share', 1],
  ['link least', 1],
  ['shown weakest link', 1],
  ['conditions weakest link', 1],
  ['values not linked', 2],
  ['strong values unused', 2],
  ['numbers unused', 1],
  ['conditions', 3],
  ['tables', 4],
  ['nested', 2],
  ['combined', 1],
  ['candidates', 50],
] as const satisfies readonly (readonly [(typeof MEASURES)[number], number])[]

/** What decides how sure the model is of its best candidate, in this order. */
export const CONFIDENCE_FACTS: readonly string[] = [
  'always',
  'odds',
  'score',
  'lead',
  'grammar agrees',
  ...TRUSTED_MEASURES.map(([name]) => name),
]

/** A weight for each of the facts, of a logistic curve. */
export interface ConfidenceCurve {
  readonly weights: Float64Array
}

const LARGEST_LEAD = 3
/** Nothing that was learned from so many questions is surer. */
const SUREST = 0.995
/** Keeps the odds finite where one candidate has all of the share. */
const DOUBT = 1e-3

/** The facts about the candidate that was ranked first. */
export function confidenceFacts(
  ranked: readonly RankedCandidate[],
  { candidates }: CandidateList,
): Float64Array {
  const best = ranked[0]!
  const lead = best.score - (ranked[1]?.score ?? best.score - LARGEST_LEAD)
  const { measures } = candidates[best.index]!
  return Float64Array.from([
    1,
    Math.log((best.share + DOUBT) / (1 - best.share + DOUBT)),
    best.score / 3,
    Math.min(LARGEST_LEAD, lead),
    best.index === 0 ? 1 : 0,
    ...TRUSTED_MEASURES.map(
      ([name, most]) => Math.max(-most, Math.min(most, measures[MEASURES.indexOf(name)]!)) / most,
    ),
  ])
}

/** How sure the model is of the candidate that was ranked first, 0 to 1, before anything ran. */
export function confidenceOf(facts: Float64Array, { weights }: ConfidenceCurve): number {
  const sum = facts.reduce((total, fact, index) => total + fact * weights[index]!, 0)
  return Math.min(SUREST, 1 / (1 + Math.exp(-sum)))
}
