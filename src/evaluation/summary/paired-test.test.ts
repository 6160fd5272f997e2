import { nat, property, assert as propertyHolds } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mcNemarTest, signFlipTest } from './paired-test.ts'

/** Pascal's triangle in whole numbers, so that nothing here is rounded before the end. */
function binomialTail(count: number, most: number): number {
  let row = [1n]
  for (let size = 1; size <= count; size++) {
    row = Array.from({ length: size + 1 }, (_, index) => (row[index - 1] ?? 0n) + (row[index] ?? 0n))
  }
  const tail = row.slice(0, most + 1).reduce((sum, ways) => sum + ways, 0n)
  return Number((tail * 10n ** 18n) / 2n ** BigInt(count)) / 1e18
}

describe('McNemar’s exact test', () => {
  it.each([
    // 2 × (1) / 2^5, 2 × (1 + 10) / 2^10, 2 × (1 + 8 + 28) / 2^8, and no change at all.
    { gained: 5, lost: 0, p: 0.0625 },
    { gained: 0, lost: 6, p: 0.03125 },
    { gained: 9, lost: 1, p: 22 / 1024 },
    { gained: 2, lost: 6, p: 74 / 256 },
    { gained: 4, lost: 4, p: 1 },
    { gained: 1, lost: 0, p: 1 },
    { gained: 0, lost: 0, p: 1 },
  ])('of $gained gained and $lost lost gives $p', ({ gained, lost, p }) => {
    expect(mcNemarTest(gained, lost)).toBeCloseTo(p, 14)
  })

  it('is the binomial tail, doubled, whichever way', () => {
    propertyHolds(
      property(nat(60), nat(60), (gained, lost) => {
        const expected = Math.min(1, 2 * binomialTail(gained + lost, Math.min(gained, lost)))
        expect(mcNemarTest(gained, lost)).toBeCloseTo(expected, 12)
        expect(mcNemarTest(lost, gained)).toBe(mcNemarTest(gained, lost))
      }),
    )
  })

  it('stays a number for thousands of questions', () => {
    // SciPy: binomtest(2400, 5000).pvalue and binomtest(400, 2000).pvalue.
    expect(mcNemarTest(2_400, 2_600)).toBeCloseTo(0.004883649737517494, 9)
    expect(mcNemarTest(400, 1_600) / 2.280340412214765e-169).toBeCloseTo(1, 6)
    expect(mcNemarTest(0, 5_000)).toBeLessThan(1e-300)
  })
})

describe('the sign-flip test', () => {
  it('of right and wrong is McNemar’s test', () => {
    propertyHolds(
      property(nat(6), nat(6), (gained, lost) => {
        const differences = [...Array(gained).fill(1), ...Array(3).fill(0), ...Array(lost).fill(-1)]
        expect(signFlipTest(differences, 7)).toBeCloseTo(mcNemarTest(gained, lost), 12)
      }),
      { numRuns: 40 },
    )
  })

  it.each([
    // Sums of ±1 ±2 ±4 are all different: 7 is reached in one way of eight on each side, 5 or more in two.
    { differences: [1, 2, 4], p: 2 / 8 },
    { differences: [-1, 2, 4], p: 4 / 8 },
    { differences: [0.1, 0.1, 0.1, -0.3], p: 1 },
    { differences: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7], p: 2 / 128 },
    { differences: [0, 0], p: 1 },
    { differences: [], p: 1 },
  ])('of $differences gives $p', ({ differences, p }) => {
    expect(signFlipTest(differences, 7)).toBeCloseTo(p, 12)
  })

  it('of many comes near the exact value and depends on its seed alone', () => {
    const differences = Array.from({ length: 60 }, (_, index) => (index < 38 ? 1 : -1))
    const exact = mcNemarTest(38, 22)
    expect(signFlipTest(differences, 7)).toBeCloseTo(exact, 2)
    expect(signFlipTest(differences, 7)).toBe(signFlipTest(differences, 7))
  })

  it('never calls anything impossible', () => {
    expect(signFlipTest(Array(500).fill(0.25), 7)).toBeCloseTo(1 / 20_001, 12)
  })
})
