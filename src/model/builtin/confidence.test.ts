import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CONFIDENCE_FACTS, confidenceFacts, confidenceOf } from './confidence.ts'
import { loadParameters } from './parameters/load-parameters.ts'
import type { CandidateList } from './ranking/candidate-features.ts'
import { MEASURES } from './ranking/measure-reading.ts'
import { rankScores } from './ranking/rank-candidates.ts'

const curve = loadParameters().confidence

/** Candidates that are alike but for their scores, the words of the question left over by each. */
function confidenceAt(scores: readonly number[], unused = 0): number {
  const measures = Float32Array.from(MEASURES, (name) => (name === 'unused words' ? unused : 0.5))
  const none = new Uint32Array()
  const candidates = scores.map(() => ({ structure: none, naming: none, lone: none, measures }))
  const list: CandidateList = { phrases: none, words: none, candidates }
  return confidenceOf(confidenceFacts(rankScores(scores), list), curve)
}

describe('how sure the model is of its best candidate', () => {
  it('is less sure of a reading that leaves words over', () => {
    expect(confidenceAt([2, 0], 2)).toBeLessThan(confidenceAt([2, 0], 0))
  })

  it('is less sure beside a rival', () => {
    expect(confidenceAt([2, 1.9])).toBeLessThan(confidenceAt([2, -1]))
  })

  it('has a weight for every fact', () => {
    expect(curve.weights).toHaveLength(CONFIDENCE_FACTS.length)
  })

  it('is always a share, and never certain', () => {
    const scores = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(scores, fc.nat(30), (list, unused) => {
        const confidence = confidenceAt(list, unused)
        expect(confidence).toBeGreaterThanOrEqual(0)
        expect(confidence).toBeLessThan(1)
      }),
    )
  })
})
