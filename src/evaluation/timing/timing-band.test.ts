import { describe, expect, it } from 'vitest'
import { timingBand } from './timing-band.ts'

const withSpread = (spread: number) => ({ score: 1, reason: null, details: { spread } })
const wrong = { score: 0, reason: 'other-rows' } as const

describe('timingBand', () => {
  it('is the 95 % width of the difference of two runs', () => {
    expect(timingBand([withSpread(0.1)])).toBeCloseTo(1.96 * Math.SQRT2 * 10)
  })

  it('narrows with the root of the number of questions, but not below what all share', () => {
    const bandOf = (count: number) => timingBand(Array.from({ length: count }, () => withSpread(0.1)))
    const shared = 1.96 * Math.SQRT2 * 0.15
    expect(bandOf(100)).toBeCloseTo(Math.hypot(1.96 * Math.SQRT2, shared))
    expect(bandOf(1_000_000)).toBeCloseTo(shared, 1)
  })

  it.each([
    ['nothing', [], 0],
    ['what was not measured', [wrong, withSpread(0)], 0],
    ['one that was, among others', [withSpread(0.1), wrong], 1.96 * Math.SQRT2 * 5],
  ] as const)('of %s', (_, verdicts, band) => {
    expect(timingBand(verdicts)).toBeCloseTo(band)
  })
})
