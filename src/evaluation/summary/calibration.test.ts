import { array, boolean, double, property, assert as propertyHolds, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ConfidentPrediction, calibrationOf } from './calibration.ts'

const predictions = (count: number, right: number, confidence: number): ConfidentPrediction[] =>
  Array.from({ length: count }, (_, index) => ({ confidence, isRight: index < right }))

describe('calibration', () => {
  it.each([
    { says: 'as sure as right', given: predictions(10, 9, 0.9), error: 0 },
    { says: 'sure and never right', given: predictions(10, 0, 0.75), error: 0.75 },
    // (4 × |0.25 − 0.5| + 6 × |0.85 − 0.5|) / 10
    { says: 'two bins', given: [...predictions(4, 2, 0.25), ...predictions(6, 3, 0.85)], error: 0.31 },
    // Within a bin too much and too little confidence even out: (0.42 + 0.48) / 2 against 1 of 2.
    { says: 'one bin', given: [...predictions(1, 0, 0.42), ...predictions(1, 1, 0.48)], error: 0.05 },
    { says: 'nothing', given: [], error: 0 },
  ])('$says: $error', ({ given, error }) => {
    expect(calibrationOf(given).expectedError).toBeCloseTo(error, 12)
  })

  it('tells how often the more confident half is right', () => {
    expect(
      calibrationOf([...predictions(2, 0, 0.2), ...predictions(1, 0, 0.5), ...predictions(3, 2, 0.9)])
        .precisionAtHalf,
    ).toBeCloseTo(2 / 3)
    expect(calibrationOf([]).precisionAtHalf).toBeNull()
  })

  it('names the bins, their counts, means and accuracy, and leaves out empty ones', () => {
    const { bins } = calibrationOf([
      ...predictions(2, 1, 0),
      ...predictions(3, 3, 1),
      ...predictions(1, 0, 0.9),
    ])
    expect(bins).toEqual([
      { from: 0, to: 0.1, count: 2, meanConfidence: 0, accuracy: 0.5 },
      { from: 0.9, to: 1, count: 4, meanConfidence: (3 + 0.9) / 4, accuracy: 0.75 },
    ])
  })

  it('puts a border into the upper bin', () => {
    expect(calibrationOf(predictions(1, 1, 0.5)).bins[0]).toMatchObject({ from: 0.5, to: 0.6 })
  })

  it('counts every prediction once, and its error is a share', () => {
    const confident = record({ confidence: double({ min: 0, max: 1, noNaN: true }), isRight: boolean() })
    propertyHolds(
      property(array(confident), (given) => {
        const { bins, expectedError } = calibrationOf(given)
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(given.length)
        expect(expectedError).toBeGreaterThanOrEqual(0)
        expect(expectedError).toBeLessThanOrEqual(1)
      }),
    )
  })
})
