import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { PredictionRun } from './scored-question.ts'

/** What a model made of one question. */
export interface MadePrediction {
  /** null: it made none. */
  readonly predicted: string | null
  readonly run: PredictionRun
}

/** Answers of a run that has not ended, on disk: the same run goes on where it was stopped, however it was stopped. */
export interface PredictionJournal {
  /** By the question's index: what an earlier run of the same settings had done. */
  readonly done: ReadonlyMap<number, MadePrediction>
  add(index: number, made: MadePrediction): void
  /** The run has ended and its results are kept elsewhere. */
  remove(): void
}

const FORMAT = 'sonde-predictions-journal/1'

/**
 * Opens the journal of a run. `settings` is all that decides what the run's answers are; a file that was written under
 * other settings is begun anew, and any file when `restarts`.
 */
export function openPredictionJournal(
  file: string,
  settings: string,
  { restarts = false }: { readonly restarts?: boolean } = {},
): PredictionJournal {
  const header = JSON.stringify({ format: FORMAT, settings })
  const lines = !restarts && existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  const isSame = lines[0] === header
  const done = new Map(isSame ? lines.slice(1).flatMap(readLine) : [])
  // A line that was cut off by a kill is dropped with the rewrite, so that the next one begins a line of its own.
  const kept = [...done].map(([index, made]) => lineOf(index, made))
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(file, [header, ...kept, ''].join('\n'), { mode: 0o600 })
  return {
    done,
    add: (index, made) => appendFileSync(file, `${lineOf(index, made)}\n`),
    remove: () => rmSync(file, { force: true }),
  }
}

function lineOf(index: number, { predicted, run }: MadePrediction): string {
  return JSON.stringify({ index, predicted, run })
}

function readLine(line: string): [number, MadePrediction][] {
  try {
    const { index, predicted, run } = JSON.parse(line) as MadePrediction & { index: number }
    return [[index, { predicted, run }]]
  } catch {
    return []
  }
}
