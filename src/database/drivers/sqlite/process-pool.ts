import { SondeError } from '../../../base/errors.ts'
import { QueryProcessHandle } from './query-process-handle.ts'

/** A query that has run for so long may be killed: have the next process ready by then. */
const SPARE_AFTER_MS = 100

export interface LentProcess {
  readonly handle: QueryProcessHandle
  giveBack(): void
}

export interface TakeOptions {
  readonly isLong?: boolean
  /** What is timed must not share the machine with a process that starts. */
  readonly isTimed?: boolean
  readonly signal?: AbortSignal | undefined
}

/** Lends query processes. Idle ones wait without keeping this process alive. */
export class ProcessPool {
  readonly #label: string
  readonly #size: number
  readonly #idle: QueryProcessHandle[] = []
  readonly #all = new Set<QueryProcessHandle>()
  readonly #waiting: (() => void)[] = []
  #lent = 0
  #isClosed = false

  /** `size`: how many queries run at once; the others wait. `label` says what for, in messages and in the list of processes. */
  constructor(label: string, size: number) {
    this.#label = label
    this.#size = size
    this.#idle.push(this.#start())
  }

  /**
   * Lends a process, until it is given back. Streams are `isLong`: they may stay open while their reader runs queries,
   * so they take a process of their own and never make a query wait. Undefined when the signal fires first.
   */
  async take({ isLong = false, isTimed = false, signal }: TakeOptions): Promise<LentProcess | undefined> {
    this.#checkOpen()
    while (!isLong && this.#lent >= this.#size && !signal?.aborted) {
      await this.#turn(signal)
      this.#checkOpen()
    }
    if (signal?.aborted) {
      this.#wakeNext()
      return undefined
    }
    if (!isLong) this.#lent++
    const handle = this.#pickOrStart()
    handle.ref()
    const spare = isTimed ? undefined : setTimeout(() => this.#keepSpare(), SPARE_AFTER_MS).unref()
    const giveBack = () => {
      clearTimeout(spare)
      if (!isLong) this.#lent--
      this.#retire(handle)
      this.#wakeNext()
    }
    try {
      await handle.ready
    } catch (error) {
      giveBack()
      throw error
    }
    return { handle, giveBack }
  }

  /** The processes let go of a file that is used no more. */
  forget(path: string): void {
    for (const handle of this.#all) handle.forget(path)
  }

  /** Kills every process and waits until they are gone. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const handle of this.#all) handle.kill()
    for (const wake of this.#waiting.splice(0)) wake()
    await Promise.all([...this.#all].map((handle) => handle.exited))
  }

  #start(): QueryProcessHandle {
    const handle = new QueryProcessHandle(this.#label)
    this.#all.add(handle)
    void handle.exited.then(() => this.#all.delete(handle))
    return handle
  }

  #pickOrStart(): QueryProcessHandle {
    for (let handle = this.#idle.pop(); handle !== undefined; handle = this.#idle.pop()) {
      if (!handle.hasEnded) return handle
    }
    return this.#start()
  }

  #retire(handle: QueryProcessHandle): void {
    if (this.#isClosed) return
    if (handle.hasEnded) {
      this.#keepSpare()
    } else if (this.#idle.length > this.#size) {
      // The spare may stay beside it: killed now, it would be started anew for the next slow query.
      handle.kill()
    } else {
      handle.unref()
      this.#idle.push(handle)
    }
  }

  #keepSpare(): void {
    if (this.#isClosed || this.#idle.some((handle) => !handle.hasEnded)) return
    this.#idle.push(this.#start())
  }

  /** Resolves when a process may be free or the signal fires. */
  #turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal?.removeEventListener('abort', cancel)
        resolve()
      }
      const cancel = () => {
        const place = this.#waiting.indexOf(wake)
        if (place >= 0) this.#waiting.splice(place, 1)
        wake()
      }
      this.#waiting.push(wake)
      signal?.addEventListener('abort', cancel, { once: true })
    })
  }

  #wakeNext(): void {
    this.#waiting.shift()?.()
  }

  #checkOpen(): void {
    if (this.#isClosed) {
      throw new SondeError('usage', `${this.#label} is closed: open it again before you use it`)
    }
  }
}
