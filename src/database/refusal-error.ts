import { type ErrorCode, SondeError } from '../base/errors.ts'
import type { Database, QueryOutcome, RejectionReason } from './database.ts'

const CODES: Readonly<Record<RejectionReason, ErrorCode>> = {
  syntax: 'sql-syntax',
  'unknown-table': 'database-failed',
  'unknown-column': 'database-failed',
  'not-read-only': 'database-failed',
  timeout: 'database-failed',
  cancelled: 'cancelled',
  'too-large': 'database-failed',
  busy: 'database-busy',
  other: 'database-failed',
}

/** The error for a refused query where a result was necessary. */
export function refusalError(
  { location }: Pick<Database, 'location'>,
  { reason, message }: Extract<QueryOutcome, { kind: 'rejected' }>,
): SondeError {
  if (reason === 'busy') {
    const advice = 'another program is writing to it. Try again when it is done'
    return new SondeError('database-busy', `${location} is locked (${message}): ${advice}`)
  }
  const code = reason === 'other' && message.includes('not a database') ? 'not-a-database' : CODES[reason]
  return new SondeError(code, `${location}: ${message}`)
}

/** For readers that need at least one table. */
export function emptyDatabaseError({ location }: Pick<Database, 'location'>): SondeError {
  const advice = 'Check that this is the file you mean, or create tables in it first'
  return new SondeError('database-empty', `${location} is a database without tables. ${advice}`)
}
