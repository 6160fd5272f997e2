import type { Random } from '../../base/random.ts'
import type { TableRows } from '../../database/write-sqlite-file.ts'
import { MadeTable } from './made-table.ts'
import { type GenerationPlan, groupLiterals } from './plan-generation.ts'
import type { GoldHints } from './read-gold-hints.ts'

/** One of these is about how many rows a table has that refers to no other. */
const SIZES = [3, 8, 20, 50, 90]
const MAXIMUM_ROWS = 300

/**
 * A neighbour of a database: other rows for the same schema, in the order of their keys. Values come from the
 * original, from around the literals of gold queries (those of `focus` the most), and from nowhere. Keys are unique
 * and foreign keys lead somewhere as far as the schema tells; CHECKs are the engine's to enforce.
 */
export function generateNeighbourDatabase(
  plan: GenerationPlan,
  focus: readonly GoldHints[],
  random: Random,
): TableRows[] {
  const focused = focus.map((hints) => groupLiterals([hints], plan.tables))
  const made = new Map<string, MadeTable>()
  const size = random.pick(SIZES)
  for (const one of plan.tables) {
    const rowCount = Math.ceil(
      size * random.pick(one.table.foreignKeys.length > 0 ? [1, 2, 3] : [0.7, 1, 1.3]),
    )
    const table = new MadeTable(one, plan, focused, made, random)
    made.set(one.table.name.toLowerCase(), table)
    table.fill(Math.min(rowCount, MAXIMUM_ROWS))
  }
  for (const table of made.values()) table.closeCycles()
  return [...made.values()].map((table) => table.result())
}
