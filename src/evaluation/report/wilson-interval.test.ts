import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wilsonInterval } from './wilson-interval.ts'

it.each([
  // Newcombe 1998, table I.
  [81, 263, 25.53, 36.62],
  [15, 148, 6.24, 16.05],
  [0, 20, 0, 16.11],
  [1, 29, 0.61, 17.18],
])('%d of %d', (right, count, low, high) => {
  const interval = wilsonInterval((100 * right) / count, count)
  expect(interval[0]).toBeCloseTo(low, 2)
  expect(interval[1]).toBeCloseTo(high, 2)
})

it('says nothing of an empty group', () => {
  expect(wilsonInterval(0, 0)).toEqual([0, 100])
})

it('holds the score and stays between 0 and 100', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.integer({ min: 1, max: 1000 }), (some, count) => {
      const score = (100 * Math.min(some, count)) / count
      const [low, high] = wilsonInterval(score, count)
      expect(low).toBeGreaterThanOrEqual(0)
      expect(high).toBeLessThanOrEqual(100)
      expect(low - 1e-9).toBeLessThanOrEqual(score)
      expect(high + 1e-9).toBeGreaterThanOrEqual(score)
    }),
  )
})
