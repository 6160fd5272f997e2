import type { Row } from '../../database/database.ts'
import { valueKey } from './value-key.ts'

interface Columns {
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
}

/** Wider results are compared column by column as they stand. */
const MOST_COLUMNS = 12
const MOST_ROWS = 50_000

/**
 * For each column of `narrow` the column of `wide` that holds the most of the same values, each taken once; on a tie
 * the one of the same name, then the one in the same place. `wide` has at least as many columns.
 */
export function alignColumns(narrow: Columns, wide: Columns): readonly number[] {
  const places = narrow.columns.map((_, at) => at)
  if (wide.columns.length > MOST_COLUMNS) return places
  const wideBags = wide.columns.map((_, column) => bagOf(wide.rows, column))
  const pairs = places.flatMap((from) => {
    const bag = bagOf(narrow.rows, from)
    return wideBags.map((other, to) => ({
      from,
      to,
      shared: sharedCount(bag, other),
      isSameName: narrow.columns[from]!.toLowerCase() === wide.columns[to]!.toLowerCase(),
    }))
  })
  pairs.sort(
    (one, other) =>
      other.shared - one.shared ||
      Number(other.isSameName) - Number(one.isSameName) ||
      Number(other.from === other.to) - Number(one.from === one.to),
  )
  const chosen = new Map<number, number>()
  const taken = new Set<number>()
  for (const { from, to } of pairs) {
    if (chosen.has(from) || taken.has(to)) continue
    chosen.set(from, to)
    taken.add(to)
  }
  return places.map((from) => chosen.get(from)!)
}

function bagOf(rows: readonly Row[], column: number): Map<string, number> {
  const bag = new Map<string, number>()
  for (const row of rows.slice(0, MOST_ROWS)) {
    const key = valueKey(row[column]!)
    bag.set(key, (bag.get(key) ?? 0) + 1)
  }
  return bag
}

function sharedCount(left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>): number {
  let shared = 0
  for (const [key, count] of left) shared += Math.min(count, right.get(key) ?? 0)
  return shared
}
