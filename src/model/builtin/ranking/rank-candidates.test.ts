import { describe, expect, it } from 'vitest'
import { hashText } from '../../../base/random.ts'
import type { CandidateList } from './candidate-features.ts'
import { crossHash, hashAll } from './feature-hash.ts'
import { MEASURES } from './measure-reading.ts'
import { rankCandidates, rankScores, settleScores } from './rank-candidates.ts'

const BITS = 16

/** Two candidates: the first counts, the second is preferred by the grammar. */
function listFor(question: string): CandidateList {
  const candidate = (structure: string, score: number) => ({
    structure: hashAll([structure]),
    naming: new Uint32Array(),
    lone: new Uint32Array(),
    measures: Float32Array.from(MEASURES, (name) => (name === 'score' ? score : 0)),
  })
  return {
    phrases: hashAll(question.split(' ')),
    words: new Uint32Array(),
    candidates: [candidate('shows count', 1), candidate('shows name', 1.5)],
  }
}

/** "many" goes with counting. */
function parameters() {
  const weights = new Float32Array(2 ** BITS)
  weights[crossHash(hashText('many'), hashText('shows count')) >>> (32 - BITS)] = 2
  return { bits: BITS, weights, scoreWeight: 1, measureWeights: new Float64Array(MEASURES.length) }
}

describe('candidates', () => {
  it('are ranked by what words of the question go with', () => {
    expect(rankCandidates(listFor('how many singers'), parameters()).map(({ index }) => index)).toEqual([
      0, 1,
    ])
    expect(rankCandidates(listFor('which singers'), parameters()).map(({ index }) => index)).toEqual([1, 0])
  })

  it('share out their chances', () => {
    const [best, other] = rankCandidates(listFor('how many singers'), parameters())
    expect(best!.share + other!.share).toBeCloseTo(1)
    expect(best!.share).toBeCloseTo(1 / (1 + Math.exp(-1.5)))
  })

  it('keep the order of the grammar where the ranker sees no difference', () => {
    expect(rankScores([1, 2, 1, 2]).map(({ index }) => index)).toEqual([1, 3, 0, 2])
  })

  it.each([
    ['groups undone', 1],
    ['behind best', -2],
  ] as const)('do not win by a little when their %s is %d', (name, value) => {
    const list = listFor('how many singers')
    list.candidates[0]!.measures[MEASURES.indexOf(name)] = value
    const [first, second] = settleScores(list, Float64Array.of(1, 0))
    expect(first).toBeLessThan(second!)
    expect(settleScores(listFor('how many singers'), Float64Array.of(1, 0))).toEqual(Float64Array.of(1, 0))
  })

  it('may be none', () => {
    expect(rankScores([])).toEqual([])
  })
})
