import { DatabaseSync } from '@photostructure/sqlite'
import type { Database, QueryOutcome, SqlValue } from '../database/database.ts'
import type { Column, ColumnType, Schema, Table } from '../database/schema.ts'
import { SQLITE } from '../sql/sqlite-dialect.ts'

export interface TestDatabase extends Database {
  readonly queries: string[]
  execute(sql: string): void
}

/** SQLite in memory, for the tests of this folder. `refuse` makes some queries fail. */
export function openTestDatabase(
  sql: string,
  { path = ':memory:', refuse }: { path?: string; refuse?: (sql: string) => QueryOutcome | undefined } = {},
): TestDatabase {
  const connection = new DatabaseSync(path)
  if (sql !== '') connection.exec(sql)
  const queries: string[] = []
  let version = 0
  const all = (query: string): SqlValue[][] => {
    const statement = connection.prepare(query)
    statement.setReturnArrays(true)
    statement.setReadBigInts(true)
    return (statement.all() as unknown as SqlValue[][]).map((row) =>
      row.map((value) =>
        typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value,
      ),
    )
  }
  return {
    name: 'test',
    location: path,
    dialect: SQLITE,
    queries,
    execute: (statement) => {
      connection.exec(statement)
      version++
    },
    readSchema: async () => readSchema(all),
    readFingerprint: async () => `version ${version}`,
    run: async (query, limits) => {
      queries.push(query)
      if (limits?.signal?.aborted) return { kind: 'rejected', reason: 'cancelled', message: 'cancelled' }
      const refused = refuse?.(query)
      if (refused !== undefined) return refused
      try {
        const rows = all(query)
        const maxRows = limits?.maxRows ?? 1000
        return { kind: 'rows', columns: [], rows: rows.slice(0, maxRows), truncated: rows.length > maxRows }
      } catch (error) {
        return { kind: 'rejected', reason: 'other', message: String(error) }
      }
    },
    stream: () => {
      throw new Error('the tests of this folder do not stream')
    },
    close: async () => connection.close(),
  }
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

function readSchema(all: (query: string) => SqlValue[][]): Schema {
  const listed = all(
    "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'",
  )
  return {
    tables: listed.flatMap(([name, kind]): Table[] => {
      let columns: SqlValue[][]
      try {
        columns = all(`PRAGMA table_info(${quote(String(name))})`)
      } catch {
        return [
          { name: String(name), kind: 'view', columns: [], primaryKey: [], foreignKeys: [], uniqueKeys: [] },
        ]
      }
      const keyed = columns.filter((row) => Number(row[5]) > 0)
      const foreign = all(`PRAGMA foreign_key_list(${quote(String(name))})`)
      const unique = all(`PRAGMA index_list(${quote(String(name))})`).filter(
        (row) => Number(row[2]) === 1 && row[3] === 'u',
      )
      return [
        {
          name: String(name),
          kind: kind === 'view' ? 'view' : 'table',
          columns: columns.map(readColumn),
          primaryKey: keyed
            .sort((left, right) => Number(left[5]) - Number(right[5]))
            .map((row) => String(row[1])),
          foreignKeys: [...new Set(foreign.map((row) => row[0]))].map((id) => {
            const rows = foreign.filter((row) => row[0] === id)
            return {
              columns: rows.map((row) => String(row[3])),
              toTable: String(rows[0]![2]),
              toColumns: rows.flatMap((row) => (row[4] === null ? [] : [String(row[4])])),
            }
          }),
          uniqueKeys: unique.map((index) =>
            all(`PRAGMA index_info(${quote(String(index[1]))})`).map((row) => String(row[2])),
          ),
        },
      ]
    }),
  }
}

function readColumn(row: readonly SqlValue[]): Column {
  const declaredType = String(row[2])
  const types: [RegExp, ColumnType][] = [
    [/int/i, 'integer'],
    [/char|text|clob/i, 'text'],
    [/real|floa|doub|dec|num/i, 'real'],
    [/bool|bit/i, 'boolean'],
    [/datetime|timestamp/i, 'datetime'],
    [/date/i, 'date'],
    [/blob/i, 'blob'],
  ]
  const type = types.find(([pattern]) => pattern.test(declaredType))?.[1] ?? 'unknown'
  return { name: String(row[1]), declaredType, type, nullable: Number(row[3]) === 0 }
}
