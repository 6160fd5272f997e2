/**
 * Every error Sonde throws on purpose. `code` is stable API; `message` is for people: what went wrong, where,
 * and what to do next.
 */
export class SondeError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'SondeError'
    this.code = code
  }
}

export type ErrorCode =
  | 'usage'
  | 'database-not-found'
  | 'not-a-database'
  | 'database-empty'
  | 'database-busy'
  | 'database-failed'
  | 'driver-missing'
  | 'sql-syntax'
  | 'survey-corrupt'
  | 'survey-busy'
  | 'knowledge-invalid'
  | 'file-exists'
  | 'file-unreadable'
  | 'question-invalid'
  | 'benchmark-invalid'
  | 'model-failed'
  | 'cancelled'
  | 'internal'
