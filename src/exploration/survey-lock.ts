import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { SondeError } from '../base/errors.ts'
import { isProcessAlive, readProcessStart } from './process-start.ts'

export interface LockOptions {
  /** How long to wait for another process; 2 minutes if not said. */
  readonly timeoutMs?: number
  /** Told once, when there is something to wait for. */
  readonly onWait?: (message: string) => void
  readonly signal?: AbortSignal
}

/** Held until released; a process that ends without releasing it loses it. */
export interface SurveyLock {
  release(): void
}

interface Holder {
  readonly token: string
  readonly pid: number
  readonly start: string
  readonly host: string
}

const BEAT_MS = 10_000
/** A holder on another machine, whose process cannot be asked for, is taken for dead after so long without a beat. */
const SILENT_MS = 6 * BEAT_MS
/** Taking a dead holder's lock away is a matter of milliseconds. */
const TAKEOVER_MS = 5_000

/** Takes the lock at `path`, waiting while a living process holds it; `survey-busy` when that takes too long. */
export async function takeLock(
  path: string,
  prepareFolder: () => void,
  { timeoutMs = 120_000, onWait, signal }: LockOptions = {},
): Promise<SurveyLock> {
  const own: Holder = {
    token: randomBytes(8).toString('hex'),
    pid: process.pid,
    start: readProcessStart(process.pid),
    host: hostname(),
  }
  const deadline = performance.now() + timeoutMs
  let hasTold = false
  for (let pause = 20; ; pause = Math.min(250, pause * 2)) {
    // Again each time: the folder goes when the holder was forgetting it.
    prepareFolder()
    if (createWhole(path, own)) return holdLock(path, own)
    const holder = readHolder(path)
    if (holder !== undefined && isDead(path, holder)) {
      takeAway(path, holder)
      continue
    }
    if (performance.now() >= deadline) throw busyError(path, holder, timeoutMs)
    if (!hasTold)
      onWait?.(
        `another process (${holder?.pid ?? 'just starting'}) is working on this survey; waiting for it`,
      )
    hasTold = true
    try {
      await wait(pause, undefined, signal ? { signal } : {})
    } catch (cause) {
      throw new SondeError('cancelled', 'waiting for the survey was cancelled', { cause })
    }
  }
}

function holdLock(path: string, own: Holder): SurveyLock {
  const beat = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date())
    } catch {
      // Taken away by hand: nothing to keep alive.
    }
  }, BEAT_MS)
  beat.unref()
  return {
    release: () => {
      clearInterval(beat)
      if (readHolder(path)?.token === own.token) rmSync(path, { force: true })
    },
  }
}

/** The file appears with its content or not at all; false when there is one already. */
function createWhole(path: string, holder: Holder): boolean {
  const temporary = `${path}.${holder.token}.tmp`
  try {
    writeFileSync(temporary, JSON.stringify(holder), { mode: 0o600 })
    linkSync(temporary, path)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    // The folder was removed meanwhile.
    if (code === 'ENOENT') return false
    // A file system without links: creating is atomic too, and whoever reads an unfinished lock waits.
    if (code === 'EPERM' || code === 'ENOSYS' || code === 'ENOTSUP') return createPlain(path, holder)
    throw error
  } finally {
    rmSync(temporary, { force: true })
  }
}

function createPlain(path: string, holder: Holder): boolean {
  try {
    writeFileSync(path, JSON.stringify(holder), { mode: 0o600, flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Undefined when there is no lock; a lock that says nothing belongs to nobody known. */
function readHolder(path: string): Holder | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
  try {
    const { token, pid, start, host } = JSON.parse(text) as Partial<Holder>
    return { token: String(token), pid: Number(pid), start: String(start), host: String(host) }
  } catch {
    return { token: '', pid: 0, start: '', host: '' }
  }
}

function isDead(path: string, { pid, start, host }: Holder): boolean {
  if (host !== hostname() || !(pid > 0)) return ageOf(path) > SILENT_MS
  if (!isProcessAlive(pid)) return true
  // Another process may have been given the number of a dead one.
  const now = readProcessStart(pid)
  return start !== '' && now !== '' && start !== now
}

/**
 * Only who holds the takeover file may remove a dead holder's lock: of two that saw it dead, the slower would
 * otherwise remove the lock that the faster has just taken.
 */
function takeAway(path: string, dead: Holder): void {
  const takeover = `${path}.takeover`
  if (ageOf(takeover) > TAKEOVER_MS) rmSync(takeover, { force: true })
  if (!createPlain(takeover, dead)) return
  try {
    if (readHolder(path)?.token === dead.token) rmSync(path, { force: true })
  } finally {
    rmSync(takeover, { force: true })
  }
}

/** Milliseconds since the file was last touched; 0 when there is none. */
function ageOf(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats === undefined ? 0 : Date.now() - stats.mtimeMs
}

function busyError(path: string, holder: Holder | undefined, timeoutMs: number): SondeError {
  const who = holder === undefined ? 'another process' : `process ${holder.pid} on ${holder.host}`
  return new SondeError(
    'survey-busy',
    `${who} has been working on this survey for ${Math.round(timeoutMs / 1_000)} s and is not done. ` +
      `Try again later; if no such process exists, remove ${path}`,
  )
}
