import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Row } from '../../database/database.ts'
import { matchCells } from './match-cells.ts'

const THREE: Row[] = [
  [1n, 'a'],
  [2n, 'b'],
  [3n, 'c'],
]

describe('matchCells', () => {
  it.each<[string, Row[], Row[], number, number]>([
    ['the same rows', THREE, THREE, 6, 6],
    ['no rows', THREE, [], 0, 0],
    ['the rows reversed', THREE, THREE.toReversed(), 6, 2],
    ['the columns reversed', THREE, THREE.map((row) => row.toReversed()), 6, 6],
    ['one row more at the top', THREE, [[0n, 'z'], ...THREE], 6, 6],
    ['one row less', THREE, THREE.slice(1), 4, 4],
    ['each row twice', THREE, [...THREE, ...THREE], 6, 6],
    ['one column less', THREE, THREE.map((row) => row.slice(0, 1)), 3, 3],
    ['another column more', THREE, THREE.map((row) => ['x', ...row]), 6, 6],
    ['one cell of each row', THREE, THREE.map(([id]) => [id!, 'x']), 3, 3],
    ['a row that comes twice and should once', [[1n]], [[1n], [1n]], 1, 1],
    [
      'the best of two rows',
      [[1n, 2n, 3n]],
      [
        [1n, 2n, 9n],
        [1n, 2n, 3n],
      ],
      3,
      3,
    ],
    ['floats near each other', [[0.1 + 0.2]], [[0.3]], 1, 1],
    ['floats apart', [[0.3001]], [[0.3]], 0, 0],
    ['text that looks like a number', [['1']], [[1n]], 0, 0],
  ])('%s', (_, gold, predicted, inAnyOrder, inOrder) => {
    expect(matchCells(gold, predicted, { isOrdered: false })).toBe(inAnyOrder)
    expect(matchCells(gold, predicted, { isOrdered: true })).toBe(inOrder)
  })

  const width = fc.integer({ min: 1, max: 3 })
  const rowsOf = (columns: number) =>
    fc.array(fc.array(fc.bigInt({ min: 0n, max: 3n }), { minLength: columns, maxLength: columns }), {
      minLength: 1,
      maxLength: 6,
    })
  const results = fc.tuple(width, width).chain(([left, right]) => fc.tuple(rowsOf(left), rowsOf(right)))

  it('never finds more cells than either has, nor more in order than without', () => {
    fc.assert(
      fc.property(results, ([gold, predicted]) => {
        const inAnyOrder = matchCells(gold, predicted, { isOrdered: false })
        return inAnyOrder <= gold.flat().length && inAnyOrder <= predicted.flat().length
      }),
    )
  })

  it('finds every cell again, whatever the order of the rows', () => {
    fc.assert(
      fc.property(width.chain(rowsOf), fc.nat(), (rows, seed) => {
        const shuffled = rows.toSorted((left, right) => hash(left, seed) - hash(right, seed))
        return matchCells(rows, shuffled, { isOrdered: false }) === rows.flat().length
      }),
    )
  })

  it('takes large results too', () => {
    const many: Row[] = Array.from({ length: 20_000 }, (_, index) => [BigInt(index), BigInt(index % 7), 'x'])
    expect(matchCells(many, many.toReversed(), { isOrdered: false })).toBe(60_000)
    expect(matchCells(many, many.slice(1), { isOrdered: true })).toBeGreaterThan(19_000)
  })
})

function hash(row: Row, seed: number): number {
  return row.reduce<number>((sum, cell) => (sum * 31 + Number(cell) * 17 + seed) % 10_007, 7)
}
