import { describe, expect, it } from 'vitest'
import type { Row } from '../../database/database.ts'
import { compareCorrected } from './compare-corrected.ts'
import type { ResultDifference } from './result-difference.ts'

const CASES: readonly (readonly [string, Row[], Row[], ResultDifference])[] = [
  ['the same bag', [[1n], [2n]], [[2n], [1n]], null],
  ['duplicates count', [[1n], [1n], [2n]], [[1n], [2n], [2n]], 'other-rows'],
  ['floats that differ in the tenth digit', [[0.1 + 0.2]], [[0.3]], null],
  ['floats that differ in the sixth digit', [[0.300001]], [[0.3]], 'other-rows'],
  ['a sum as a whole number and as a float', [[3n, 1n]], [[3, 1n]], null],
  // Both lie on either side of where rounding to nine digits would part them.
  ['floats near a place of rounding', [[0.12345678949999998]], [[0.1234567895]], null],
  ['columns swapped', [['a', 0.5]], [[0.5, 'a']], null],
  [
    'big whole numbers one apart beside floats',
    [[9007199254740993n, 0.5]],
    [[9007199254740992n, 0.5]],
    'other-rows',
  ],
]

describe('results compared as people would', () => {
  it.each(CASES)('%s', (_name, gold, predicted, difference) => {
    expect(compareCorrected(result(gold), result(predicted), { ordered: false })).toBe(difference)
  })

  it('calls empty results the same only if they are as wide', () => {
    const wide = { columns: ['a', 'b'], rows: [] }
    const narrow = { columns: ['a'], rows: [] }
    expect(compareCorrected(wide, wide, { ordered: false })).toBe(null)
    expect(compareCorrected(wide, narrow, { ordered: false })).toBe('other-columns')
  })

  it('lets only rows that tie change places', () => {
    const gold = result([['a'], ['b'], ['c']])
    const swapped = result([['b'], ['a'], ['c']])
    expect(compareCorrected(gold, swapped, { ordered: true })).toBe('other-order')
    expect(compareCorrected(gold, swapped, { ordered: true, ties: [0, 0, 1] })).toBe(null)
    expect(compareCorrected(gold, swapped, { ordered: true, ties: [0, 1, 1] })).toBe('other-order')
  })
})

function result(rows: readonly Row[]) {
  return { columns: rows[0]!.map((_, index) => `c${index}`), rows }
}
