import { describe, expect, it } from 'vitest'
import { isOneEditApart } from './spelling.ts'

describe('one slip apart', () => {
  it.each([
    ['custmers', 'customers'],
    ['prodcuts', 'products'],
    ['salry', 'salary'],
    ['catgory', 'category'],
    ['highast', 'highest'],
    ['same', 'same'],
  ])('%s and %s', (one, other) => {
    expect(isOneEditApart(one, other)).toBe(true)
    expect(isOneEditApart(other, one)).toBe(true)
  })

  it.each([
    ['order', 'border line'],
    ['price', 'prices too'],
    ['teapot', 'tarpet'],
  ])('not %s and %s', (one, other) => {
    expect(isOneEditApart(one, other)).toBe(false)
  })
})
