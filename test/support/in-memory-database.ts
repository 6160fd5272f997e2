import { DatabaseSync } from '@photostructure/sqlite'
import type { Database, QueryOutcome, Row, SqlValue } from '../../src/database/database.ts'
import type { Column, ColumnType, Schema, Table } from '../../src/database/schema.ts'
import { SQLITE } from '../../src/sql/sqlite-dialect.ts'

export interface InMemoryDatabase extends Database {
  /** What was run, and what was streamed. */
  readonly queries: string[]
  readonly streams: string[]
  execute(script: string): void
}

export interface InMemoryOptions {
  readonly path?: string
  /** Makes some queries fail. */
  readonly refuse?: (sql: string) => QueryOutcome | undefined
}

/**
 * SQLite in this process, without deadlines or protection: for tests of what is above the port, which must neither
 * wait for query processes nor depend on them.
 */
export function openInMemoryDatabase(
  script: string,
  { path = ':memory:', refuse }: InMemoryOptions = {},
): InMemoryDatabase {
  const connection = new DatabaseSync(path)
  if (script !== '') connection.exec(script)
  const queries: string[] = []
  const streams: string[] = []
  let version = 0
  const all = (query: string, exactIntegers = false): Row[] => {
    const statement = connection.prepare(query)
    statement.setReturnArrays(true)
    statement.setReadBigInts(true)
    const rows = statement.all() as unknown as SqlValue[][]
    return exactIntegers ? rows : rows.map((row) => row.map(safeNumber))
  }
  const database: InMemoryDatabase = {
    name: 'test',
    location: path,
    dialect: SQLITE,
    queries,
    streams,
    execute: (statements) => {
      connection.exec(statements)
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
        const rows = all(query, limits?.exactIntegers)
        const maxRows = limits?.maxRows ?? 1_000
        return { kind: 'rows', columns: [], rows: rows.slice(0, maxRows), truncated: rows.length > maxRows }
      } catch (error) {
        return { kind: 'rejected', reason: 'other', message: String(error) }
      }
    },
    runEach: async (sqls, limits, onOutcome) => {
      for (const sql of sqls) onOutcome(await database.run(sql, limits))
    },
    async *stream(query, { batchRows = 1_000 } = {}) {
      streams.push(query)
      const rows = all(query)
      for (let start = 0; start < rows.length; start += batchRows) yield rows.slice(start, start + batchRows)
    },
    measure: async (sqls, { rounds }) => {
      const times = sqls.map((query) =>
        Array.from({ length: rounds }, () => {
          const start = performance.now()
          all(query)
          const totalMs = performance.now() - start
          return { firstRowMs: totalMs, totalMs }
        }),
      )
      return { kind: 'measured', times }
    },
    close: async () => connection.close(),
  }
  return database
}

function safeNumber(value: SqlValue): SqlValue {
  return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value
}

type ReadRows = (query: string) => Row[]

function readSchema(all: ReadRows): Schema {
  const listed = all(
    "SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY rowid",
  )
  return {
    tables: listed.map(([name, kind]) => readTable(all, String(name), kind === 'view' ? 'view' : 'table')),
  }
}

function readTable(all: ReadRows, name: string, kind: Table['kind']): Table {
  const about = (pragma: string, of = name): Row[] => all(`PRAGMA ${pragma}("${of.replaceAll('"', '""')}")`)
  let columns: Row[]
  try {
    columns = about('table_info')
  } catch {
    // A view over what is not there any more.
    return { name, kind, columns: [], primaryKey: [], foreignKeys: [], uniqueKeys: [] }
  }
  const foreign = about('foreign_key_list')
  const keyed = columns.filter((row) => Number(row[5]) > 0)
  return {
    name,
    kind,
    columns: columns.map(readColumn),
    primaryKey: keyed.sort((left, right) => Number(left[5]) - Number(right[5])).map((row) => String(row[1])),
    foreignKeys: [...new Set(foreign.map((row) => row[0]))].map((id) => {
      const rows = foreign.filter((row) => row[0] === id)
      return {
        columns: rows.map((row) => String(row[3])),
        toTable: String(rows[0]![2]),
        toColumns: rows.flatMap((row) => (row[4] === null ? [] : [String(row[4])])),
      }
    }),
    uniqueKeys: about('index_list')
      .filter((row) => Number(row[2]) === 1 && row[3] === 'u')
      .map((index) => about('index_info', String(index[1])).map((row) => String(row[2]))),
  }
}

const TYPES: readonly (readonly [RegExp, ColumnType])[] = [
  [/int/i, 'integer'],
  [/char|text|clob/i, 'text'],
  [/real|floa|doub|dec|num/i, 'real'],
  [/bool|bit/i, 'boolean'],
  [/datetime|timestamp/i, 'datetime'],
  [/date/i, 'date'],
  [/blob/i, 'blob'],
]

function readColumn(row: Row): Column {
  const declaredType = String(row[2])
  const type = TYPES.find(([pattern]) => pattern.test(declaredType))?.[1] ?? 'unknown'
  return { name: String(row[1]), declaredType, type, nullable: Number(row[3]) === 0 }
}
