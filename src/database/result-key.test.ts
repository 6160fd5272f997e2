import { describe, expect, it } from 'vitest'
import { distinctResultKey, resultKey } from './result-key.ts'

describe('the key of a result', () => {
  it('is the same for the same rows in any order', () => {
    expect(resultKey([['a', 1], ['b', 2n]])).toBe(resultKey([['b', 2], ['a', 1n]])) // biome-ignore format: rows
    expect(resultKey([[0.1 + 0.2]])).toBe(resultKey([[0.3]]))
    expect(resultKey([[Uint8Array.of(1)]])).toBe(resultKey([[Uint8Array.of(1)]]))
  })

  it.each([
    [[['a'], ['a']], [['a']]],
    [[['1']], [[1]]],
    [[[null]], [['']]],
    [[['a', 'b']], [['a'], ['b']]],
  ])('differs for %j and %j', (one, other) => {
    expect(resultKey(one)).not.toBe(resultKey(other))
  })

  it('may pass over how often each row is there', () => {
    expect(distinctResultKey([['b'], ['a'], ['a']])).toBe(distinctResultKey([['a'], ['b']]))
  })
})
