import type { MeasureOutcome, QueryOutcome, Row } from '../../database.ts'
import type { Schema } from '../../schema.ts'

/** What a query process is asked. It answers one request before it takes the next. */
export type QueryRequest = QueryWork & {
  /** Of the database file. */
  readonly path: string
  /** Files that are closed by now: another file may take their name. */
  readonly closed: readonly string[]
}

export type SingleWork = Exclude<QueryWork, { kind: 'run-each' }>

export type QueryWork =
  | {
      readonly kind: 'run'
      readonly sql: string
      readonly maxRows: number
      readonly exactIntegers: boolean
    }
  /** Replies with an outcome for each. */
  | {
      readonly kind: 'run-each'
      readonly sqls: readonly string[]
      readonly maxRows: number
      readonly exactIntegers: boolean
    }
  | { readonly kind: 'stream'; readonly sql: string; readonly batchRows: number }
  /** The next batch of the open stream. */
  | { readonly kind: 'next' }
  /** Ends the open stream early. */
  | { readonly kind: 'stop' }
  | { readonly kind: 'schema' }
  | { readonly kind: 'measure'; readonly sqls: readonly string[]; readonly rounds: number }

export type QueryReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'outcome'; readonly outcome: QueryOutcome }
  | { readonly kind: 'batch'; readonly rows: readonly Row[]; readonly isLast: boolean }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'schema'; readonly schema: Schema }
  | Extract<MeasureOutcome, { kind: 'measured' }>

export type Rejected = Extract<QueryOutcome, { kind: 'rejected' }>
