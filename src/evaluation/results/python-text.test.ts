import { describe, expect, it } from 'vitest'
import { pythonFloat, pythonSortText } from './python-text.ts'

describe('what Python writes for a float', () => {
  it.each([
    [1, '1.0'],
    [-0, '-0.0'],
    [0.1, '0.1'],
    [12.5, '12.5'],
    [100, '100.0'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [123456789012345680, '1.2345678901234568e+17'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [5e-324, '5e-324'],
    [Number.POSITIVE_INFINITY, 'inf'],
  ])('%d', (number, text) => {
    expect(pythonFloat(number)).toBe(text)
  })
})

describe('what rows are sorted by', () => {
  it.each([
    [12n, "12<class 'int'>"],
    [12, "12.0<class 'float'>"],
    ['x', "x<class 'str'>"],
    [null, "None<class 'NoneType'>"],
    [Uint8Array.of(0x41, 0x0a, 0xff, 0x5c), "b'A\\n\\xff\\\\'<class 'bytes'>"],
    [Uint8Array.of(0x27), `b"'"<class 'bytes'>`],
  ])('%s', (value, text) => {
    expect(pythonSortText(value)).toBe(text)
  })
})
