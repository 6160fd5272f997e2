import { DatabaseSync } from '@photostructure/sqlite'
import { openDatabase } from '../src/database/open-database.ts'
import type { Table } from '../src/database/schema.ts'
import { quoteName } from '../src/sql/print-name.ts'

export interface MergedMember {
  readonly name: string
  readonly file: string
}

/** So many rows of each table are copied: enough for any value that a question names in Spider's databases. */
const ROWS_COPIED = 20_000

export function mergedTableName(database: string, table: string): string {
  return `${database}__${table}`
}

/** Writes one SQLite file with the tables of all members, each named by its database, keys kept. */
export async function mergeDatabases(members: readonly MergedMember[], target: string): Promise<void> {
  const merged = new DatabaseSync(target)
  try {
    // Published databases refer to rows and columns that are not there.
    merged.exec('PRAGMA foreign_keys = OFF; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF')
    for (const { name, file } of members) {
      const source = await openDatabase(file)
      const { tables } = await source.readSchema()
      await source.close()
      merged.exec(`ATTACH ${quoteName(file, "'")} AS source`)
      for (const table of tables) {
        if (table.kind === 'view') continue
        merged.exec(createTable(name, table, tables))
        const into = quoteName(mergedTableName(name, table.name), '"')
        merged.exec(
          `INSERT OR IGNORE INTO main.${into} SELECT * FROM source.${quoteName(table.name, '"')} LIMIT ${ROWS_COPIED}`,
        )
      }
      merged.exec('DETACH source')
    }
  } finally {
    merged.close()
  }
}

function createTable(database: string, table: Table, all: readonly Table[]): string {
  const list = (columns: readonly string[]): string =>
    columns.map((column) => quoteName(column, '"')).join(', ')
  const columns = table.columns.map(({ name, declaredType }) => `${quoteName(name, '"')} ${declaredType}`)
  const key = table.primaryKey.length === 0 ? [] : [`PRIMARY KEY (${list(table.primaryKey)})`]
  const references = table.foreignKeys.flatMap(({ columns: from, toTable, toColumns }) => {
    const target = all.find(({ name }) => name.toLowerCase() === toTable.toLowerCase())
    if (target === undefined) return []
    const to = toColumns.length === 0 ? '' : ` (${list(toColumns)})`
    const name = quoteName(mergedTableName(database, target.name), '"')
    return [`FOREIGN KEY (${list(from)}) REFERENCES ${name}${to}`]
  })
  const name = quoteName(mergedTableName(database, table.name), '"')
  return `CREATE TABLE ${name} (${[...columns, ...key, ...references].join(', ')})`
}
