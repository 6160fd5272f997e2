import { DatabaseSync } from '@photostructure/sqlite'
import type { Database, QueryOutcome, Row, StreamOptions } from '../database/database.ts'
import type { Column, Schema } from '../database/schema.ts'
import { SQLITE } from '../sql/sqlite-dialect.ts'

/** A database of the given statements, for tests of this folder. Counts the streams that were read. */
export function inProcessDatabase(
  script: string,
  file = ':memory:',
): Database & { streams: string[]; execute(sql: string): void } {
  const sqlite = new DatabaseSync(file, { returnArrays: true })
  sqlite.exec(script)
  const streams: string[] = []
  const all = (sql: string): Row[] => sqlite.prepare(sql).all() as unknown as Row[]
  return {
    name: 'test',
    location: file,
    dialect: SQLITE,
    streams,
    execute: (sql) => sqlite.exec(sql),
    async readSchema(): Promise<Schema> {
      const tables = all(
        "SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY rowid",
      )
      return {
        tables: tables.map(([name, kind]) => ({
          name: String(name),
          kind: kind as 'table' | 'view',
          primaryKey: [],
          foreignKeys: [],
          uniqueKeys: [],
          columns: (
            sqlite
              .prepare('SELECT name, type FROM pragma_table_info(?)')
              .all(String(name)) as unknown as Row[]
          ).map(
            (row): Column => ({
              name: String(row[0]),
              declaredType: String(row[1]),
              type: /int/i.test(String(row[1])) ? 'integer' : 'text',
              nullable: true,
            }),
          ),
        })),
      }
    },
    readFingerprint: async () => '1',
    async run(sql, limits): Promise<QueryOutcome> {
      try {
        const statement = sqlite.prepare(sql)
        const rows = statement.all() as unknown as Row[]
        const maxRows = limits?.maxRows ?? 1_000
        return { kind: 'rows', columns: [], rows: rows.slice(0, maxRows), truncated: rows.length > maxRows }
      } catch (error) {
        return { kind: 'rejected', reason: 'other', message: String(error) }
      }
    },
    async *stream(sql: string, options?: StreamOptions): AsyncIterable<readonly Row[]> {
      streams.push(sql)
      let batch: Row[] = []
      for (const row of sqlite.prepare(sql).iterate() as Iterable<unknown>) {
        batch.push(row as Row)
        if (batch.length === (options?.batchRows ?? 1_000)) {
          yield batch
          batch = []
        }
      }
      if (batch.length > 0) yield batch
    },
    close: async () => sqlite.close(),
  }
}
