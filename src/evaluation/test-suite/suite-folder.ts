import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { writeFileAtomically } from '../../base/atomic-file.ts'
import { SondeError } from '../../base/errors.ts'
import type { SuiteSummary } from './summarize-suite.ts'

const FORMAT = 'sonde-test-suite/1'
const RECORD = 'test-suite.json'

/** What the suites of a folder have in common; with other ones they are other suites. */
export interface SuiteSettings {
  readonly questions: { readonly name: string; readonly sha256: string }
  readonly count: number
  readonly budgetSeconds: number
  readonly seed: number
}

interface SuiteDocument {
  readonly format: typeof FORMAT
  readonly folder: string
  readonly settings: SuiteSettings
  readonly databases: readonly SuiteSummary[]
}

/** A folder of suites with a record of what is in it, so that a run that was ended can be continued. */
export interface SuiteFolder {
  /** Absolute. */
  readonly path: string
  find(id: string): SuiteSummary | undefined
  /** Records a suite that has been written. */
  add(summary: SuiteSummary): void
  /** As JSON, for programs; the record holds the same. */
  document(): SuiteDocument & Readonly<Record<string, unknown>>
  /** Leaves nothing behind if nothing was added. */
  close(): void
}

/** Throws `file-exists` for a folder with anything but suites of the same settings: nothing of a user is touched. */
export function openSuiteFolder(folder: string, settings: SuiteSettings): SuiteFolder {
  const path = resolve(folder)
  const isNew = !existsSync(path)
  const record = join(path, RECORD)
  const databases = [...recordedSuites(path, settings)]
  const document = () => ({ format: FORMAT, folder: path, settings, databases }) as const
  const save = (): void => writeFileAtomically(record, `${JSON.stringify(document(), null, 1)}\n`)
  mkdirSync(path, { recursive: true })
  // Written before any suite, so that what a killed run leaves is known as Sonde's.
  save()
  return {
    path,
    find: (id) => databases.find((suite) => suite.id === id),
    add: (summary) => {
      databases.push(summary)
      save()
    },
    document,
    close: () => {
      if (databases.length > 0) return
      rmSync(record, { force: true })
      if (isNew && readdirSync(path).length === 0) rmdirSync(path)
    },
  }
}

function recordedSuites(path: string, settings: SuiteSettings): readonly SuiteSummary[] {
  if (!existsSync(path)) return []
  const refuse = (what: string): SondeError =>
    new SondeError('file-exists', `${path} ${what}: name a folder that is empty or not there yet`)
  let names: string[]
  try {
    names = readdirSync(path)
  } catch (cause) {
    throw new SondeError('file-exists', `${path} is no folder: name another place`, { cause })
  }
  if (names.length === 0) return []
  if (!names.includes(RECORD)) throw refuse('holds other files')
  const recorded = readRecord(join(path, RECORD))
  if (recorded === undefined) throw refuse(`holds a ${RECORD} that is not of this version`)
  if (JSON.stringify(recorded.settings) !== JSON.stringify(settings)) {
    throw refuse('holds suites of other questions, limits or another seed')
  }
  const known = new Set([RECORD, ...recorded.databases.map(({ id }) => id)])
  const other = names.find((name) => !known.has(name) && !name.startsWith('.unfinished-'))
  if (other !== undefined) throw refuse(`holds ${other}, which is not recorded as a suite`)
  return recorded.databases
}

function readRecord(file: string): SuiteDocument | undefined {
  try {
    const read = JSON.parse(readFileSync(file, 'utf8')) as SuiteDocument
    return read.format === FORMAT && Array.isArray(read.databases) ? read : undefined
  } catch {
    return undefined
  }
}
