import type { Row, SqlValue } from '../../database/database.ts'
import { pairColumns } from './pair-columns.ts'
import { cellKey } from './python-equality.ts'

interface MatchOptions {
  /** Pairs of rows may not cross: what comes later in gold is paired with what comes later in the prediction. */
  readonly isOrdered: boolean
}

/** Rows × rows that are compared one by one; beyond, rows are paired by their place. */
const MOST_COMPARISONS = 1_000_000
/** Rows × subsets of columns; beyond, only all columns, all but one and single ones are tried. */
const MOST_KEYS = 2_000_000

/**
 * How many cells of gold the prediction has, when each of its columns stands for at most one of gold's and each of its
 * rows for at most one of gold's. Rows are paired best first, which is not always the very best pairing. Floats are the
 * same to nine digits.
 */
export function matchCells(
  gold: readonly Row[],
  predicted: readonly Row[],
  { isOrdered }: MatchOptions,
): number {
  if (gold.length === 0 || predicted.length === 0) return 0
  const wanted = gold.map((row) => row.map(softKey))
  const found = predicted.map((row) => row.map(softKey))
  const pairs = pairColumns(wanted, found)
  const left = wanted.map((row) => pairs.map(({ gold: column }) => row[column]!))
  const right = found.map((row) => pairs.map(({ predicted: column }) => row[column]!))
  return isOrdered ? matchInOrder(left, right) : matchInAnyOrder(left, right, pairs.length)
}

type Keys = readonly string[]

function softKey(value: SqlValue): string {
  return cellKey(typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(9)) : value)
}

/** The largest number of cells that pairs without crossings can match, as in a longest common subsequence. */
function matchInOrder(left: readonly Keys[], right: readonly Keys[]): number {
  if (left.length * right.length > MOST_COMPARISONS) {
    return left.reduce((sum, row, index) => sum + sameCells(row, right[index] ?? []), 0)
  }
  let best = new Uint32Array(right.length + 1)
  for (const row of left) {
    const next = new Uint32Array(right.length + 1)
    for (let index = 0; index < right.length; index++) {
      const paired = best[index]! + sameCells(row, right[index]!)
      next[index + 1] = Math.max(paired, best[index + 1]!, next[index]!)
    }
    best = next
  }
  return best[right.length]!
}

function sameCells(left: Keys, right: Keys): number {
  return left.reduce((count, key, column) => (key === right[column] ? count + 1 : count), 0)
}

/** Pairs rows that agree in all columns, then of the others those that agree in all but one, and so on. */
function matchInAnyOrder(left: readonly Keys[], right: readonly Keys[], width: number): number {
  let goldRows = left
  let rows = right
  let matched = 0
  for (const columns of columnSets(width, left.length + right.length)) {
    if (goldRows.length === 0 || rows.length === 0) break
    const keyOf = (row: Keys) => columns.map((column) => `${row[column]!.length}:${row[column]}`).join()
    const waiting = countOf(rows.map(keyOf))
    const paired = new Map<string, number>()
    goldRows = goldRows.filter((row) => {
      const key = keyOf(row)
      if (!takeOne(waiting, key)) return true
      matched += columns.length
      paired.set(key, (paired.get(key) ?? 0) + 1)
      return false
    })
    rows = rows.filter((row) => !takeOne(paired, keyOf(row)))
  }
  return matched
}

/** Sets of columns, the larger ones first; all of them where that is affordable. */
function columnSets(width: number, rowCount: number): readonly (readonly number[])[] {
  const all = Array.from({ length: width }, (_, column) => column)
  if (width > 16 || 2 ** width * rowCount > MOST_KEYS) {
    const withoutOne = all.map((left) => all.filter((column) => column !== left))
    return [all, ...withoutOne, ...all.map((column) => [column])].filter((set) => set.length > 0)
  }
  const sets = Array.from({ length: 2 ** width - 1 }, (_, bits) =>
    all.filter((column) => ((bits + 1) >> column) & 1),
  )
  return sets.sort((first, second) => second.length - first.length)
}

function countOf(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

function takeOne(counts: Map<string, number>, key: string): boolean {
  const count = counts.get(key) ?? 0
  if (count > 0) counts.set(key, count - 1)
  return count > 0
}
