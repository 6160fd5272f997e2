import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync } from '@photostructure/sqlite'
import { SondeError } from '../base/errors.ts'
import { printName } from '../sql/print-name.ts'
import { SQLITE } from '../sql/sqlite-dialect.ts'
import type { Row } from './database.ts'

export interface SqliteContent {
  /** CREATE statements, run before the rows are written; each may be a script. */
  readonly definitions: readonly string[]
  readonly tables: readonly TableRows[]
  /** What is run once the rows are there, such as indexes and views. What the engine refuses is left out. */
  readonly finishing?: readonly string[]
}

export interface TableRows {
  readonly table: string
  /** The columns that the rows give, in their order; all of them when absent. */
  readonly columns?: readonly string[]
  /** Whole numbers are `bigint`; a `number` that is whole is stored as a whole number where the column has no type. */
  readonly rows: readonly Row[]
}

export interface WriteOptions {
  /**
   * `throw`, the default: every row must be accepted. `leave-out`: a row that a constraint of the schema refuses
   * (CHECK, UNIQUE, NOT NULL, a type) is left out, and so are rows whose declared foreign keys lead nowhere.
   */
  readonly refusedRows?: 'throw' | 'leave-out'
}

/**
 * Writes a SQLite file whole or not at all: beside its place first, then renamed into it. The same content gives the
 * same bytes. A file that is there is replaced. Returns how many rows each table of the content got.
 */
export async function writeSqliteFile(
  path: string,
  content: SqliteContent,
  { refusedRows = 'throw' }: WriteOptions = {},
): Promise<number[]> {
  // The engine is native code, which is not loaded where nothing is written.
  const { DatabaseSync: Engine } = await import('@photostructure/sqlite')
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    const handle = new Engine(temporary, {
      // As files of the wild have them: DEFAULT "text", CHECK (kind IN ("a", "b")).
      enableDoubleQuotedStringLiterals: true,
      enableForeignKeyConstraints: false,
      limits: { attach: 0 },
    })
    let counts: number[]
    try {
      counts = fill(handle, content, refusedRows)
    } finally {
      handle.close()
    }
    renameSync(temporary, path)
    return counts
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary)
    if (error instanceof SondeError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new SondeError('database-failed', `${path} cannot be written: ${reason}`, { cause: error })
  }
}

type Handle = InstanceType<typeof DatabaseSync>

function fill(
  handle: Handle,
  { definitions, tables, finishing = [] }: SqliteContent,
  refusedRows: 'throw' | 'leave-out',
): number[] {
  // The journal stays in memory, for a refused row is undone with it.
  handle.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; BEGIN')
  for (const definition of definitions) handle.exec(definition)
  for (const table of tables) insertRows(handle, table, refusedRows === 'leave-out')
  if (refusedRows === 'leave-out') removeDanglingRows(handle, tables)
  for (const statement of finishing) attempt(() => handle.exec(statement))
  const counts = tables.map(({ table }) => countRows(handle, table))
  handle.exec('COMMIT')
  return counts
}

function insertRows(handle: Handle, { table, columns, rows }: TableRows, leavesOut: boolean): void {
  const [first] = rows
  if (first === undefined) return
  const named = columns === undefined ? '' : ` (${columns.map(quoted).join(', ')})`
  const places = first.map(() => '?').join(', ')
  const insert = handle.prepare(`INSERT INTO ${quoted(table)}${named} VALUES (${places})`)
  for (const row of rows) {
    const add = (): unknown => insert.run(...row)
    if (leavesOut) attempt(add)
    else add()
  }
}

/** A row that goes may have been what others refer to. */
function removeDanglingRows(handle: Handle, tables: readonly TableRows[]): void {
  for (let hasRemoved = true; hasRemoved; ) {
    hasRemoved = false
    for (const { table } of tables) {
      const dangling = attempt(() => handle.prepare(`PRAGMA foreign_key_check(${quoted(table)})`).all()) ?? []
      // Tables WITHOUT ROWID do not say which row it is.
      const rowids = [...new Set(dangling.flatMap((row) => (row.rowid === null ? [] : [Number(row.rowid)])))]
      const remove = `DELETE FROM ${quoted(table)} WHERE rowid = ?`
      for (const rowid of rowids)
        hasRemoved = Number(handle.prepare(remove).run(rowid).changes) > 0 || hasRemoved
    }
  }
}

function countRows(handle: Handle, table: string): number {
  return Number(handle.prepare(`SELECT count(*) AS count FROM ${quoted(table)}`).get()?.count ?? 0)
}

/** What `work` returns; undefined where the engine refuses it for what the schema or the data are. */
function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work()
  } catch (error) {
    if (isAboutContent(error)) return undefined
    throw error
  }
}

/** SQLITE_ERROR, SQLITE_TOOBIG, SQLITE_CONSTRAINT and SQLITE_MISMATCH; a full disk is none of them. */
const ABOUT_CONTENT = new Set([1, 18, 19, 20])

function isAboutContent(error: unknown): boolean {
  const code = (error as { readonly sqliteCode?: unknown }).sqliteCode
  return typeof code === 'number' && ABOUT_CONTENT.has(code & 0xff)
}

function quoted(name: string): string {
  return printName(name, SQLITE)
}
