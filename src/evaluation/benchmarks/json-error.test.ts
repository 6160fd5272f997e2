import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findJsonError } from './json-error.ts'

describe('findJsonError', () => {
  it.each<[string, number, number, string]>([
    ['[1,\n 2,\n x]', 3, 2, '"x"'],
    ['[1, 2', 1, 6, 'the end of the file'],
    ['', 1, 1, 'the end of the file'],
    ['[{"a": 1,}]', 1, 10, '"}"'],
    ['[{"a" 1}]', 1, 7, '"1"'],
    ['[1, NaN]', 1, 5, '"NaN"'],
    ["{'a': 1}", 1, 2, '"\'"'],
    ['[]\n{}', 2, 1, '"{"'],
    ['["a\nb"]', 1, 2, '"\\"a"'],
    ['{"é😀": ]', 1, 8, '"]"'],
  ])('finds the place in %j', (text, line, column, found) => {
    expect(findJsonError(text)).toEqual({ line, column, found })
  })

  it('finds nothing in JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(findJsonError(JSON.stringify(value))).toBeUndefined()
        expect(findJsonError(JSON.stringify(value, null, 1))).toBeUndefined()
      }),
    )
  })

  it('finds something exactly where JSON.parse refuses', () => {
    const damaged = fc
      .tuple(fc.jsonValue(), fc.nat(), fc.constantFrom('', ',', '"', ']', '}', ':', '\\', '\n', 'x', '0'))
      .map(([value, place, character]) => {
        const text = JSON.stringify(value)
        const at = place % (text.length + 1)
        return text.slice(0, at) + character + text.slice(at + 1)
      })
    fc.assert(
      fc.property(damaged, (text) => {
        expect(findJsonError(text) === undefined).toBe(isJson(text))
      }),
      { numRuns: 500 },
    )
  })
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
