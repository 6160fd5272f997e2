import type { CandidateList } from './candidate-features.ts'
import { crossHash } from './feature-hash.ts'
import { squashMeasure } from './squash-measure.ts'

/** One weight for each hash of a feature, folded to as many bits as the table has. */
export interface LinearRanker {
  readonly bits: number
  readonly weights: Float32Array
  /** Of the score that the grammar's own weights gave. */
  readonly scoreWeight: number
  /** Of each measure, squashed: what holds whatever the words are. */
  readonly measureWeights: Float64Array
}

/** Larger is better; comparable within one list. */
export function scoreLinearly(
  list: CandidateList,
  { bits, weights, scoreWeight, measureWeights }: LinearRanker,
): Float64Array {
  const shift = 32 - bits
  // A property that several candidates share is added up once.
  const sums = new Map<number, number>()
  const sumOf = (feature: number, companions: Uint32Array): number => {
    let sum = sums.get(feature)
    if (sum === undefined) {
      sum = 0
      for (const companion of companions) sum += weights[crossHash(companion, feature) >>> shift]!
      sums.set(feature, sum)
    }
    return sum
  }
  return Float64Array.from(list.candidates, ({ structure, naming, lone, measures }) => {
    let score = scoreWeight * measures[0]!
    for (let index = 0; index < measures.length; index++) {
      const weight = measureWeights[index]!
      if (weight !== 0) score += weight * squashMeasure(measures[index]!)
    }
    for (const feature of structure) score += sumOf(feature, list.phrases)
    for (const feature of naming) score += sumOf(feature, list.words)
    for (const feature of lone) score += weights[crossHash(feature, 0) >>> shift]!
    return score
  })
}
