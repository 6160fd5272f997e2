import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { SondeError } from '../base/errors.ts'
import type { Database } from './database.ts'

export interface OpenOptions {
  /** How many queries may run at once. */
  readonly processes?: number
}

/** Engines that a location can name and that this version has no driver for. */
const PLANNED: Readonly<Record<string, string>> = {
  postgres: 'PostgreSQL',
  postgresql: 'PostgreSQL',
  mysql: 'MySQL',
  mariadb: 'MariaDB',
  duckdb: 'DuckDB',
}

/**
 * Opens what `location` names: a path, a `file:` URL or a `sqlite:` URL. Throws `SondeError` when it is not a database
 * that can be read. A database without tables opens; see `emptyDatabaseError`.
 *
 * A program that has the same file open through a SQLite library of its own must not hold a lock on it meanwhile: this
 * reads the file's header, and on POSIX systems a process loses its locks on a file when it closes any descriptor of it.
 */
export async function openDatabase(location: string, options: OpenOptions = {}): Promise<Database> {
  const path = pathOf(location)
  const { openSqliteDatabase } = await import('./drivers/sqlite/sqlite-database.ts')
  return openSqliteDatabase(path, options)
}

/** Opens databases that share query processes. */
export interface DatabaseGroup {
  open(location: string): Promise<Database>
  /** Ends the processes; databases of the group that are still open cannot be used any more. */
  close(): Promise<void>
}

/** For many databases that are used for a moment each: a process of its own for every one costs more than the queries. */
export async function openDatabaseGroup({ processes = 2 }: OpenOptions = {}): Promise<DatabaseGroup> {
  const { openSqliteDatabase } = await import('./drivers/sqlite/sqlite-database.ts')
  const { ProcessPool } = await import('./drivers/sqlite/process-pool.ts')
  const pool = new ProcessPool('this group of databases', processes)
  return {
    open: async (location) => openSqliteDatabase(pathOf(location), { pool }),
    close: () => pool.close(),
  }
}

function pathOf(location: string): string {
  if (location.trim() === '')
    throw new SondeError('usage', 'no database was named: give the path of a SQLite file')
  if (location === ':memory:') {
    throw new SondeError(
      'usage',
      'a database in memory is empty and private to its program: give the path of a file',
    )
  }
  // One letter before a colon is a drive of Windows.
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]+):(.*)$/is.exec(location) ?? []
  if (scheme === undefined || rest === undefined || existsSync(location)) return location
  const kind = scheme.toLowerCase()
  if (kind === 'file') return rest.startsWith('//') ? pathOfFileUrl(location) : decode(rest)
  if (kind === 'sqlite' || kind === 'sqlite3') return pathOfSqliteUrl(rest)
  const engine = PLANNED[kind.split('+')[0]!]
  if (engine !== undefined) {
    const message = `${engine} databases are not supported yet in this version (${scheme}:). It reads SQLite files: give a path`
    throw new SondeError('driver-missing', message)
  }
  if (rest.startsWith('//')) {
    throw new SondeError(
      'usage',
      `"${scheme}:" is no kind of database that Sonde knows: give the path of a SQLite file`,
    )
  }
  return location
}

function pathOfFileUrl(location: string): string {
  try {
    return fileURLToPath(location.replace(/[?#].*$/s, ''))
  } catch (cause) {
    throw new SondeError('usage', `${location} is not a file URL of this machine: give a path`, { cause })
  }
}

/** `sqlite:a.db`, `sqlite:///absolute/a.db`, and `sqlite:///a.db` for a relative path, as SQLAlchemy writes it. */
function pathOfSqliteUrl(rest: string): string {
  const decoded = decode(rest)
  if (!decoded.startsWith('//')) return decoded
  const path = decoded.slice(2).replace(/^\/(?=\/|[a-z]:)/i, '')
  const relative = path.replace(/^\//, '')
  return !existsSync(path) && existsSync(relative) ? relative : path
}

function decode(rest: string): string {
  const path = rest.replace(/\?.*$/s, '')
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
