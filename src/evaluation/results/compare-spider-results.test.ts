import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Row } from '../../database/database.ts'
import { compareSpiderResults } from './compare-spider-results.ts'
import type { ResultDifference } from './result-difference.ts'

const BAG = { isOrdered: false }
const LIST = { isOrdered: true }

const CASES: readonly (readonly [string, Row[], Row[], boolean, ResultDifference])[] = [
  ['both empty', [], [], false, null],
  ['one empty', [], [[1n]], false, 'other-row-count'],
  ['fewer rows', [[1n], [2n]], [[1n]], false, 'other-row-count'],
  ['another width', [[1n, 2n]], [[1n]], false, 'other-columns'],
  ['other rows', [[1n]], [[2n]], false, 'other-rows'],
  ['another order where it counts', [[1n], [2n]], [[2n], [1n]], true, 'other-order'],
  ['another order where it does not', [[1n], [2n]], [[2n], [1n]], false, null],
  ['columns swapped', [['a', 1n]], [[1n, 'a']], true, null],
  ['a bag, not a set', [[1n], [1n], [2n]], [[1n], [2n], [2n]], false, 'other-rows'],
  ['1 and 1.0 alone', [[1n]], [[1]], false, null],
  ['text and a number', [['1']], [[1n]], false, 'other-rows'],
  ['text and a blob', [['a']], [[Uint8Array.of(97)]], false, 'other-rows'],
  ['nulls', [[null, 1n]], [[null, 1n]], false, null],
  ['beyond 2^53, one apart', [[9007199254740993n]], [[9007199254740992n]], false, 'other-rows'],
  [
    'cells that match by column and not by row',
    [
      ['a', 'x'],
      ['b', 'y'],
    ],
    [
      ['a', 'y'],
      ['b', 'x'],
    ],
    false,
    'other-rows',
  ],
  [
    'three columns turned round',
    [
      [1n, 2n, 3n],
      [4n, 5n, 6n],
    ],
    [
      [6n, 4n, 5n],
      [3n, 1n, 2n],
    ],
    false,
    null,
  ],
  ['a float that sorts as the whole number does', [['x', 12n]], [['x', 12]], false, null],
  // "120<…" sorts before "12<…" and after "12.0<…".
  ['equal cells that sort otherwise as texts', [[12n, 120n]], [[12, 120n]], false, 'other-rows'],
  ['the same, where both write a float', [[12, 120n]], [[12, 120n]], false, null],
]

describe('results compared as Spider’s evaluator does', () => {
  it.each(CASES)('%s', (_name, gold, predicted, isOrdered, difference) => {
    expect(compareSpiderResults(gold, predicted, { isOrdered })).toBe(difference)
  })

  it('finds the permutation among many columns of the same cells', () => {
    const row = Array.from({ length: 14 }, (_, index) => BigInt(index % 2))
    expect(compareSpiderResults([row, row], [row.slice().reverse(), row.slice().reverse()], BAG)).toBe(null)
  })

  const tables = fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 6 }))
    .chain(([width, height]) =>
      fc.array(
        fc.array(fc.constantFrom<Row[number]>(1n, 2n, 'a', null, 0.5), {
          minLength: width,
          maxLength: width,
        }),
        {
          minLength: height,
          maxLength: height,
        },
      ),
    )

  it('does not care for the order of columns, nor of rows of a bag', () => {
    fc.assert(
      fc.property(tables, fc.nat(), (rows, turn) => {
        const turned = rows.map((row) => rotate(row, turn))
        expect(compareSpiderResults(rows, turned, LIST)).toBe(null)
        expect(compareSpiderResults(rows, turned.slice().reverse(), BAG)).toBe(null)
      }),
    )
  })

  it('agrees with trying every order of the columns', () => {
    fc.assert(
      fc.property(tables, tables, (gold, predicted) => {
        fc.pre(gold.length === predicted.length && gold[0]!.length === predicted[0]!.length)
        const bag = (rows: readonly Row[]) =>
          rows
            .map((row) => row.map(String).join('|'))
            .sort()
            .join('\n')
        const expected = permutations(gold[0]!.map((_, index) => index)).some(
          (order) => bag(gold) === bag(predicted.map((row) => order.map((column) => row[column]!))),
        )
        expect(compareSpiderResults(gold, predicted, BAG) === null).toBe(expected)
      }),
    )
  })
})

function rotate<Item>(items: readonly Item[], by: number): Item[] {
  const start = by % items.length
  return [...items.slice(start), ...items.slice(0, start)]
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]]
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  )
}
