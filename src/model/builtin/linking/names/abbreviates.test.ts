import { describe, expect, it } from 'vitest'
import { abbreviationFit } from './abbreviates.ts'

describe('abbreviations', () => {
  it.each([
    ['chrtr', 'charter'],
    ['cnty', 'county'],
    ['mth', 'math'],
    ['mth', 'month'],
    ['rdg', 'reading'],
    ['rt', 'rate'],
    ['tst', 'test'],
    ['takr', 'taker'],
    ['acad', 'academic'],
    ['prc', 'price'],
    ['cstmr', 'customer'],
    ['splr', 'supplier'],
    ['enr', 'enrollment'],
    ['wght', 'weight'],
  ])('%s abbreviates %s', (short, word) => {
    expect(abbreviationFit(short, word)).toBeGreaterThan(0)
  })

  it.each([
    ['mat', 'market'],
    ['state', 'estimate'],
    ['rt', 'rotate'],
    ['st', 'student'],
    ['cost', 'contest'],
    ['city', 'capacity'],
    ['part', 'product'],
    ['tst', 'tempest'],
    ['id', 'identifier'],
    ['c', 'city'],
    ['rate', 'rt'],
    ['plt', 'population'],
  ])('%s does not abbreviate %s', (short, word) => {
    expect(abbreviationFit(short, word)).toBe(0)
  })

  it('fits better where every consonant is there', () => {
    expect(abbreviationFit('cnty', 'county')).toBeGreaterThan(abbreviationFit('cnty', 'country'))
  })
})
