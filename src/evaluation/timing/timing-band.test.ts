import { describe, expect, it } from 'vitest'
import { timingBand } from './timing-band.ts'

const withSpread = (spread: number, drift = 0) => ({ score: 1, reason: null, details: { spread, drift } })
const wrong = { score: 0, reason: 'other-rows' } as const

describe('timingBand', () => {
  it('is the 95 % width of the difference of two runs', () => {
    expect(timingBand([withSpread(0.1)])).toBeCloseTo(1.96 * Math.SQRT2 * 10)
  })

  it('narrows with the root of the number of questions', () => {
    expect(timingBand(Array.from({ length: 100 }, () => withSpread(0.1)))).toBeCloseTo(1.96 * Math.SQRT2)
  })

  it('does not narrow below what all questions share', () => {
    const verdicts = Array.from({ length: 100 }, () => withSpread(0.1, 0.01))
    expect(timingBand(verdicts)).toBeCloseTo(1.96 * Math.SQRT2 * Math.SQRT2)
  })

  it.each([
    ['nothing', [], 0],
    ['what was not measured', [wrong, withSpread(0)], 0],
    ['one that was, among others', [withSpread(0.1), wrong], 1.96 * Math.SQRT2 * 5],
  ] as const)('of %s', (_, verdicts, band) => {
    expect(timingBand(verdicts)).toBeCloseTo(band)
  })
})
