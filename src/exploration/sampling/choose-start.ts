import type { Random } from '../../base/random.ts'
import { type ColumnName, columnKey } from '../../database/schema.ts'

/**
 * Where the next walk begins: the less a column was used so far, the likelier, so that restarts reach what walks
 * leave out. `uses` counts by `columnKey`.
 */
export function chooseStart(
  columns: readonly ColumnName[],
  uses: ReadonlyMap<string, number>,
  random: Random,
): ColumnName {
  const weights = columns.map((column) => 1 / (1 + (uses.get(columnKey(column)) ?? 0)) ** 2)
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0)
  for (const [index, weight] of weights.entries()) {
    left -= weight
    if (left < 0) return columns[index]!
  }
  return columns.at(-1)!
}
