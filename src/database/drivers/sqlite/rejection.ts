import type { RejectionReason } from '../../database.ts'
import type { Rejected } from './messages.ts'

// SQLite gives one result code (SQLITE_ERROR) to almost everything that is wrong with a query; the text tells.
const REASONS: readonly (readonly [RegExp, RejectionReason])[] = [
  [/^near ".*": syntax error|^incomplete input|^unrecognized token|^too many SQL variables/s, 'syntax'],
  [/^variable number must be|^unknown database|^no query/, 'syntax'],
  [/^no such table/, 'unknown-table'],
  [/^no such column|^cannot join using column .* not present/s, 'unknown-column'],
  [
    /not authorized|is prohibited|readonly database|unsafe use of|may not be modified|^cannot modify/,
    'not-read-only',
  ],
  [
    /^string or blob too big|^out of memory|^Expression tree is too large|^parser stack overflow/,
    'too-large',
  ],
  [/^too many (terms|columns|arguments|references|FROM|levels)|pattern too complex/, 'too-large'],
  [/^database( table)? is locked|^database schema is locked|^database schema has changed/, 'busy'],
]

/** The typed reason for what SQLite said, with SQLite's own words. */
export function rejectionOf(error: unknown): Rejected {
  const message = error instanceof Error ? error.message : String(error)
  const reason = REASONS.find(([pattern]) => pattern.test(message))?.[1] ?? 'other'
  return rejected(reason, explain(message))
}

export function rejected(reason: RejectionReason, message: string): Rejected {
  return { kind: 'rejected', reason, message }
}

function explain(message: string): string {
  if (/readonly database/.test(message)) {
    return `${message}: if the program that writes this database was interrupted, open it with that program once, so that it can finish or undo its last transaction`
  }
  if (/file is not a database/.test(message)) {
    return `${message}: it may be encrypted or damaged`
  }
  if (/disk image is malformed/.test(message)) {
    return `${message}: the file is damaged; restore it from a backup, or try the ".recover" command of sqlite3`
  }
  return message
}
