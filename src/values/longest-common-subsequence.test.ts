import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { longestCommonSubsequence } from './longest-common-subsequence.ts'

function byTable(left: string, right: string): number {
  let above = new Array<number>(right.length + 1).fill(0)
  for (const leftUnit of left.split('')) {
    const row = [0]
    for (let at = 0; at < right.length; at++) {
      row.push(leftUnit === right[at] ? above[at]! + 1 : Math.max(above[at + 1]!, row[at]!))
    }
    above = row
  }
  return above[right.length]!
}

describe('longestCommonSubsequence', () => {
  it.each([
    ['', '', 0],
    ['abc', '', 0],
    ['abcde', 'ace', 3],
    ['ice tea', 'iced tea', 7],
    ['北京市', '北京', 2],
    ['a'.repeat(70), 'a'.repeat(65), 65],
  ])('of %j and %j is %i', (left, right, length) => {
    expect(longestCommonSubsequence(left, right)).toBe(length)
  })

  it('agrees with the table of dynamic programming at any length', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'ä'), maxLength: 110 })
    fc.assert(
      fc.property(
        text,
        text,
        (left, right) => longestCommonSubsequence(left, right) === byTable(left, right),
      ),
    )
  })
})
