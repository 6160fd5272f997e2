import { SondeError } from '../base/errors.ts'
import type { Database, Row } from '../database/database.ts'
import type { Table } from '../database/schema.ts'

export interface TableQueryOptions {
  /** Of each query; 10 s if not said. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** After so many queries that did not end, a table is left as it is known. */
const MAX_TIMEOUTS = 3

/** Runs the queries that look at one table, and gives up on the table before it costs too much. */
export class TableSource {
  readonly #database: Database
  readonly #table: Table
  readonly #options: TableQueryOptions
  #timeouts = 0

  constructor(database: Database, table: Table, options: TableQueryOptions = {}) {
    this.#database = database
    this.#table = table
    this.#options = options
  }

  /** Undefined when the engine refuses the query (a broken view, a deadline): the profile then says less. */
  async query(sql: string, maxRows: number): Promise<readonly Row[] | undefined> {
    const { timeoutMs = 10_000, signal } = this.#options
    if (signal?.aborted) throw this.#cancelled()
    if (this.#timeouts >= MAX_TIMEOUTS) return undefined
    const outcome = await this.#database.run(sql, { timeoutMs, maxRows, ...(signal ? { signal } : {}) })
    if (outcome.kind === 'rows') return outcome.rows
    if (outcome.reason === 'cancelled') throw this.#cancelled()
    if (outcome.reason === 'busy') {
      throw new SondeError(
        'database-busy',
        `Cannot read table "${this.#table.name}" of ${this.#database.location}: another program has locked it. ` +
          'Wait until it is done, then explore again.',
      )
    }
    if (outcome.reason === 'timeout') this.#timeouts++
    return undefined
  }

  #cancelled(): SondeError {
    return new SondeError(
      'cancelled',
      `Exploring ${this.#database.name} was cancelled at table "${this.#table.name}". Nothing was saved.`,
    )
  }
}
