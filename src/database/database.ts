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
   * Runs many queries one after another, which costs less than asking for each. The limits are for each query.
   * `onOutcome` is called with every outcome in the order of the queries, as soon as it is there.
   */
  runEach(
    sqls: readonly string[],
    limits: Partial<QueryLimits>,
    onOutcome: (outcome: QueryOutcome) => void,
  ): Promise<void>
  /**
   * Reads a large result in batches, without holding it. A refused query throws `SondeError`. Queries may run while a
   * stream is open.
   */
  stream(sql: string, options?: StreamOptions): AsyncIterable<readonly Row[]>
  /**
   * How long queries take in the engine. Each round runs them all in turn, every other round in reverse, in one
   * process; every run has a connection of its own, as a program has that asks one thing, so that reading the schema is
   * part of it. Rows are read and dropped. Short runs that the system interrupted are repeated. The first query that fails ends it: what the engine says is an outcome.
   */
  measure(sqls: readonly string[], options: MeasureOptions): Promise<MeasureOutcome>
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

/** Of `measure`. */
export interface MeasureOptions {
  /** How often each query runs. */
  readonly rounds: number
  /** For all runs together. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** For each query, in the order given, a time for each round. */
export type MeasureOutcome =
  | { readonly kind: 'measured'; readonly times: readonly (readonly QueryTime[])[] }
  | Extract<QueryOutcome, { kind: 'rejected' }>

/** In milliseconds with fractions, from before the statement is compiled. */
export interface QueryTime {
  /** Until the first row was there, or it was clear that there is none. */
  readonly firstRowMs: number
  /** Until the last row was read. */
  readonly totalMs: number
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

/** The limit that BIRD's evaluators set for a pair of queries. */
export const DEFAULT_MEASURE = { timeoutMs: 30_000 } as const satisfies Partial<MeasureOptions>
