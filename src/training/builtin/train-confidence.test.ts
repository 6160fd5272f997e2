import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../base/random.ts'
import { judgeConfidence } from './judge-confidence.ts'
import { trainConfidence } from './train-confidence.ts'

const random = seededRandom(3)
/** Right as often as a curve of the second fact says; the third says nothing. */
const answers = Array.from({ length: 3000 }, () => {
  const fact = 6 * random.next() - 3
  return {
    facts: Float64Array.of(1, fact, random.next()),
    isRight: random.next() < 1 / (1 + Math.exp(-2 * fact + 0.5)),
  }
})

describe('a confidence', () => {
  it('is as sure as answers are right', () => {
    const weights = trainConfidence(answers)
    expect(weights[0]).toBeCloseTo(-0.5, 0)
    expect(weights[1]).toBeCloseTo(2, 0)
    const report = judgeConfidence(
      answers.map(({ facts, isRight }) => {
        const sum = facts.reduce((total, fact, index) => total + fact * weights[index]!, 0)
        return { isRight, confidence: 1 / (1 + Math.exp(-sum)) }
      }),
    )
    expect(report.calibrationError).toBeLessThan(0.03)
  })

  it('stays finite when all answers are right', () => {
    const weights = trainConfidence(answers.map(({ facts }) => ({ facts, isRight: true })))
    expect([...weights].every(Number.isFinite)).toBe(true)
  })
})

describe('the judgement of confidences', () => {
  it('gives precision by coverage, the surest first', () => {
    const confidences = [0.95, 0.9, 0.6, 0.2].map((confidence, index) => ({ confidence, isRight: index < 2 }))
    const { curve, calibrationError } = judgeConfidence(confidences)
    expect(curve.find(({ coverage }) => coverage === 0.5)).toEqual({
      coverage: 0.5,
      precision: 1,
      threshold: 0.9,
    })
    expect(curve.at(-1)).toEqual({ coverage: 1, precision: 0.5, threshold: 0.2 })
    // The first two share a bin: |1.85 - 2| + 0.6 + 0.2, over four.
    expect(calibrationError).toBeCloseTo(0.2375)
  })

  it('has nothing to say of no answers', () => {
    expect(judgeConfidence([])).toEqual({ calibrationError: 0, curve: [] })
  })
})
