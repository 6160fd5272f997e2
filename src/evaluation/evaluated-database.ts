import type { MeasureOutcome, QueryOutcome, Row } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'

/**
 * A database of a benchmark while predictions on it are judged. Results are remembered, so that a gold query is run
 * once for all predictions and a prediction that never ends costs its limit once.
 */
export interface EvaluatedDatabase {
  readonly id: string
  /** The file. */
  readonly location: string
  readonly schema: Schema
  /** The benchmark's own schema entry (Spider's tables.json), whose foreign keys `em` reads; null when there is none. */
  readonly spiderSchema: SpiderSchema | null
  /** Every row of a query, whole numbers as `bigint` and floats as `number`. */
  execute(sql: string, limits: ExecutionLimits): Promise<Execution>
  /**
   * Runs queries in turn, `rounds` times over, in one engine process, and says how long each took. Nothing is
   * remembered. An outcome that is no timing is a query that failed.
   */
  measure(sqls: readonly string[], limits: MeasureLimits): Promise<MeasureOutcome>
  /** The databases of its test suite: every `.sqlite` file in its folder, itself among them, by name. */
  openSuite(): Promise<readonly EvaluatedDatabase[]>
}

export interface ExecutionLimits {
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

export type Execution =
  | { readonly kind: 'result'; readonly columns: readonly string[]; readonly rows: readonly Row[] }
  | Extract<QueryOutcome, { kind: 'rejected' }>

export interface MeasureLimits extends ExecutionLimits {
  readonly rounds: number
}

/** A database as tables.json of Spider describes it, as far as it is read here. Columns are [table index, name]. */
export interface SpiderSchema {
  readonly db_id: string
  readonly table_names_original: readonly string[]
  readonly column_names_original: readonly (readonly [number, string])[]
  /** Pairs of indexes into the columns. */
  readonly foreign_keys: readonly (readonly [number, number])[]
}
