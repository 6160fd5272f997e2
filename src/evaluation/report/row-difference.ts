import type { Row } from '../../database/database.ts'
import type { Execution } from '../evaluated-database.ts'
import { alignColumns } from './align-columns.ts'
import { valueKey } from './value-key.ts'

/** In which rows a prediction differs from gold, as both were written. */
export type RowDifference = FailedExecution | ComparedRows

interface FailedExecution {
  readonly kind: 'gold-failed' | 'prediction-failed'
  /** In the engine's words. */
  readonly message: string
}

export interface ComparedRows {
  readonly kind: 'compared'
  readonly relation: RowRelation
  readonly gold: ResultShape
  readonly predicted: ResultShape
  readonly onlyInGold: RowSample
  readonly onlyInPredicted: RowSample
}

export type RowRelation =
  | 'same'
  /** The same rows in another order. */
  | 'other-order'
  /** The same rows with the columns in another order. */
  | 'other-column-order'
  /** The rows agree in the columns of the one that has fewer; the other shows more. */
  | 'other-columns'
  /** The same rows, but not as often. */
  | 'other-copies'
  | 'other-rows'

export interface ResultShape {
  readonly columns: readonly string[]
  readonly rowCount: number
}

export interface RowSample {
  readonly count: number
  /** The first of them. */
  readonly rows: readonly Row[]
}

type Result = Extract<Execution, { kind: 'result' }>

/**
 * Compares results as bags: a row that gold has twice and the prediction once is once only in gold. 1 and 1.0 are one
 * value. At most `limit` rows of each side are kept; the counts are of all.
 */
export function differenceOfRows(gold: Execution, predicted: Execution, limit: number): RowDifference {
  if (gold.kind === 'rejected') return { kind: 'gold-failed', message: gold.message }
  if (predicted.kind === 'rejected') return { kind: 'prediction-failed', message: predicted.message }
  const facts = { kind: 'compared', gold: shapeOf(gold), predicted: shapeOf(predicted) } as const
  const nothing = { count: 0, rows: [] }
  const found = findRelation(gold, predicted)
  if (typeof found === 'string') {
    return { ...facts, relation: found, onlyInGold: nothing, onlyInPredicted: nothing }
  }
  const { goldKeys, predictedKeys } = found
  const isSameSet = new Set([...goldKeys, ...predictedKeys]).size === new Set(goldKeys).size
  return {
    ...facts,
    relation:
      isSameSet && new Set(goldKeys).size === new Set(predictedKeys).size ? 'other-copies' : 'other-rows',
    onlyInGold: beyond(gold.rows, goldKeys, predictedKeys, limit),
    onlyInPredicted: beyond(predicted.rows, predictedKeys, goldKeys, limit),
  }
}

interface RowKeys {
  readonly goldKeys: readonly string[]
  readonly predictedKeys: readonly string[]
}

/** How the results agree; the keys of their rows when they do not. */
function findRelation(gold: Result, predicted: Result): Exclude<RowRelation, 'other-rows'> | RowKeys {
  const goldKeys = keysOf(gold.rows)
  const predictedKeys = keysOf(predicted.rows)
  if (gold.columns.length !== predicted.columns.length) {
    return agreeInSharedColumns(gold, predicted) ? 'other-columns' : { goldKeys, predictedKeys }
  }
  if (goldKeys.length === predictedKeys.length && goldKeys.every((key, at) => key === predictedKeys[at])) {
    return 'same'
  }
  if (isSameBag(goldKeys, predictedKeys)) return 'other-order'
  const order = alignColumns(gold, predicted)
  const aligned = keysOf(predicted.rows, order)
  return isSameBag(goldKeys, aligned) ? 'other-column-order' : { goldKeys, predictedKeys: aligned }
}

function agreeInSharedColumns(gold: Result, predicted: Result): boolean {
  if (gold.rows.length !== predicted.rows.length) return false
  const [narrow, wide] =
    gold.columns.length < predicted.columns.length ? [gold, predicted] : [predicted, gold]
  return isSameBag(keysOf(narrow.rows), keysOf(wide.rows, alignColumns(narrow, wide)))
}

function isSameBag(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false
  const sorted = right.toSorted()
  return left.toSorted().every((key, at) => key === sorted[at])
}

/** The rows of one side that the other has not, or not as often. */
function beyond(
  rows: readonly Row[],
  keys: readonly string[],
  otherKeys: readonly string[],
  limit: number,
): RowSample {
  const left = new Map<string, number>()
  for (const key of otherKeys) left.set(key, (left.get(key) ?? 0) + 1)
  const sample: Row[] = []
  let count = 0
  for (const [at, key] of keys.entries()) {
    const available = left.get(key) ?? 0
    if (available > 0) {
      left.set(key, available - 1)
      continue
    }
    count++
    if (sample.length < limit) sample.push(rows[at]!)
  }
  return { count, rows: sample }
}

function shapeOf({ columns, rows }: Result): ResultShape {
  return { columns, rowCount: rows.length }
}

function keysOf(rows: readonly Row[], order?: readonly number[]): string[] {
  return rows.map((row) =>
    JSON.stringify(order === undefined ? row.map(valueKey) : order.map((column) => valueKey(row[column]!))),
  )
}
