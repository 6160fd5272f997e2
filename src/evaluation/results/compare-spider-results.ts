import type { Row } from '../../database/database.ts'
import { cellKey } from './python-equality.ts'
import { pythonSortText } from './python-text.ts'
import type { ResultDifference } from './result-difference.ts'
import { matchUnderPermutation, numberCells } from './result-matrix.ts'

export interface SpiderComparison {
  /** Rows are compared as lists. */
  readonly isOrdered: boolean
}

/**
 * Compares two results as Spider's evaluator does (`result_eq` in exec_eval.py of the test suites): both empty, or as
 * many rows and columns, and some order of the columns makes them equal as bags, or as lists where order matters.
 * Rows hold whole numbers as `bigint` and floats as `number`.
 */
export function compareSpiderResults(
  gold: readonly Row[],
  predicted: readonly Row[],
  { isOrdered }: SpiderComparison,
): ResultDifference {
  if (gold.length === 0 && predicted.length === 0) return null
  if (gold.length !== predicted.length) return 'other-row-count'
  if (gold[0]!.length !== predicted[0]!.length) return 'other-columns'
  const [first, second] = numberCells([gold, predicted], cellKey)
  if (!matchUnderPermutation(first!, second!, isOrdered)) {
    return isOrdered && matchUnderPermutation(first!, second!, false) ? 'other-order' : 'other-rows'
  }
  return isRejectedEarly(gold, predicted, isOrdered) ? 'other-rows' : null
}

/** For callers that want yes or no. */
export function haveSameResult(
  gold: readonly Row[],
  predicted: readonly Row[],
  comparison: SpiderComparison,
): boolean {
  return compareSpiderResults(gold, predicted, comparison) === null
}

/**
 * The evaluator first compares rows with their cells sorted by text and type (`quick_rej`). 1 and 1.0 are equal and
 * have different texts, so equal rows can sort differently and are then called different.
 */
function isRejectedEarly(gold: readonly Row[], predicted: readonly Row[], isOrdered: boolean): boolean {
  if (gold[0]!.length === 1 || !(mixesNumbers(gold) || mixesNumbers(predicted))) return false
  const first = gold.map(sortedRowKey)
  const second = predicted.map(sortedRowKey)
  if (isOrdered) return first.some((key, index) => key !== second[index])
  const [wanted, found] = [new Set(first), new Set(second)]
  return wanted.size !== found.size || [...wanted].some((key) => !found.has(key))
}

/** Only a float with a whole value can equal a cell of another type. */
function mixesNumbers(rows: readonly Row[]): boolean {
  return rows.some((row) => row.some((cell) => typeof cell === 'number' && Number.isInteger(cell)))
}

function sortedRowKey(row: Row): string {
  const cells = row.map((cell) => ({ text: pythonSortText(cell), key: cellKey(cell) }))
  cells.sort((left, right) => compareCodePoints(left.text, right.text))
  return JSON.stringify(cells.map(({ key }) => key))
}

function compareCodePoints(left: string, right: string): number {
  if (left === right) return 0
  const [first, second] = [Array.from(left), Array.from(right)]
  for (let index = 0; index < first.length && index < second.length; index++) {
    const difference = first[index]!.codePointAt(0)! - second[index]!.codePointAt(0)!
    if (difference !== 0) return difference
  }
  return first.length - second.length
}
