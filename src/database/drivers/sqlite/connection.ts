import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { guardReading, type ReadOnlyGuard } from './read-only-guard.ts'

/** A read-only handle in a query process. */
export interface Connection {
  readonly handle: DatabaseSyncInstance
  readonly guard: ReadOnlyGuard
  /** Such as full-text and R-tree tables; null where the schema was not read. */
  readonly hasVirtualTables: boolean | null
  /** The files changed so that this handle may no longer see what is stored: open a new one. */
  isStale(): boolean
  close(): void
}

interface ConnectionOptions {
  /**
   * False: the first query reads the schema, as on any new connection, so that a measurement can include it; the page
   * cache then has the engine's usual size, and queries on virtual tables are refused. True if not said.
   */
  readonly readsSchema?: boolean
}

/** No value, and no row that the engine stores in between, may be longer. */
const MAX_VALUE_BYTES = 64 * 1024 * 1024
/** How long the engine waits for a writer to let go of the file. */
const BUSY_TIMEOUT_MS = 500

/**
 * Opens a database so that no file is created or changed, whatever its journal mode. Opening a WAL database the usual
 * way writes its `-shm` file, or creates `-wal` and `-shm` where there are none, even on a read-only handle. So:
 *
 *   -wal file             -shm file   opened as
 *   none or empty         any         immutable: all is in the main file; stale as soon as a file changes
 *   holds transactions    yes         shared, with `readonly_shm`
 *   holds transactions    none        alone, without locks, the index of the log in memory; stale as above
 */
export function openConnection(path: string, { readsSchema = true }: ConnectionOptions = {}): Connection {
  const access = chooseAccess(path)
  const before = access.signature()
  const handle = new DatabaseSync(`${pathToFileURL(path).href}?mode=ro&readonly_shm=1${access.parameters}`, {
    readOnly: true,
    // Queries in the wild write "text" for 'text', as SQLite's own shell lets them.
    enableDoubleQuotedStringLiterals: true,
    defensive: true,
    timeout: BUSY_TIMEOUT_MS,
    limits: { length: MAX_VALUE_BYTES, attach: 0, triggerDepth: 0 },
  })
  handle.exec(`${access.pragma} pragma query_only = on; pragma trusted_schema = off;`)
  // Setting the size of the cache reads the schema.
  if (readsSchema) handle.exec('pragma cache_size = -32000')
  const guard = guardReading(handle)
  return {
    handle,
    guard,
    hasVirtualTables: readsSchema ? connectVirtualTables(handle) > 0 : null,
    isStale: () => access.signature() !== before,
    close: () => handle.close(),
  }
}

interface Access {
  readonly parameters: string
  readonly pragma: string
  /** Changes when a handle opened this way must be opened anew. */
  signature(): string
}

function chooseAccess(path: string): Access {
  const log = `${path}-wal`
  const both = () => `${fileSignature(path)} ${fileSignature(log)}`
  if (!usesWriteAheadLog(path)) {
    return { parameters: '', pragma: '', signature: () => String(existsSync(log)) }
  }
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) === 0) {
    return { parameters: '&immutable=1', pragma: '', signature: both }
  }
  if (existsSync(`${path}-shm`) || process.platform === 'win32') {
    return { parameters: '', pragma: '', signature: () => String(existsSync(log)) }
  }
  return { parameters: '&vfs=unix-none', pragma: 'pragma locking_mode = exclusive;', signature: both }
}

/** Bytes 18 and 19 of the header are 2 for a database in WAL mode (file format, section 1.3.3). */
function usesWriteAheadLog(path: string): boolean {
  const header = Buffer.alloc(20)
  // Only before the engine opens the file: closing any descriptor of a file drops the process's locks on it.
  const file = openSync(path, 'r')
  try {
    return readSync(file, header, 0, 20, 0) === 20 && header[18] === 2
  } finally {
    closeSync(file)
  }
}

function fileSignature(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stats === undefined ? 'none' : `${stats.ino}:${stats.size}:${stats.mtimeNs}`
}

/**
 * R-tree and full-text tables prepare statements that write when they are first used, which the guard would refuse.
 * The engine still refuses to run those: the handle is read-only. Returns how many there are.
 */
function connectVirtualTables(handle: DatabaseSyncInstance): number {
  let names: { name: string }[]
  try {
    const sql = `select name from sqlite_schema where type = 'table' and sql like 'create virtual %'`
    names = handle.prepare(sql).all()
  } catch {
    return 0 // Locked or damaged: the query that follows says so.
  }
  for (const { name } of names) {
    try {
      handle.prepare(`select * from "${name.replaceAll('"', '""')}" limit 0`).all()
    } catch {
      // Its module is missing: a query on it says so.
    }
  }
  return names.length
}
