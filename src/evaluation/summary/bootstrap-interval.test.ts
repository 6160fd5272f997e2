import { array, double, integer, property, assert as propertyHolds } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bootstrapInterval } from './bootstrap-interval.ts'

const rightOf = (right: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => (index < right ? 1 : 0))

describe('the bootstrap interval of a mean', () => {
  // The sum of a resample of zeros and ones is binomial: its 2.5 % and 97.5 % quantiles were computed with SciPy
  // (binom.ppf), and a bootstrap of 2,000 resamples comes within a few questions of them.
  it.each([
    { right: 50, count: 100, low: 40, high: 60, within: 2 },
    { right: 900, count: 1_000, low: 881, high: 918, within: 2 },
    { right: 5, count: 100, low: 1, high: 10, within: 1 },
    { right: 332, count: 394, low: 318, high: 346, within: 2 },
    { right: 8_000, count: 10_000, low: 7_921, high: 8_078, within: 8 },
  ])('of $right right of $count is about $low to $high', ({ right, count, low, high, within }) => {
    const [from, to] = bootstrapInterval(rightOf(right, count), 7)
    expect(Math.abs(from * count - low)).toBeLessThanOrEqual(within)
    expect(Math.abs(to * count - high)).toBeLessThanOrEqual(within)
  })

  it('of graded values is about 1.96 standard errors on each side', () => {
    // 0, 1/400, … 399/400: the standard deviation of a uniform distribution is 1/√12.
    const values = Array.from({ length: 400 }, (_, index) => index / 400)
    const [low, high] = bootstrapInterval(values, 1)
    const error = Math.sqrt(1 / 12 / 400)
    expect(low).toBeCloseTo(0.49875 - 1.96 * error, 2)
    expect(high).toBeCloseTo(0.49875 + 1.96 * error, 2)
  })

  it('has no width where every value is the same', () => {
    expect(bootstrapInterval(rightOf(20, 20), 7)).toEqual([1, 1])
    expect(bootstrapInterval(rightOf(0, 20), 7)).toEqual([0, 0])
    expect(bootstrapInterval([], 7)).toEqual([0, 0])
  })

  it('depends on its seed and on nothing else', () => {
    // With many different values two seeds do not meet by accident.
    const values = Array.from({ length: 97 }, (_, index) => Math.sqrt(index))
    expect(bootstrapInterval(values, 7)).toEqual(bootstrapInterval(values, 7))
    expect(bootstrapInterval(values, 7)).not.toEqual(bootstrapInterval(values, 8))
  })

  it('lies within the values, low before high', () => {
    propertyHolds(
      property(
        array(double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 20 }),
        integer(),
        (values, seed) => {
          const [low, high] = bootstrapInterval(values, seed)
          const slack = 1e-12
          return low <= high && low >= Math.min(...values) - slack && high <= Math.max(...values) + slack
        },
      ),
      { numRuns: 50 },
    )
  })
})
