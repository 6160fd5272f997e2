import type { Row, SqlValue } from '../../database/database.ts'
import { cellKey } from './python-equality.ts'
import type { ResultDifference } from './result-difference.ts'
import { matchUnderPermutation, numberCells } from './result-matrix.ts'

export interface CorrectedComparison {
  /** Rows are compared as lists. */
  readonly ordered: boolean
  /** For each row of gold the number of its group of rows that tie in the order; those may stand in any order. */
  readonly ties?: readonly number[]
}

/** Floats that differ by less than this share are the same: sums depend on the order in which they are made. */
const TOLERANCE = 1e-9

/**
 * Compares two results as people would: the same rows as often, whatever the order of the columns, floats within
 * 1e-9 of each other, and in gold's order where gold orders, except among rows that tie. Two empty results are the
 * same if they have as many columns.
 */
export function compareCorrected(
  gold: { readonly columns: readonly string[]; readonly rows: readonly Row[] },
  predicted: { readonly columns: readonly string[]; readonly rows: readonly Row[] },
  { ordered, ties }: CorrectedComparison,
): ResultDifference {
  if (gold.columns.length !== predicted.columns.length) return 'other-columns'
  if (gold.rows.length !== predicted.rows.length) return 'other-row-count'
  if (gold.rows.length === 0) return null
  const keyOf = tolerantKeys([gold.rows, predicted.rows])
  const [first, second] = numberCells([gold.rows, predicted.rows], keyOf)
  if (ordered && matchUnderPermutation(first!, second!, true)) return null
  if (!matchUnderPermutation(first!, second!, false)) return 'other-rows'
  if (!ordered) return null
  if (ties === undefined) return 'other-order'
  // With the group as one more column, rows may change places only inside their group.
  const [grouped, regrouped] = numberCells(
    [addColumn(gold.rows, ties), addColumn(predicted.rows, ties)],
    keyOf,
  )
  return matchUnderPermutation(grouped!, regrouped!, false) ? null : 'other-order'
}

/** The group goes in as text that no result holds, so that its column can match no other. */
function addColumn(rows: readonly Row[], ties: readonly number[]): Row[] {
  return rows.map((row, index) => [`\u0000tie ${ties[index]}`, ...row])
}

/** Gives numbers that lie within the tolerance of each other one key, chains of them too. */
function tolerantKeys(results: readonly (readonly Row[])[]): (value: SqlValue) => string {
  const numbers = new Set<number>()
  let hasFloat = false
  for (const rows of results) {
    for (const row of rows) {
      for (const cell of row) {
        if (typeof cell === 'number') hasFloat = true
        if (typeof cell === 'number' || typeof cell === 'bigint') numbers.add(Number(cell))
      }
    }
  }
  if (!hasFloat) return cellKey
  const representatives = new Map<number, string>()
  let previous: number | undefined
  let representative = ''
  for (const number of [...numbers].sort((left, right) => left - right)) {
    if (previous === undefined || !isNear(previous, number)) representative = `float ${number}`
    representatives.set(number, representative)
    previous = number
  }
  return (value) =>
    typeof value === 'number' || (typeof value === 'bigint' && Number.isSafeInteger(Number(value)))
      ? representatives.get(Number(value))!
      : cellKey(value)
}

function isNear(left: number, right: number): boolean {
  return Math.abs(left - right) <= TOLERANCE * Math.max(Math.abs(left), Math.abs(right))
}
