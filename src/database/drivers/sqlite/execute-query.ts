import type { StatementSyncInstance } from '@photostructure/sqlite'
import type { QueryOutcome, Row, SqlValue } from '../../database.ts'
import type { Connection } from './connection.ts'
import type { Rejected } from './messages.ts'
import { rejected, rejectionOf } from './rejection.ts'

/** A result that needs more memory than this is refused; `stream` has no such limit. */
const MAX_RESULT_BYTES = 64 * 1024 * 1024
/** A batch of a stream ends early when it holds so much. */
const MAX_BATCH_BYTES = 8 * 1024 * 1024

interface RunRequest {
  readonly sql: string
  readonly maxRows: number
  readonly exactIntegers: boolean
}

export function executeQuery(
  connection: Connection,
  { sql, maxRows, exactIntegers }: RunRequest,
): QueryOutcome {
  const cursor = openCursor(connection, sql, exactIntegers)
  if (cursor.kind === 'rejected') return cursor
  try {
    const { rows, isLast, bytes } = cursor.read(maxRows, MAX_RESULT_BYTES)
    if (isLast) return { kind: 'rows', columns: cursor.columns, rows, truncated: false }
    if (bytes > MAX_RESULT_BYTES) {
      const size = `${MAX_RESULT_BYTES / 1024 / 1024} MiB`
      return rejected('too-large', `the result is larger than ${size}: ask for fewer rows or columns`)
    }
    return { kind: 'rows', columns: cursor.columns, rows, truncated: !cursor.isAtEnd() }
  } catch (error) {
    return refusal(connection, error)
  } finally {
    cursor.close()
  }
}

export interface QueryStream {
  readonly kind: 'stream'
  next(): { readonly kind: 'batch'; readonly rows: readonly Row[]; readonly isLast: boolean } | Rejected
  close(): void
}

export function streamQuery(connection: Connection, sql: string, batchRows: number): QueryStream | Rejected {
  const cursor = openCursor(connection, sql, false)
  if (cursor.kind === 'rejected') return cursor
  return {
    kind: 'stream',
    next() {
      try {
        const { rows, isLast } = cursor.read(batchRows, MAX_BATCH_BYTES)
        if (connection.isStale()) {
          return rejected('busy', 'the database changed while it was read: read it again')
        }
        return { kind: 'batch', rows, isLast }
      } catch (error) {
        return refusal(connection, error)
      }
    },
    close: () => cursor.close(),
  }
}

export interface Cursor {
  readonly kind: 'cursor'
  readonly columns: readonly string[]
  /** Reads until one of the limits is reached; `isLast` is true only when the end was seen. */
  read(maxRows: number, maxBytes: number): { rows: Row[]; isLast: boolean; bytes: number }
  isAtEnd(): boolean
  close(): void
}

// An iterator of this engine does not keep its statement alive: collecting the statement would crash the process.
const statementsInUse = new Set<StatementSyncInstance>()

/** Compiles a query, if it is one that may run; reading its rows is the caller's. */
export function openCursor(connection: Connection, sql: string, exactIntegers: boolean): Cursor | Rejected {
  const statement = prepareQuery(connection, sql)
  if ('kind' in statement) return statement
  const { guard } = connection
  statementsInUse.add(statement)
  const columns = statement.columns().map((column) => column.name)
  statement.setReturnArrays(true)
  statement.setReadBigInts(true)
  const rows: Iterator<SqlValue[]> = statement.iterate()
  const readRows = (maxRows: number, maxBytes: number) => {
    const batch: Row[] = []
    let bytes = 0
    while (batch.length < maxRows && bytes <= maxBytes) {
      const { done, value } = rows.next()
      if (done) return { rows: batch, isLast: true, bytes }
      bytes += tidyRow(value, exactIntegers)
      batch.push(value)
    }
    return { rows: batch, isLast: false, bytes }
  }
  return {
    kind: 'cursor',
    columns,
    // A statement is compiled again when the schema changes, so the guard also watches its steps.
    read: (maxRows, maxBytes) => guard.watch(() => readRows(maxRows, maxBytes)),
    isAtEnd: () => guard.watch(() => rows.next().done === true),
    close() {
      statementsInUse.delete(statement)
      rows.return?.()
    },
  }
}

/** Makes safe whole numbers plain numbers, in place, unless they stay exact; returns about how many bytes the row takes. */
function tidyRow(row: SqlValue[], exactIntegers: boolean): number {
  let bytes = 16
  for (let index = 0; index < row.length; index++) {
    const value = row[index]
    bytes += 8
    if (typeof value === 'bigint') {
      if (exactIntegers) continue
      const number = Number(value)
      if (Number.isSafeInteger(number)) row[index] = number
    } else if (typeof value === 'string') {
      bytes += value.length
    } else if (value instanceof Uint8Array) {
      bytes += value.byteLength
    }
  }
  return bytes
}

/** The one statement in `sql`, if it is one and returns rows. */
function prepareQuery(connection: Connection, sql: string): StatementSyncInstance | Rejected {
  if (sql.includes('\0')) return rejected('syntax', 'the SQL holds a null character')
  const { guard } = connection
  try {
    const statement = guard.watch(() => prepareWithoutParameters(connection, sql))
    // The engine compiles the first statement and ignores the rest; parameters are off, so this is its text as given.
    const compiled = statement.expandedSQL
    if (compiled === undefined)
      return rejected('syntax', 'there is no statement in this SQL, only comments or space')
    const rest = sql.slice(compiled.length)
    if (rest !== '' && !isBlank(connection, rest)) {
      return rejected('not-read-only', 'more than one statement: send one query at a time')
    }
    if (statement.columns().length === 0) {
      return rejected('not-read-only', 'only queries can be run here: this statement returns no rows')
    }
    return statement
  } catch (error) {
    return refusal(connection, error)
  }
}

/** The limit holds only here: full-text tables compile statements with parameters while a query runs. */
function prepareWithoutParameters({ handle }: Connection, sql: string): StatementSyncInstance {
  const usual = handle.limits.variableNumber
  handle.limits.variableNumber = 0
  try {
    return handle.prepare(sql)
  } finally {
    handle.limits.variableNumber = usual
  }
}

/** Nothing but white space, comments and semicolons, as the engine sees it. */
function isBlank({ handle, guard }: Connection, sql: string): boolean {
  try {
    return guard.watch(() => handle.prepare(sql)).expandedSQL === undefined
  } catch {
    return false
  }
}

/** What the engine threw, in the words of the guard where it was the guard's doing. */
export function refusal({ guard }: Connection, error: unknown): Rejected {
  if (guard.denial !== undefined) {
    return rejected('not-read-only', `only reading is allowed here: ${guard.denial} was refused`)
  }
  return rejectionOf(error)
}
