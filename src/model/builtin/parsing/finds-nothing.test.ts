import { expect, it } from 'vitest'
import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import type { ComparisonOperator } from '../sketch/sketch.ts'
import { findsNothing } from './finds-nothing.ts'

const column = (minimum: number | string | null, maximum: number | string | null, isNumeric = true) =>
  ({ isNumeric, profile: { minimum, maximum } }) as unknown as ColumnEntry

it.each<[ColumnEntry, ComparisonOperator, number, boolean]>([
  [column(0, 120), '=', 1997, true],
  [column(0, 120), '=', 120, false],
  [column(0, 120), '>', 120, true],
  [column(0, 120), '>=', 120, false],
  [column(5, 120), '<', 5, true],
  [column(5, 120), '<=', 4, true],
  [column(5, 120), '<>', 4000, false],
  [column(0, 0.9), '>', 20, false],
  [column('2020-01-01', '2024-01-01'), '=', 7, false],
  [column(0, 120, false), '=', 1997, false],
])('%# nothing is stored that passes: %s', (entry, operator, value, expected) => {
  expect(findsNothing(entry, operator, value)).toBe(expected)
})
