import type { SqlValue } from '../database/database.ts'
import type { ColumnName, Schema } from '../database/schema.ts'

/** What exploration learned of a database's shape and contents; the value index and the knowledge lie beside it. */
export interface Survey {
  readonly database: { readonly name: string; readonly location: string; readonly dialect: string }
  /** The database's fingerprint when it was surveyed. */
  readonly fingerprint: string
  readonly schema: Schema
  readonly tables: readonly TableProfile[]
  /** Declared foreign keys first, then inferred ones. */
  readonly joins: readonly JoinKey[]
}

export interface TableProfile {
  readonly table: string
  readonly rowCount: number
  readonly columns: readonly ColumnProfile[]
  /** Rows drawn with the survey's seed, values in column order; long texts are shortened. */
  readonly sampleRows: readonly (readonly SqlValue[])[]
  /** Of all the table's values, read before the profile was made; absent when the table was too large to read whole. */
  readonly signature?: string
}

export interface ColumnProfile extends ColumnName {
  /** What the values are, whatever was declared. */
  readonly content: ContentType
  readonly rowCount: number
  readonly nullCount: number
  readonly distinctCount: number
  readonly minimum: SqlValue
  readonly maximum: SqlValue
  /** Most frequent first, at most 20. Long texts are shortened. */
  readonly frequentValues: readonly { readonly value: SqlValue; readonly count: number }[]
  /** Of texts; 0 otherwise. */
  readonly averageLength: number
  /** Counts and frequent values come from a sample (a large table), or some are missing (a deadline). */
  readonly isEstimate?: boolean
}

/** Numbers, years and dates may be stored as text: the profile's minimum tells. */
export type ContentType =
  | 'integer'
  | 'real'
  | 'text'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'year'
  | 'blob'
  | 'empty'

/** A way to join two tables; `from` refers to `to`. */
export interface JoinKey {
  readonly from: { readonly table: string; readonly columns: readonly string[] }
  readonly to: { readonly table: string; readonly columns: readonly string[] }
  readonly origin: 'declared' | 'inferred'
  /** Of inferred keys: why. 1 for declared ones. */
  readonly confidence: number
  readonly evidence?: string
}
