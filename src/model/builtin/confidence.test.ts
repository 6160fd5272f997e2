import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SqlCandidate } from '../model.ts'
import { confidenceOf } from './confidence.ts'

const candidate = (score: number, unused = 0): SqlCandidate => ({
  sql: `SELECT ${score}`,
  score,
  confidence: 0,
  unusedWords: Array.from({ length: unused }, (_, index) => `word${index}`),
  links: [],
})

describe('how sure the parser is', () => {
  it('is less sure of a word that nothing accounts for', () => {
    const full = candidate(8)
    const partial = candidate(8, 2)
    expect(confidenceOf(partial, 0, [partial], 8)).toBeLessThan(confidenceOf(full, 0, [full], 8))
  })

  it('is less sure beside a rival', () => {
    const best = candidate(3)
    expect(confidenceOf(best, 0, [best, candidate(2.9)], 8)).toBeLessThan(confidenceOf(best, 0, [best], 8))
  })

  it('is surer of the better of two', () => {
    const [best, other] = [candidate(8), candidate(7)]
    expect(confidenceOf(other, 1, [best, other], 8)).toBeLessThan(confidenceOf(best, 0, [best, other], 8))
  })

  it('is never certain, and always a share', () => {
    const scores = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(scores, fc.nat(30), (list, words) => {
        const ranked = list.sort((left, right) => right - left).map((score) => candidate(score))
        ranked.forEach((one, rank) => {
          const confidence = confidenceOf(one, rank, ranked, words)
          expect(confidence).toBeGreaterThanOrEqual(0)
          expect(confidence).toBeLessThan(1)
        })
      }),
    )
  })
})
