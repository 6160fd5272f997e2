import type { EvaluatedDatabase } from '../evaluated-database.ts'

/** Of one database; more golds than any benchmark asks of one. */
const MOST_KEPT = 2_000

/** Reads a gold query once for all predictions that are compared with it. */
export function rememberingGolds<Gold>(
  read: (sql: string, database: EvaluatedDatabase) => Gold,
): (sql: string, database: EvaluatedDatabase) => Gold {
  const byDatabase = new WeakMap<EvaluatedDatabase, Map<string, Gold>>()
  return (sql, database) => {
    const golds = byDatabase.get(database) ?? new Map<string, Gold>()
    byDatabase.set(database, golds)
    let gold = golds.get(sql)
    if (gold === undefined) {
      gold = read(sql, database)
      if (golds.size >= MOST_KEPT) golds.clear()
      golds.set(sql, gold)
    }
    return gold
  }
}
