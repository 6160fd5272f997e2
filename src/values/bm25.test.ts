import { describe, expect, it } from 'vitest'
import { bm25 } from './bm25.ts'

const collection = { documents: 1000, averageLength: 4 }

describe('bm25', () => {
  it('weighs a rare term more than a common one', () => {
    const rare = bm25([{ frequency: 1, documents: 3 }], 4, collection)
    expect(rare).toBeGreaterThan(bm25([{ frequency: 1, documents: 300 }], 4, collection))
  })

  it('weighs a short document more than a long one', () => {
    const match = [{ frequency: 1, documents: 3 }]
    expect(bm25(match, 2, collection)).toBeGreaterThan(bm25(match, 12, collection))
  })

  it('computes the known formula', () => {
    // ln(1 + 997.5 / 3.5) × 2.2 / (1 + 1.2)
    expect(bm25([{ frequency: 1, documents: 3 }], 4, collection)).toBeCloseTo(Math.log(1 + 997.5 / 3.5), 12)
  })

  it('is 0 without matches, and never negative', () => {
    expect(bm25([], 4, collection)).toBe(0)
    expect(bm25([{ frequency: 1, documents: 1000 }], 4, collection)).toBeGreaterThan(0)
  })
})
