import type { Database } from '../database/database.ts'
import type { ColumnName, Schema, Table } from '../database/schema.ts'
import { printName } from '../sql/print-name.ts'
import { INDEXED_LENGTH } from './fold-value.ts'

/** Engines bound the number of result columns; a table may have more columns than that. */
const COLUMNS_PER_QUERY = 100

/** The columns that hold at least one text, whatever their declared type: SQLite stores what it is given. */
export async function textColumns(
  database: Database,
  schema: Schema,
  options: { readonly timeoutMs: number; readonly signal?: AbortSignal },
): Promise<ColumnName[]> {
  const found: ColumnName[] = []
  for (const table of schema.tables) {
    // A view shows what tables hold.
    if (table.kind === 'view') continue
    for (let first = 0; first < table.columns.length; first += COLUMNS_PER_QUERY) {
      const names = table.columns.slice(first, first + COLUMNS_PER_QUERY).map((column) => column.name)
      const holdsText = await probeColumns(database, table, names, options)
      for (const [index, column] of names.entries()) {
        if (holdsText[index]) found.push({ table: table.name, column })
      }
    }
  }
  return found
}

async function probeColumns(
  database: Database,
  table: Table,
  names: readonly string[],
  options: { readonly timeoutMs: number; readonly signal?: AbortSignal },
): Promise<readonly boolean[]> {
  const quote = (name: string): string => printName(name, database.dialect)
  const tests = names.map((name) => `max(typeof(${quote(name)}) = 'text')`)
  const outcome = await database.run(`SELECT ${tests.join(', ')} FROM ${quote(table.name)}`, options)
  if (outcome.kind === 'rows') return names.map((_, index) => Number(outcome.rows[0]?.[index] ?? 0) === 1)
  // An engine with strict types has no typeof: there the declaration is the truth.
  const declared = new Map(table.columns.map((column) => [column.name, column.type]))
  return names.map(
    (name) => !['integer', 'real', 'boolean', 'blob'].includes(declared.get(name) ?? 'unknown'),
  )
}

/**
 * One row per distinct text: its beginning, one character longer than what is indexed, and how many rows hold it.
 * Grouped byte by byte, because a column may declare a collation for which 'a' and 'A' are the same.
 */
export function distinctTextsQuery(database: Database, { table, column }: ColumnName): string {
  const name = printName(column, database.dialect)
  return (
    `SELECT substr(${name}, 1, ${INDEXED_LENGTH + 1}), count(*) FROM ${printName(table, database.dialect)} ` +
    `WHERE typeof(${name}) = 'text' GROUP BY ${name} COLLATE BINARY`
  )
}
