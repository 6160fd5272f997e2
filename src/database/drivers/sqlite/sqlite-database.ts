import { realpathSync } from 'node:fs'
import { parse } from 'node:path'
import { SondeError } from '../../../base/errors.ts'
import { SQLITE } from '../../../sql/sqlite-dialect.ts'
import {
  type Database,
  DEFAULT_LIMITS,
  DEFAULT_MEASURE,
  DEFAULT_STREAM,
  type MeasureOptions,
  type MeasureOutcome,
  type QueryLimits,
  type QueryOutcome,
  type Row,
  type StreamOptions,
} from '../../database.ts'
import { refusalError } from '../../refusal-error.ts'
import type { Schema } from '../../schema.ts'
import { checkDatabaseFile } from './check-database-file.ts'
import type { QueryReply, Rejected, SingleWork } from './messages.ts'
import { type LentProcess, ProcessPool, type TakeOptions } from './process-pool.ts'
import { type AskOptions, CANCELLED } from './query-process-handle.ts'
import { readFileFingerprint } from './read-fingerprint.ts'
import { rejected } from './rejection.ts'

export interface SqliteOptions {
  /** How many queries run at once, each in its own process. */
  readonly processes?: number
  /** Processes that it shares with other files, in place of its own. They outlive it. */
  readonly pool?: ProcessPool
}

const SCHEMA_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 1_000

/** Opens a file; throws `SondeError` when it is not a database that can be read. */
export function openSqliteDatabase(path: string, { processes = 2, pool }: SqliteOptions = {}): Database {
  if (!Number.isInteger(processes) || processes < 1) {
    throw new SondeError('usage', `processes must be a whole number from 1, not ${processes}`)
  }
  checkDatabaseFile(path)
  return new SqliteDatabase(path, processes, pool)
}

class SqliteDatabase implements Database {
  readonly name: string
  readonly location: string
  readonly dialect = SQLITE
  readonly #pool: ProcessPool
  readonly #isSharing: boolean
  #isClosed = false

  constructor(path: string, processes: number, pool: ProcessPool | undefined) {
    this.name = parse(path).name
    // The engine keeps the log beside the file itself, not beside a link to it.
    this.location = realpathSync(path)
    this.#isSharing = pool !== undefined
    this.#pool = pool ?? new ProcessPool(this.location, processes)
  }

  async readSchema(): Promise<Schema> {
    const reply = await this.#ask({ kind: 'schema' }, { timeoutMs: SCHEMA_TIMEOUT_MS })
    if (reply.kind === 'schema') return reply.schema
    throw refusalError(this, rejectionIn(reply))
  }

  async readFingerprint(): Promise<string> {
    return readFileFingerprint(this.location)
  }

  async run(sql: string, limits: Partial<QueryLimits> = {}): Promise<QueryOutcome> {
    const { timeoutMs, maxRows, exactIntegers = false, signal } = { ...DEFAULT_LIMITS, ...limits }
    checkPositive('timeoutMs', timeoutMs)
    if (!(maxRows >= 0)) throw new SondeError('usage', `maxRows must be 0 or more, not ${maxRows}`)
    const reply = await this.#ask({ kind: 'run', sql, maxRows, exactIntegers }, { timeoutMs, signal })
    return reply.kind === 'outcome' ? reply.outcome : rejectionIn(reply)
  }

  async runEach(
    sqls: readonly string[],
    limits: Partial<QueryLimits>,
    onOutcome: (outcome: QueryOutcome) => void,
  ): Promise<void> {
    const { timeoutMs, maxRows, exactIntegers = false, signal } = { ...DEFAULT_LIMITS, ...limits }
    checkPositive('timeoutMs', timeoutMs)
    const take = (reply: QueryReply) =>
      onOutcome(reply.kind === 'outcome' ? reply.outcome : rejectionIn(reply))
    for (let done = 0; done < sqls.length; ) {
      const lent = await this.#take({ signal })
      if (lent === undefined) {
        for (const _ of sqls.slice(done)) take(CANCELLED)
        return
      }
      const work = { kind: 'run-each', sqls: sqls.slice(done), maxRows, exactIntegers } as const
      try {
        done += await lent.handle.askEach(this.location, work, { timeoutMs, signal }, take)
      } finally {
        lent.giveBack()
      }
    }
  }

  async *stream(sql: string, options: StreamOptions = {}): AsyncGenerator<readonly Row[], void, undefined> {
    const { timeoutMs, batchRows, signal } = { ...DEFAULT_STREAM, ...options }
    checkPositive('timeoutMs', timeoutMs)
    checkPositive('batchRows', batchRows)
    const lent = await this.#take({ isLong: true, signal })
    if (lent === undefined) throw refusalError(this, rejectionIn(CANCELLED))
    const deadline = performance.now() + timeoutMs
    const ask = (work: SingleWork) =>
      lent.handle.ask(this.location, work, {
        timeoutMs: Math.max(1, Math.round(deadline - performance.now())),
        signal,
      })
    let pending: Promise<QueryReply> | undefined = ask({ kind: 'stream', sql, batchRows })
    try {
      while (pending !== undefined) {
        const reply: QueryReply = await pending
        pending = undefined
        if (reply.kind !== 'batch') throw refusalError(this, rejectionIn(reply))
        // The process reads one batch ahead of the reader, and no more.
        if (!reply.isLast) pending = ask({ kind: 'next' })
        if (reply.rows.length > 0) yield reply.rows
      }
    } finally {
      if (pending !== undefined) {
        await pending
        if (!lent.handle.hasEnded)
          await lent.handle.ask(this.location, { kind: 'stop' }, { timeoutMs: STOP_TIMEOUT_MS })
      }
      lent.giveBack()
    }
  }

  async measure(sqls: readonly string[], options: MeasureOptions): Promise<MeasureOutcome> {
    const { rounds, timeoutMs, signal } = { ...DEFAULT_MEASURE, ...options }
    checkPositive('rounds', rounds)
    checkPositive('timeoutMs', timeoutMs)
    const reply = await this.#ask({ kind: 'measure', sqls, rounds }, { timeoutMs, signal, isTimed: true })
    return reply.kind === 'measured' ? reply : rejectionIn(reply)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    if (this.#isSharing) this.#pool.forget(this.location)
    else await this.#pool.close()
  }

  #take(options: TakeOptions): Promise<LentProcess | undefined> {
    if (this.#isClosed) {
      const message = `the database ${this.location} is closed: open it again before you use it`
      throw new SondeError('usage', message)
    }
    return this.#pool.take(options)
  }

  async #ask(work: SingleWork, options: AskOptions & { readonly isTimed?: boolean }): Promise<QueryReply> {
    const lent = await this.#take(options)
    if (lent === undefined) return CANCELLED
    try {
      return await lent.handle.ask(this.location, work, options)
    } finally {
      lent.giveBack()
    }
  }
}

function rejectionIn(reply: QueryReply): Rejected {
  if (reply.kind === 'outcome' && reply.outcome.kind === 'rejected') return reply.outcome
  return rejected('other', `the query process gave an unexpected answer (${reply.kind})`)
}

function checkPositive(name: string, value: number): void {
  if (!(value > 0)) throw new SondeError('usage', `${name} must be more than 0, not ${value}`)
}
