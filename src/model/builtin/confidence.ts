import type { CandidateList } from './ranking/candidate-features.ts'
import { MEASURES } from './ranking/measure-reading.ts'
import { RESULT_FACTS, type ResultOf, resultFacts } from './ranking/rank-by-results.ts'
import type { RankedCandidate } from './ranking/rank-candidates.ts'
import { squashMeasure } from './ranking/squash-measure.ts'

/** What decides how sure the model is of its best candidate, in this order. */
export const CONFIDENCE_FACTS: readonly string[] = [
  'always',
  'odds',
  'score',
  'lead',
  'grammar agrees',
  'doubt',
  'share',
  'share of two',
  'share of three',
  'candidates',
  ...RESULT_FACTS,
  ...MEASURES,
  ...MEASURES.map((name) => `${name}, and not of the next`),
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

/** The facts about the candidate that was ranked first, once the results had their say. */
export function confidenceFacts(
  ranked: readonly RankedCandidate[],
  { candidates }: CandidateList,
  resultOf: ResultOf = () => undefined,
): Float64Array {
  const best = ranked[0]!
  const lead = best.score - (ranked[1]?.score ?? best.score - LARGEST_LEAD)
  const { measures } = candidates[best.index]!
  const next = candidates[(ranked[1] ?? best).index]!.measures
  const shareOf = (count: number) => ranked.slice(0, count).reduce((sum, { share }) => sum + share, 0)
  return Float64Array.from([
    1,
    Math.log((best.share + DOUBT) / (1 - best.share + DOUBT)),
    best.score / 3,
    Math.min(LARGEST_LEAD, lead),
    best.index === 0 ? 1 : 0,
    ranked.reduce((sum, { share }) => (share > 0 ? sum - share * Math.log(share) : sum), 0),
    shareOf(1),
    shareOf(2),
    shareOf(3),
    Math.log(ranked.length + 1),
    ...resultFacts(ranked, resultOf),
    ...Array.from(measures, squashMeasure),
    ...Array.from(measures, (measure, place) => squashMeasure(measure - next[place]!)),
  ])
}

/** How sure the model is of the candidate that was ranked first, 0 to 1. */
export function confidenceOf(facts: Float64Array, { weights }: ConfidenceCurve): number {
  const sum = facts.reduce((total, fact, index) => total + fact * weights[index]!, 0)
  return Math.min(SUREST, 1 / (1 + Math.exp(-sum)))
}
