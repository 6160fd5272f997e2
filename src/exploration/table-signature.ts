import { createHash } from 'node:crypto'
import type { Database, SqlValue } from '../database/database.ts'
import type { Table } from '../database/schema.ts'
import { quoteName } from '../sql/print-name.ts'

// Up to these, reading a table whole costs less than profiling it again.
const MAX_ROWS = 100_000
const MAX_CELLS = 2_000_000
const MAX_CHARACTERS = 50_000_000
const TIMEOUT_MS = 10_000

/**
 * A hash of every value of a table and of its declaration. Engines keep no mark of change per table, and row counts
 * and extremes miss an UPDATE in place, so nothing less than all values will do. Undefined for tables too large to
 * read and for those that cannot be read: they count as changed.
 */
export async function readTableSignature(
  database: Database,
  table: Table,
  signal?: AbortSignal,
): Promise<string | undefined> {
  if (table.columns.length === 0 || table.columns.some(({ type }) => type === 'blob')) return undefined
  const hash = createHash('sha256').update(JSON.stringify(table))
  const quote = (name: string): string => quoteName(name, database.dialect.identifierQuote)
  const columns = table.columns.map(({ name }) => quote(name)).join(', ')
  const maxRows = Math.min(MAX_ROWS, Math.floor(MAX_CELLS / table.columns.length))
  let rowCount = 0
  let characters = 0
  try {
    // One row more than may be read tells that there are too many.
    const sql = `SELECT ${columns} FROM ${quote(table.name)} LIMIT ${maxRows + 1}`
    for await (const rows of database.stream(sql, { timeoutMs: TIMEOUT_MS, ...(signal ? { signal } : {}) })) {
      rowCount += rows.length
      for (const row of rows) {
        const text = row.map(writeValue).join('')
        characters += text.length
        hash.update(text)
      }
      if (rowCount > maxRows || characters > MAX_CHARACTERS) return undefined
    }
  } catch {
    return undefined
  }
  return hash.digest('hex')
}

/** Length before content: no two rows are written alike. */
function writeValue(value: SqlValue): string {
  if (value === null) return 'n;'
  if (value instanceof Uint8Array) return `b${value.length}:${Buffer.from(value).toString('base64')};`
  const text = String(value)
  return `${(typeof value)[0]}${text.length}:${text};`
}
