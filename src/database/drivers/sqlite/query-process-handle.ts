import { type ChildProcess, fork } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { SondeError } from '../../../base/errors.ts'
import type { QueryReply, QueryWork, SingleWork } from './messages.ts'
import { rejected } from './rejection.ts'
import { OUT_OF_MEMORY_SIGNAL } from './watch-parent.ts'

export interface AskOptions {
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

export const CANCELLED: QueryReply = outcomeOf('cancelled', 'the query was cancelled')
const LONGEST_TIMER_MS = 2 ** 31 - 1
const START_TIMEOUT_MS = 30_000
const EXTENSION = import.meta.url.slice(import.meta.url.lastIndexOf('.'))
const PROGRAM = fileURLToPath(new URL(`./query-process${EXTENSION}`, import.meta.url))
/** What a process needs to start, find its libraries and place its temporary files. */
const PASSED_ON = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'TMPDIR', 'TMP', 'TEMP', 'SQLITE_TMPDIR']

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** One child process, which answers one request at a time and is killed when it takes too long. */
export class QueryProcessHandle {
  /** Settles when the process takes requests; rejects when it cannot start. */
  readonly ready: Promise<void>
  readonly exited: Promise<void>
  #child: ChildProcess
  #hasEnded = false
  #closed: string[] = []
  #settle: ((reply: QueryReply) => void) | undefined
  #errorText = ''

  /** `label` stands in the list of processes. */
  constructor(label: string) {
    const isTypeScript = EXTENSION === '.ts'
    const child = fork(PROGRAM, [label], {
      serialization: 'advanced',
      // The pipe at 0 tells the child's watch that this process is gone.
      stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
      env: pickEnvironment(isTypeScript ? [...PASSED_ON, 'NODE_OPTIONS'] : PASSED_ON),
      execArgv: isTypeScript ? loaderOptions(process.execArgv) : [],
    })
    this.#child = child
    running.add(child)
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#errorText = (this.#errorText + text).slice(-2_000)
    })
    child.stdin?.on('error', () => {})
    this.exited = new Promise((resolve) => {
      const end = () => {
        running.delete(child)
        this.#hasEnded = true
        resolve()
      }
      child.once('exit', end)
      child.once('error', end)
    })
    this.ready = this.#start()
    // Whoever waits for it sees the failure; a spare may fail unseen.
    this.ready.catch(() => {})
    this.unref()
  }

  get hasEnded(): boolean {
    return this.#hasEnded
  }

  /** The reply, or a rejected outcome when the time is over, the signal fires or the process dies. */
  async ask(path: string, work: SingleWork, options: AskOptions): Promise<QueryReply> {
    let first: QueryReply = CANCELLED
    await this.#converse(path, work, options, (reply) => {
      first = reply
      return 'done'
    })
    return first
  }

  /**
   * Runs queries one after another, each with the time to itself. Returns how many have an outcome: fewer than there are
   * when one ended the process, which is the last that has one.
   */
  async askEach(
    path: string,
    work: Extract<QueryWork, { kind: 'run-each' }>,
    options: AskOptions,
    onReply: (reply: QueryReply) => void,
  ): Promise<number> {
    let count = 0
    await this.#converse(path, work, options, (reply) => {
      count++
      onReply(reply)
      return count === work.sqls.length ? 'done' : 'more'
    })
    return count
  }

  /** Sends work and hands on its replies until `take` has enough; the time begins anew with each. */
  #converse(
    path: string,
    work: QueryWork,
    { timeoutMs, signal }: AskOptions,
    take: (reply: QueryReply) => 'done' | 'more',
  ): Promise<void> {
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', cancel)
        this.#settle = undefined
        resolve()
      }
      const end = (reply: QueryReply) => {
        this.kill()
        take(reply)
        finish()
      }
      const cancel = () => end(CANCELLED)
      const timer = setTimeout(
        () => end(outcomeOf('timeout', `the query was ended after ${timeoutMs} ms`)),
        Math.min(timeoutMs, LONGEST_TIMER_MS),
      )
      if (signal?.aborted) {
        take(CANCELLED)
        return finish()
      }
      signal?.addEventListener('abort', cancel, { once: true })
      this.#settle = (reply) => {
        if (take(reply) === 'done' || this.#hasEnded) finish()
        else timer.refresh()
      }
      this.#child.send({ ...work, path, closed: this.#closed.splice(0) }, (error) => {
        if (error !== null) this.#onExit()
      })
    })
  }

  /** Before its next work, the process lets go of the file. */
  forget(path: string): void {
    this.#closed.push(path)
  }

  /** While it works, it keeps this process alive; idle, it does not. */
  ref(): void {
    this.#child.ref()
    this.#child.channel?.ref()
  }

  unref(): void {
    this.#child.unref()
    this.#child.channel?.unref()
    for (const stream of [this.#child.stdin, this.#child.stderr]) unrefStream(stream)
  }

  kill(): void {
    this.#hasEnded = true
    // Whoever waits for the end must see it, which takes a few milliseconds.
    this.#child.ref()
    this.#child.kill('SIGKILL')
  }

  #start(): Promise<void> {
    const child = this.#child
    return new Promise((resolve, reject) => {
      const fail = (cause: unknown) => {
        clearTimeout(timer)
        const message =
          `the process that runs queries did not start (${describe(cause)}). ${this.#errorText}`.trim()
        reject(new SondeError('database-failed', message, { cause }))
      }
      const timer = setTimeout(() => {
        this.kill()
        fail(new Error(`no sign of life after ${START_TIMEOUT_MS} ms`))
      }, START_TIMEOUT_MS).unref()
      child.on('message', (reply: QueryReply) => {
        if (reply.kind !== 'ready') return this.#settle?.(reply)
        clearTimeout(timer)
        resolve()
      })
      child.once('error', fail)
      child.once('exit', (code, signal) => {
        fail(new Error(`it ended with ${signal ?? code}`))
        this.#onExit(signal)
      })
    })
  }

  #onExit(signal?: NodeJS.Signals | null): void {
    this.#hasEnded = true
    const ranOutOfMemory = signal === OUT_OF_MEMORY_SIGNAL || signal === 'SIGABRT' || signal === 'SIGTRAP'
    this.#settle?.(
      ranOutOfMemory
        ? outcomeOf('too-large', 'the query needed too much memory and was ended')
        : outcomeOf(
            'other',
            `the process that ran the query ended (${signal ?? 'exit'}). ${this.#errorText}`.trim(),
          ),
    )
  }
}

function outcomeOf(reason: Parameters<typeof rejected>[0], message: string): QueryReply {
  return { kind: 'outcome', outcome: rejected(reason, message) }
}

function pickEnvironment(names: readonly string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  )
}

/** From sources, the child needs the loader that this process has, and none of its other options. */
function loaderOptions(options: readonly string[]): string[] {
  return options.flatMap((option, index) => {
    if (/^--(import|require|loader)=/.test(option)) return [option]
    const value = options[index + 1]
    return /^(--import|--require|-r|--loader)$/.test(option) && value !== undefined ? [option, value] : []
  })
}

function describe(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}

/** Pipes of a child are sockets, which the stream types do not say. */
function unrefStream(stream: Readable | Writable | null): void {
  if (stream !== null && 'unref' in stream && typeof stream.unref === 'function') stream.unref()
}
