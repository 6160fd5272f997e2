import { describe, expect, it } from 'vitest'
import { isSameText } from './same-text.ts'

describe('isSameText', () => {
  it.each([
    ['select 1', 'select 1'],
    ['select  a\nfrom t ;', ' select a from t'],
    ['select a /* all */ from t -- of them', 'select a from t'],
    ["select 'a", "  select 'a "],
  ])('holds %j and %j the same', (left, right) => {
    expect(isSameText(left, right)).toBe(true)
  })

  it.each([
    ['select a from t', 'select A from t'],
    ["select 'a  b'", "select 'a b'"],
    ['select "a"', "select 'a'"],
    ['select a b', 'select ab'],
    ["select 'a;'", "select 'a'"],
    ['select a -- from t', 'select a from t'],
  ])('tells %j from %j', (left, right) => {
    expect(isSameText(left, right)).toBe(false)
  })
})
