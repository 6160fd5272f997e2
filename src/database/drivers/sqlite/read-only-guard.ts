import { constants, type DatabaseSyncInstance } from '@photostructure/sqlite'

const { SQLITE_OK, SQLITE_DENY } = constants
const ALLOWED: ReadonlySet<number> = new Set([
  constants.SQLITE_SELECT,
  constants.SQLITE_READ,
  constants.SQLITE_RECURSIVE,
])

// Functions that reach beyond the database, in this build or in one with the shell's extensions.
const DENIED_FUNCTIONS: ReadonlySet<string> = new Set([
  'edit',
  'fsdir',
  'fts3_tokenizer',
  'load_extension',
  'readfile',
  'shell_add_schema',
  'writefile',
  'zipfile',
])

// Tables without a definition that show raw pages or the engine's insides.
const DENIED_TABLES: ReadonlySet<string> = new Set([
  'bytecode',
  'dbstat',
  'fsdir',
  'sqlite_dbpage',
  'sqlite_memstat',
  'sqlite_stmt',
  'tables_used',
  'zipfile',
])

/** Lets a connection compile nothing but reading. The engine asks it about each thing that a statement would do. */
export interface ReadOnlyGuard {
  /** What was refused last, in words; cleared by `watch`. */
  readonly denial: string | undefined
  /** Runs `work` on a query of a user. */
  watch<Result>(work: () => Result): Result
}

/** Until `watch` is called nothing is refused, so that the driver can use pragmas. */
export function guardReading(handle: DatabaseSyncInstance): ReadOnlyGuard {
  let isWatching = false
  let denial: string | undefined
  const decide = (action: number, first: string | null, second: string | null): string | undefined => {
    if (action === constants.SQLITE_FUNCTION) {
      const name = (second ?? '').toLowerCase()
      return DENIED_FUNCTIONS.has(name) ? `the function ${name}()` : undefined
    }
    if (action === constants.SQLITE_READ) {
      const table = (first ?? '').toLowerCase()
      return DENIED_TABLES.has(table) ? `reading ${table}` : undefined
    }
    // Full-text tables ask for it on every read.
    const isDataVersion = action === constants.SQLITE_PRAGMA && first === 'data_version' && second === null
    return ALLOWED.has(action) || isDataVersion ? undefined : describeAction(action, first)
  }
  handle.setAuthorizer((action, first, second) => {
    const refused = isWatching ? decide(action, first, second) : undefined
    denial ??= refused
    return refused === undefined ? SQLITE_OK : SQLITE_DENY
  })
  return {
    get denial() {
      return denial
    },
    watch(work) {
      denial = undefined
      isWatching = true
      try {
        return work()
      } finally {
        isWatching = false
      }
    },
  }
}

const RESULTS = new Set(['SQLITE_OK', 'SQLITE_DENY', 'SQLITE_IGNORE'])
const ACTION_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(constants)
    .filter(([name]) => !/_(OPEN|CHANGESET|LIMIT)_/.test(name) && !RESULTS.has(name))
    .map(([name, code]) => [code, name.replace(/^SQLITE_/, '').replaceAll('_', ' ')]),
)

function describeAction(action: number, subject: string | null): string {
  const name = ACTION_NAMES.get(action) ?? `action ${action}`
  return subject === null || subject === '' ? name : `${name} (${subject})`
}
