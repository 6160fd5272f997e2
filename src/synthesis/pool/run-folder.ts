import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeFileAtomically } from '../../base/atomic-file.ts'
import { SondeError } from '../../base/errors.ts'
import { type Example, exampleLine, readExampleLine, type WrittenExample } from './example.ts'
import { addCalls, type TaskCalls } from './model-calls.ts'
import { type AttemptCounts, type Commit, openRunLog } from './run-log.ts'

/** The files of a run, by what they hold. */
export const RUN_FILES = {
  /** One example a line, for people and programs; a person may edit it. */
  examples: 'examples.jsonl',
  /** What was refused, and why: one line each, columns divided by tabs. */
  rejected: 'rejected.tsv',
  log: 'run.log',
  summary: 'summary.json',
  lock: 'run.lock',
} as const

/** A line of examples.jsonl as the run finds it. */
export interface FoundLine {
  readonly entry: WrittenExample
  /** The attempt that made it; null for a line that a person added, or that was there before the run. */
  readonly attempt: number | null
  readonly isEdited: boolean
  /** From 1. */
  readonly line: number
}

export interface RejectedAttempt {
  readonly attempt: number
  readonly strategy: string
  readonly filter: string
  readonly reason: string
  readonly sql: string
  readonly question: string
}

interface BatchResult {
  readonly next: number
  readonly accepted: readonly Example[]
  readonly rejected: readonly RejectedAttempt[]
  readonly counts: AttemptCounts
  readonly models: readonly TaskCalls[]
}

export interface RunFolder {
  /** What is there, in the order of the file. */
  readonly found: readonly FoundLine[]
  readonly next: number
  readonly counts: AttemptCounts
  readonly models: readonly TaskCalls[]
  /** Ids that the run wrote and a person took out. */
  readonly removedIds: readonly string[]
  commit(batch: BatchResult): void
}

const REJECTED_HEADER = 'attempt\tstrategy\tfilter\treason\tsql\tquestion\n'

/**
 * Opens a run's folder. What a killed run wrote after its last commit is dropped, since it is made again; what a
 * person changed, added or took out stays as it is.
 */
export function openRunFolder(
  folder: string,
  name: string,
  settings: Readonly<Record<string, unknown>>,
): RunFolder {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  removeUnfinished(folder)
  const files = {
    examples: join(folder, RUN_FILES.examples),
    rejected: join(folder, RUN_FILES.rejected),
    log: join(folder, RUN_FILES.log),
  }
  const lines = existsSync(files.examples) ? readFileSync(files.examples, 'utf8').split('\n') : []
  const log = openRunLog(files.log, settings, existsSync(files.log) ? [] : lines.flatMap(idOf))
  const hashes = new Map(log.commits.flatMap(({ accepted }) => accepted))
  const next = log.commits.at(-1)?.next ?? 0
  const isUncommitted = (line: string): boolean => {
    const [id] = idOf(line)
    if (id === undefined || hashes.has(id) || log.keptIds.has(id)) return false
    const attempt = attemptOf(id, name)
    return attempt !== null && attempt >= next
  }
  const last = lines.at(-1) ?? ''
  const whole = last !== '' && isTorn(last, name) ? lines.slice(0, -1) : lines
  const kept = whole.filter((line) => line.trim() !== '' && !isUncommitted(line))
  const text = kept.map((line) => `${line}\n`).join('')
  if (text !== lines.join('\n') || lines.length === 0) writeFileAtomically(files.examples, text)
  restoreRejected(files.rejected, next)
  const found = kept.map((line, index): FoundLine => {
    const read = readExampleLine(line)
    if (read.kind === 'unreadable') throw unreadable(files.examples, index + 1, read.why)
    const { id } = read.entry
    const hash = id === null ? undefined : hashes.get(id)
    return {
      entry: read.entry,
      attempt: hash === undefined ? null : attemptOf(id!, name),
      isEdited: hash !== undefined && hash !== hashOf(line),
      line: index + 1,
    }
  })
  const idsFound = new Set(found.map(({ entry }) => entry.id))
  return {
    found,
    next,
    counts: addCounts(log.commits.map(({ counts }) => counts)),
    models: addCalls(log.commits.flatMap(({ models = [] }) => models)),
    removedIds: [...hashes.keys()].filter((id) => !idsFound.has(id)),
    commit: (batch) => {
      const written = batch.accepted.map((example) => ({ id: example.id, line: exampleLine(example) }))
      appendFileSync(files.examples, written.map(({ line }) => `${line}\n`).join(''))
      appendFileSync(files.rejected, batch.rejected.map(rejectedLine).join(''))
      const accepted = written.map(({ id, line }): Commit['accepted'][number] => [id, hashOf(line)])
      // Last: it says that the lines above are there.
      const { next, counts, models } = batch
      log.commit({ next, accepted, counts, ...(models.length === 0 ? {} : { models }) })
    },
  }
}

/** What a kill left of a file that was being written beside its place. */
function removeUnfinished(folder: string): void {
  for (const file of readdirSync(folder)) {
    const place = /^(.+)\.\d+\.[0-9a-f]+\.tmp$/.exec(file)?.[1]
    if (Object.values<string | undefined>(RUN_FILES).includes(place))
      rmSync(join(folder, file), { force: true })
  }
}

export function exampleId(name: string, attempt: number): string {
  return `${name}-${String(attempt).padStart(6, '0')}`
}

function attemptOf(id: string, name: string): number | null {
  const digits = id.startsWith(`${name}-`) ? id.slice(name.length + 1) : ''
  return /^\d{6,}$/.test(digits) ? Number(digits) : null
}

function idOf(line: string): string[] {
  const read = readExampleLine(line)
  return read.kind === 'example' && read.entry.id !== null ? [read.entry.id] : []
}

/** What a kill left of the last line: it has no line end, and begins as the run's own lines do. */
function isTorn(line: string, name: string): boolean {
  const start = `{"id":${JSON.stringify(`${name}-`).slice(0, -1)}`
  return readExampleLine(line).kind === 'unreadable' && (line.startsWith(start) || start.startsWith(line))
}

function hashOf(line: string): string {
  return createHash('sha256').update(line).digest('hex').slice(0, 12)
}

function unreadable(file: string, line: number, why: string): SondeError {
  return new SondeError(
    'file-unreadable',
    `${file}, line ${line}: ${why}. Correct the line there, or remove it.`,
  )
}

function rejectedLine({ attempt, strategy, filter, reason, sql, question }: RejectedAttempt): string {
  return `${[attempt, strategy, filter, reason, sql, question].map((cell) => String(cell).replace(/[\t\r\n]+/g, ' ')).join('\t')}\n`
}

function restoreRejected(file: string, next: number): void {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const lines = text.split('\n').slice(1)
  const kept = lines.slice(0, -1).filter((line) => Number(line.split('\t', 1)[0]) < next)
  const restored = REJECTED_HEADER + kept.map((line) => `${line}\n`).join('')
  if (restored !== text) writeFileAtomically(file, restored)
}

export function addCounts(all: readonly AttemptCounts[]): AttemptCounts {
  const sum: Record<string, Record<string, number>> = {}
  for (const counts of all) {
    for (const [strategy, outcomes] of Object.entries(counts)) {
      sum[strategy] ??= {}
      for (const [outcome, count] of Object.entries(outcomes)) {
        sum[strategy][outcome] = (sum[strategy][outcome] ?? 0) + count
      }
    }
  }
  return sum
}
