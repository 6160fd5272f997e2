import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { SondeError } from '../../base/errors.ts'
import type { DatabaseJob, DatabaseLists } from '../../training/builtin/lists-of-database.ts'
import { type PackedLists, unpackLists } from '../../training/builtin/pack-lists.ts'

/** What a process must know to make candidates. */
export interface WorkerSetting {
  readonly databases: string
  readonly home: string | undefined
  readonly maxRows: number | undefined
  readonly now: Date
}

export interface WorkerRequest {
  readonly job: DatabaseJob
  readonly setting: WorkerSetting
}

export type WorkerReply =
  | { readonly kind: 'pair' }
  | { readonly kind: 'lists'; readonly packed: PackedLists; readonly skipped: DatabaseLists['skipped'] }
  | { readonly kind: 'failed'; readonly error: unknown }

const EXTENSION = import.meta.url.slice(import.meta.url.lastIndexOf('.'))
const PROGRAM = fileURLToPath(new URL(`./train-worker${EXTENSION}`, import.meta.url))

/** Processes that each make the candidates of one database at a time; as many as there are calls at once. */
export class TrainWorkers {
  readonly #setting: WorkerSetting
  readonly #idle: ChildProcess[] = []
  readonly #all: ChildProcess[] = []

  constructor(setting: WorkerSetting) {
    this.#setting = setting
  }

  async listsOf(job: DatabaseJob, onPair: () => void, signal: AbortSignal): Promise<DatabaseLists> {
    const worker = this.#idle.pop() ?? this.#start()
    const lists = await converse(worker, { job, setting: this.#setting }, { onPair, signal })
    this.#idle.push(worker)
    return lists
  }

  close(): void {
    for (const worker of this.#all) worker.kill()
  }

  #start(): ChildProcess {
    // What goes wrong in it is told by its replies.
    const worker = fork(PROGRAM, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    this.#all.push(worker)
    return worker
  }
}

function converse(
  worker: ChildProcess,
  request: WorkerRequest,
  { onPair, signal }: { readonly onPair: () => void; readonly signal: AbortSignal },
): Promise<DatabaseLists> {
  return new Promise((resolve, reject) => {
    const cancel = () => fail(new SondeError('cancelled', 'Stopped before the candidates were made.'))
    const end = () => {
      worker.removeAllListeners()
      signal.removeEventListener('abort', cancel)
    }
    const fail = (failure: unknown) => {
      end()
      reject(failure)
    }
    if (signal.aborted) return cancel()
    signal.addEventListener('abort', cancel, { once: true })
    worker.on('message', (reply: WorkerReply) => {
      if (reply.kind === 'pair') onPair()
      else if (reply.kind === 'failed') fail(reply.error)
      else if (reply.kind === 'lists') {
        end()
        resolve({ lists: unpackLists(reply.packed), skipped: reply.skipped })
      }
    })
    worker.once('error', fail)
    worker.once('exit', (code) => fail(new Error(`a process of the training ended with ${code}`)))
    worker.send(request)
  })
}
