import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SqlValue } from '../../database/database.ts'
import { cellKey, rowKey } from './python-equality.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)

describe('cellKey', () => {
  it.each<[SqlValue, SqlValue]>([
    [null, null],
    [1n, 1],
    [0n, -0],
    [0, -0],
    [-7n, -7],
    [9007199254740993n, 9007199254740993n],
    [9007199254740992n, 2 ** 53],
    [9223372036854775807n + 1n, 2 ** 63],
    [10n ** 22n, 1e22],
    ['', ''],
    [bytes(), bytes()],
    [bytes(1, 255), Buffer.from([0, 1, 255]).subarray(1)],
  ])('holds %s and %s equal', (left, right) => {
    expect(cellKey(left)).toBe(cellKey(right))
  })

  it.each<[SqlValue, SqlValue]>([
    [null, ''],
    [null, 0n],
    [null, 'N'],
    ['1', 1n],
    ['1.5', 1.5],
    [1n, 2n],
    [0.1, 0.1 + 1e-16],
    [9007199254740993n, 2 ** 53],
    [9223372036854775807n, 2 ** 63],
    ['a', 'A'],
    ['a', 'a '],
    ['a', bytes(97)],
    ['é', 'e\u0301'],
    [bytes(), null],
    [bytes(0), bytes(0, 0)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    [Number.POSITIVE_INFINITY, 'Infinity'],
  ])('tells %s from %s', (left, right) => {
    expect(cellKey(left)).not.toBe(cellKey(right))
  })
})

describe('rowKey', () => {
  const value: fc.Arbitrary<SqlValue> = fc.oneof(
    fc.constantFrom<SqlValue>(null, 0, -0, 0n, 1n, 1, ',', 'N', 's1:a', '1', '', bytes(), bytes(1)),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.double({ noNaN: true }),
    fc.string({ maxLength: 3 }),
  )
  const row = fc.array(value, { minLength: 1, maxLength: 3 })

  it('is the same exactly if the cells are equal one by one', () => {
    fc.assert(
      fc.property(row, row, (left, right) => {
        const areEqual =
          left.length === right.length && left.every((cell, at) => equalInPython(cell, right[at]!))
        return (rowKey(left) === rowKey(right)) === areEqual
      }),
      { numRuns: 2_000 },
    )
  })

  it('is the same for the same row with whole floats', () => {
    fc.assert(
      fc.property(row, (cells) => {
        const floats = cells.map((cell) =>
          typeof cell === 'bigint' && BigInt(Number(cell)) === cell ? Number(cell) : cell,
        )
        return rowKey(cells) === rowKey(floats)
      }),
    )
  })

  it.each([
    [['a', 'b'], ['a,b']],
    [['', ''], ['']],
    [
      ['a,', 'b'],
      ['a', ',b'],
    ],
    [[null], [null, null]],
  ])('tells %j from %j', (left, right) => {
    expect(rowKey(left)).not.toBe(rowKey(right))
  })
})

/** JavaScript's == compares bigints and numbers by their mathematical value, as Python does. */
function equalInPython(left: SqlValue, right: SqlValue): boolean {
  const isNumber = (cell: SqlValue) => typeof cell === 'number' || typeof cell === 'bigint'
  // biome-ignore lint/suspicious/noDoubleEquals: that is the comparison meant
  if (isNumber(left) && isNumber(right)) return left == right
  if (left instanceof Uint8Array && right instanceof Uint8Array) return Buffer.compare(left, right) === 0
  return left === right
}
