import type { Database } from '../database/database.ts'
import type { Execution, ExecutionLimits } from './evaluated-database.ts'

interface Waiting {
  readonly sql: string
  readonly limits: ExecutionLimits
  readonly resolve: (execution: Execution) => void
  readonly reject: (error: unknown) => void
}

/** Hands queries that are asked for at about the same time to the engine together. */
export class QueryQueue {
  readonly #database: Database
  #waiting: Waiting[] = []
  #isBusy = false

  constructor(database: Database) {
    this.#database = database
  }

  /** Every row of the query. */
  run(sql: string, limits: ExecutionLimits): Promise<Execution> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ sql, limits, resolve, reject })
      if (this.#isBusy) return
      this.#isBusy = true
      setImmediate(() => this.#runAll())
    })
  }

  async #runAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const [{ limits }] = this.#waiting as [Waiting, ...Waiting[]]
      const isAlike = (other: Waiting): boolean =>
        other.limits.timeoutMs === limits.timeoutMs && other.limits.signal === limits.signal
      const batch = this.#waiting.filter(isAlike)
      this.#waiting = this.#waiting.filter((other) => !isAlike(other))
      await this.#runBatch(batch, limits)
    }
    this.#isBusy = false
  }

  async #runBatch(batch: readonly Waiting[], { timeoutMs, signal }: ExecutionLimits): Promise<void> {
    const limits = {
      timeoutMs,
      maxRows: Number.MAX_SAFE_INTEGER,
      exactIntegers: true,
      ...(signal === undefined ? {} : { signal }),
    }
    let done = 0
    try {
      await this.#database.runEach(
        batch.map(({ sql }) => sql),
        limits,
        (outcome) => {
          batch[done++]!.resolve(
            outcome.kind === 'rejected'
              ? outcome
              : { kind: 'result', columns: outcome.columns, rows: outcome.rows },
          )
        },
      )
    } catch (error) {
      for (const { reject } of batch.slice(done)) reject(error)
    }
  }
}
