import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { writeFileAtomically } from '../../base/atomic-file.ts'
import { SondeError } from '../../base/errors.ts'
import type { TaskCalls } from './model-calls.ts'

/** How often each strategy's attempts ended in each way. */
export type AttemptCounts = Readonly<Record<string, Readonly<Record<string, number>>>>

/** A batch that is done: what stands in the other files of the run is true up to here. */
export interface Commit {
  /** The attempt that comes next. */
  readonly next: number
  /** What was accepted: its id, and a hash of its line as it was written, which tells what a person changed. */
  readonly accepted: readonly (readonly [id: string, hash: string])[]
  readonly counts: AttemptCounts
  /** What language models did for it; not there without one. */
  readonly models?: readonly TaskCalls[]
}

export interface RunLog {
  /** Lines of examples.jsonl that were there before the run. */
  readonly keptIds: ReadonlySet<string>
  readonly commits: readonly Commit[]
  commit(commit: Commit): void
}

const FORMAT = 'sonde-synthesis-run/1'

/**
 * Opens the log of a run, which makes one that ended anywhere go on where it was. `settings` is all that decides what
 * the run makes; `usage` when the log is of a run with others.
 */
export function openRunLog(
  file: string,
  settings: Readonly<Record<string, unknown>>,
  idsThere: readonly string[],
): RunLog {
  if (!existsSync(file)) {
    writeFileAtomically(file, `${JSON.stringify({ format: FORMAT, settings, kept: idsThere })}\n`)
  }
  const text = readFileSync(file, 'utf8')
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  // What a kill cut off is no commit, and the next one begins a line of its own.
  if (whole !== text) writeFileAtomically(file, whole)
  const [header, ...lines] = whole.split('\n').filter((line) => line !== '')
  const about = readHeader(file, header)
  checkSettings(file, about.settings, settings)
  return {
    keptIds: new Set(about.kept),
    commits: lines.map((line) => JSON.parse(line) as Commit),
    commit: (commit) => appendFileSync(file, `${JSON.stringify(commit)}\n`),
  }
}

interface Header {
  readonly settings: Readonly<Record<string, unknown>>
  readonly kept: readonly string[]
}

function readHeader(file: string, line: string | undefined): Header {
  try {
    const { format, settings, kept } = JSON.parse(line ?? '') as Header & { readonly format: string }
    if (format === FORMAT) return { settings, kept }
  } catch {
    // Said below.
  }
  throw new SondeError(
    'file-unreadable',
    `${file} is no log of a synthesis of this version. Name another folder with --out, or remove the file: what ` +
      'examples.jsonl beside it holds is kept then, and counts.',
  )
}

function checkSettings(
  file: string,
  before: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
): void {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])]
  const differing = names.find((name) => JSON.stringify(before[name]) !== JSON.stringify(now[name]))
  if (differing === undefined) return
  const say = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value))
  throw new SondeError(
    'usage',
    `${file} belongs to a run with ${differing} ${say(before[differing])}, and this one has ${say(now[differing])}. ` +
      'Give the same, or another folder with --out. Without the file, the examples beside it are kept and count, and a ' +
      'new run goes on from them.',
  )
}
