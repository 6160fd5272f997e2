import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Row } from '../../database/database.ts'
import type { Execution } from '../evaluated-database.ts'
import { type ComparedRows, differenceOfRows } from './row-difference.ts'

function result(columns: string, ...rows: Row[]): Execution {
  return { kind: 'result', columns: columns.split(' '), rows }
}

function compare(gold: Execution, predicted: Execution, limit = 10): ComparedRows {
  const difference = differenceOfRows(gold, predicted, limit)
  if (difference.kind !== 'compared') throw new Error('both have rows')
  return difference
}

const AB = result('a b', ['x', 1n], ['y', 2n])

describe('the relation of two results', () => {
  it.each([
    ['same', AB, AB],
    ['same', result('a', [1n]), result('b', [1])],
    ['other-rows', result('a', [1n]), result('a', ['1'])],
    ['other-rows', result('a', [null]), result('a', ['null'])],
    ['other-order', AB, result('a b', ['y', 2n], ['x', 1n])],
    ['other-column-order', AB, result('b a', [2n, 'y'], [1n, 'x'])],
    ['other-columns', AB, result('n b a', [7n, 2n, 'y'], [7n, 1n, 'x'])],
    ['other-columns', AB, result('b', [1n], [2n])],
    ['other-rows', AB, result('b', [1n], [3n])],
    ['other-copies', AB, result('a b', ['x', 1n], ['y', 2n], ['y', 2n])],
    ['other-rows', AB, result('a b', ['x', 1n])],
    ['same', result('a'), result('a')],
  ])('is %s', (relation, gold, predicted) => {
    expect(compare(gold, predicted).relation).toBe(relation)
  })
})

it('counts rows as often as they are there, and keeps the first', () => {
  const gold = result('a', [1n], [1n], [1n], [2n])
  const difference = compare(gold, result('a', [1n], [3n], [4n], [5n]), 2)
  expect(difference.onlyInGold).toEqual({ count: 3, rows: [[1n], [1n]] })
  expect(difference.onlyInPredicted).toEqual({ count: 3, rows: [[3n], [4n]] })
  expect(difference.gold).toEqual({ columns: ['a'], rowCount: 4 })
})

it('compares swapped columns with each other when other rows differ', () => {
  const { onlyInGold, onlyInPredicted } = compare(AB, result('b a', [1n, 'x'], [2n, 'z']))
  expect(onlyInGold.rows).toEqual([['y', 2n]])
  expect(onlyInPredicted.rows).toEqual([[2n, 'z']])
})

it('says what the engine said', () => {
  const rejected: Execution = { kind: 'rejected', reason: 'timeout', message: 'too slow' }
  expect(differenceOfRows(AB, rejected, 1)).toEqual({ kind: 'prediction-failed', message: 'too slow' })
  expect(differenceOfRows(rejected, AB, 1)).toEqual({ kind: 'gold-failed', message: 'too slow' })
})

it('finds in bags what sets of counts find', () => {
  const rows = fc.array(fc.tuple(fc.bigInt({ min: 0n, max: 3n })), { maxLength: 12 })
  fc.assert(
    fc.property(rows, rows, (gold, predicted) => {
      const { onlyInGold, onlyInPredicted, relation } = compare(
        result('a', ...gold),
        result('a', ...predicted),
      )
      const surplus = (left: Row[], right: Row[]): number =>
        [0n, 1n, 2n, 3n].reduce((sum, value) => {
          const count = (side: Row[]): number => side.filter(([one]) => one === value).length
          return sum + Math.max(0, count(left) - count(right))
        }, 0)
      expect([onlyInGold.count, onlyInPredicted.count]).toEqual([
        surplus(gold, predicted),
        surplus(predicted, gold),
      ])
      const isEqual = onlyInGold.count + onlyInPredicted.count === 0
      expect(relation === 'same' || relation === 'other-order').toBe(isEqual)
    }),
  )
})
