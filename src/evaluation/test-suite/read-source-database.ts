import { SondeError } from '../../base/errors.ts'
import type { Database, Row, SqlValue } from '../../database/database.ts'
import { emptyDatabaseError, refusalError } from '../../database/refusal-error.ts'
import { type ColumnName, columnKey, type Schema, type Table } from '../../database/schema.ts'
import { printName } from '../../sql/print-name.ts'
import { compareValues } from './compare-values.ts'

/** What neighbours of a database are made from. */
export interface SourceDatabase {
  readonly schema: Schema
  /** CREATE statements of tables and unique indexes: what rows must obey. */
  readonly definitions: readonly string[]
  /** CREATE statements of other indexes and of views. */
  readonly finishing: readonly string[]
  readonly tables: readonly SourceTable[]
  /** Of a column: its values in the sample, each once, NULL left out, in order. */
  valuesOf(column: ColumnName): readonly SqlValue[]
  /** Whether NULL is among the column's values in the sample. */
  holdsNull(column: ColumnName): boolean
}

export interface SourceTable {
  readonly table: Table
  /** The first rows, whole numbers as `bigint`. */
  readonly sample: readonly Row[]
}

const SAMPLE_ROWS = 500
/** Where rows are so large that a sample of the usual size is refused. */
const SMALL_SAMPLE_ROWS = 20

/** Reads the schema, its statements, and a sample of each table. Triggers and views' rows are left out. */
export async function readSourceDatabase(
  database: Database,
  limits: { readonly timeoutMs: number; readonly signal?: AbortSignal },
): Promise<SourceDatabase> {
  const schema = await database.readSchema()
  const stored = schema.tables.filter(({ kind }) => kind === 'table')
  if (stored.length === 0) throw emptyDatabaseError(database)
  const read = async (sql: string, maxRows: number): Promise<readonly Row[] | 'too-large'> => {
    const outcome = await database.run(sql, { ...limits, maxRows, exactIntegers: true })
    if (outcome.kind === 'rows') return outcome.rows
    if (outcome.reason === 'too-large') return 'too-large'
    throw refusalError(database, outcome)
  }
  const tables: SourceTable[] = []
  for (const table of stored) {
    const names = table.columns.map(({ name }) => printName(name, database.dialect)).join(', ')
    const sql = `SELECT ${names} FROM ${printName(table.name, database.dialect)}`
    let sample = await read(sql, SAMPLE_ROWS)
    if (sample === 'too-large') sample = await read(sql, SMALL_SAMPLE_ROWS)
    tables.push({ table, sample: sample === 'too-large' ? [] : sample })
  }
  const statements = await read(
    `SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND type <> 'trigger' ORDER BY rowid`,
    Number.MAX_SAFE_INTEGER,
  )
  if (statements === 'too-large') {
    throw new SondeError(
      'database-failed',
      `${database.location} declares more than can be read: it cannot be copied`,
    )
  }
  return { schema, tables, ...sortStatements(statements, stored), ...readColumns(tables) }
}

/** What a virtual table keeps its content in is made together with it. */
function sortStatements(
  rows: readonly Row[],
  stored: readonly Table[],
): Pick<SourceDatabase, 'definitions' | 'finishing'> {
  const names = new Set(stored.map(({ name }) => name.toLowerCase()))
  const statements = rows.map(([type, name, sql]) => ({
    type,
    name: String(name).toLowerCase(),
    sql: String(sql),
  }))
  const tables = statements.filter(({ type, name }) => type === 'table' && names.has(name))
  const unique = statements.filter(({ type, sql }) => type === 'index' && /^\s*create\s+unique\b/i.test(sql))
  const others = statements.filter((one) => one.type !== 'table' && !unique.includes(one))
  return {
    definitions: [...tables, ...unique].map(({ sql }) => sql),
    finishing: others.map(({ sql }) => sql),
  }
}

function readColumns(tables: readonly SourceTable[]): Pick<SourceDatabase, 'valuesOf' | 'holdsNull'> {
  const known = new Map<string, readonly SqlValue[]>()
  const withNull = new Set<string>()
  for (const { table, sample } of tables) {
    for (const [index, { name }] of table.columns.entries()) {
      const key = columnKey({ table: table.name, column: name })
      const values = new Set<SqlValue>(sample.map((row) => row[index]!))
      if (values.delete(null)) withNull.add(key)
      known.set(key, [...values].sort(compareValues))
    }
  }
  return {
    valuesOf: (column) => known.get(columnKey(column)) ?? [],
    holdsNull: (column) => withNull.has(columnKey(column)),
  }
}
