import type { Dialect } from '../sql/dialect.ts'
import type { Schema } from './schema.ts'

/** An open, read-only database. Drivers implement this; nothing above `open-database.ts` names a driver. */
export interface Database {
  /** What a person calls it: the file's name without its extension. */
  readonly name: string
  /** Where it is, as an absolute path or a URL without secrets. Two databases differ in it. */
  readonly location: string
  readonly dialect: Dialect
  readSchema(): Promise<Schema>
  /** A short text that differs whenever the data may have changed. */
  readFingerprint(): Promise<string>
  /** Runs one query. Whatever the engine says is an outcome, never an exception. */
  run(sql: string, limits?: Partial<QueryLimits>): Promise<QueryOutcome>
  /**
   * Reads a large result in batches, without holding it. A refused query throws `SondeError`. Queries may run while a
   * stream is open.
   */
  stream(sql: string, options?: StreamOptions): AsyncIterable<readonly Row[]>
  close(): Promise<void>
}

export interface QueryLimits {
  /** The query is killed when this has passed. */
  readonly timeoutMs: number
  /** At most so many rows come back; `truncated` says whether there were more. */
  readonly maxRows: number
  /**
   * Every whole number that is stored as one comes as `bigint`, and every `number` is then a float: 1 and 1.0 can be
   * told apart. False if not said.
   */
  readonly exactIntegers?: boolean
  /** Cancels the query like a deadline does. */
  readonly signal?: AbortSignal
}

export interface StreamOptions {
  /** For the whole stream. */
  readonly timeoutMs?: number
  readonly batchRows?: number
  readonly signal?: AbortSignal
}

/** Whole numbers are `number` where they are safe and `bigint` beyond. */
export type SqlValue = null | number | bigint | string | Uint8Array

export type Row = readonly SqlValue[]

/** A refused query is an outcome, not an exception: revision and evaluation read it. */
export type QueryOutcome =
  | {
      readonly kind: 'rows'
      readonly columns: readonly string[]
      readonly rows: readonly Row[]
      /** Exact: true only if at least one more row exists. */
      readonly truncated: boolean
    }
  | { readonly kind: 'rejected'; readonly reason: RejectionReason; readonly message: string }

export type RejectionReason =
  | 'syntax'
  | 'unknown-table'
  | 'unknown-column'
  | 'not-read-only'
  | 'timeout'
  | 'cancelled'
  | 'too-large'
  | 'busy'
  | 'other'

/** A stream may be long, but none is endless. */
export const DEFAULT_STREAM = { timeoutMs: 600_000, batchRows: 1_000 } as const satisfies StreamOptions

/** 25 s is the limit that DB-Explore's execution filter sets (section 3.3). */
export const DEFAULT_LIMITS: QueryLimits = { timeoutMs: 25_000, maxRows: 1_000 }
