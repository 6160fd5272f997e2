import { describe, expect, it } from 'vitest'
import { pythonFloatOf } from './python-float.ts'

/** undefined: `float` raises ValueError. */
const CASES: readonly (readonly [string, number | undefined])[] = [
  ['5', 5],
  ['-1.50', -1.5],
  ['+.5', 0.5],
  ['5.', 5],
  ['1_000', 1000],
  ['1e5', 100_000],
  ['2.5e-1', 0.25],
  ['1e999', Number.POSITIVE_INFINITY],
  ['inf', Number.POSITIVE_INFINITY],
  ['-infinity', Number.NEGATIVE_INFINITY],
  ['nan', Number.NaN],
  ['٣٤', 34],
  ['', undefined],
  ['.', undefined],
  ['1__0', undefined],
  ['_1', undefined],
  ['0x10', undefined],
  ['1,234', undefined],
  ['1e', undefined],
  ['5a', undefined],
  ['null', undefined],
]

describe('pythonFloatOf', () => {
  it.each(CASES)('%j', (text, value) => {
    expect(pythonFloatOf(text)).toBe(value)
  })
})
