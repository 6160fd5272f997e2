import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../base/random.ts'
import { meanRatio, medianRatio } from './time-ratio.ts'

const steady = (count: number, value = 2) => Array.from({ length: count }, () => value)

describe('meanRatio', () => {
  it.each([
    ['a mean', [1, 2, 3], 2, 3],
    // NumPy: mean 1.9, deviation 2.97; 11 is 3.06 deviations from it.
    ['a mean without what lies three deviations off', [...steady(10, 1), 11], 1, 10],
    // Mean 2, deviation 3: 11 lies exactly three deviations off, which is not less than three.
    ['a mean without what lies exactly three deviations off', [...steady(9, 1), 11], 1, 9],
    ['a mean with what lies nearer', [...steady(8, 1), 10], 2, 9],
    ['0 where all are the same, for none lies less than nothing off', steady(5), 0, 0],
    ['0 for a single round', [1.3], 0, 0],
  ])('is %s', (_, ratios, ratio, kept) => {
    expect(meanRatio(ratios)).toMatchObject({ ratio, kept, rounds: ratios.length })
  })
})

describe('medianRatio', () => {
  it.each([
    [[3], 3],
    [[1, 5], 3],
    [[9, 1, 2], 2],
    [[1, 2, 4, 1_000], 3],
  ])('of %j is %d', (ratios, ratio) => {
    expect(medianRatio(ratios)).toMatchObject({ ratio, rounds: ratios.length, kept: ratios.length })
  })

  it('does not claim to know the scatter of a single round', () => {
    const { low, high, standardError } = medianRatio([2])
    expect([low, high]).toEqual([1.6, 2.5])
    expect(standardError).toBeGreaterThan(0.2)
  })

  it('has the interval that the ranks give it', () => {
    const { low, high } = medianRatio(Array.from({ length: 100 }, (_, index) => index + 1))
    // Ranks 40 and 61 of 100, the binomial interval to the next rank outwards.
    expect([low, high]).toEqual([40, 61])
  })

  it('is not moved by outliers', () => {
    expect(medianRatio([...steady(95), ...steady(5, 1e6)])).toMatchObject({ ratio: 2, low: 2, high: 2 })
  })

  it('holds the median of any sample within its interval', () => {
    const ratio = fc.double({ min: 0.01, max: 100, noNaN: true })
    fc.assert(
      fc.property(fc.array(ratio, { minLength: 1, maxLength: 60 }), (ratios) => {
        const { ratio, low, high, standardError } = medianRatio(ratios)
        return low <= ratio && ratio <= high && standardError >= 0
      }),
    )
  })
})

describe.each([
  ['mean', meanRatio],
  ['median', medianRatio],
] as const)('the 95 %% interval of a %s', (name, ratioOf) => {
  it('holds the truth about 19 times of 20', () => {
    const random = seededRandom(name)
    const samples = Array.from({ length: 400 }, () =>
      // The sum of uniform numbers is nearly normal.
      Array.from({ length: 100 }, () => 1 + (random.next() + random.next() + random.next() - 1.5) / 5),
    )
    const held = samples.map(ratioOf).filter(({ low, high }) => low <= 1 && 1 <= high).length
    expect(held / samples.length).toBeGreaterThan(0.92)
    expect(held / samples.length).toBeLessThan(0.995)
  })
})
