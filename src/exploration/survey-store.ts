import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { writeFileAtomically } from '../base/atomic-file.ts'
import { SondeError } from '../base/errors.ts'
import { ensurePrivateFolder, isOwnFolder, statOwnFile, tightenMode } from './private-folder.ts'
import type { Survey } from './survey.ts'
import { type Environment, surveyHome } from './survey-home.ts'
import { surveyFromJson, surveyToJson } from './survey-json.ts'
import { type LockOptions, type SurveyLock, takeLock } from './survey-lock.ts'

export { surveyHome }

/** What a survey's folder holds. All but knowledge and seeds, which are people's work, can be made again. */
export const SURVEY_FILES = {
  about: 'about.json',
  survey: 'survey.json',
  lock: 'survey.lock',
  valueIndex: 'values.sqlite',
  knowledge: 'knowledge.yaml',
  seeds: 'seeds.jsonl',
  examples: 'examples.jsonl',
  /** What synthesis keeps beside its examples. */
  rejected: 'rejected.tsv',
  synthesisLog: 'run.log',
  synthesisSummary: 'summary.json',
  synthesisLock: 'run.lock',
} as const

const FOLDER_FORMAT = 'sonde-survey-folder/1'

export interface SurveyStore {
  readonly home: string
  /** The folder of a database's survey, made private if it was not there. */
  openFolder(location: string): string
  /** Throws `survey-corrupt` for a file that is damaged or of another version. */
  load(location: string): Survey | 'missing'
  save(survey: Survey): void
  /** One process at a time: take the lock, load, explore, save, release. */
  lock(location: string, options?: LockOptions): Promise<SurveyLock>
  /** Removes the files that Sonde made, knowledge included, and nothing else. */
  forget(location: string, options?: LockOptions): Promise<Forgotten>
  list(): readonly StoredSurvey[]
}

export interface Forgotten {
  readonly folder: string
  /** Names of the files removed; none when there was no survey. */
  readonly removed: readonly string[]
  /** What else lies in the folder, and stays. */
  readonly left: readonly string[]
}

export interface StoredSurvey {
  readonly location: string
  readonly name: string
  readonly folder: string
}

/** The surveys under `home`; nothing is written before it must be. */
export function openSurveyStore(home?: string, env: Environment = process.env): SurveyStore {
  return new FolderStore(resolve(home ?? surveyHome(env)))
}

class FolderStore implements SurveyStore {
  readonly home: string
  readonly #surveys: string

  constructor(home: string) {
    this.home = home
    this.#surveys = join(home, 'surveys')
  }

  openFolder(location: string): string {
    return this.#keep(() => this.#makeFolder(location))
  }

  #makeFolder(location: string): string {
    const folder = this.#folderOf(location)
    // The home may be a person's own folder or a link to one: only what lies below is Sonde's.
    mkdirSync(this.home, { recursive: true, mode: 0o700 })
    ensurePrivateFolder(this.#surveys)
    ensurePrivateFolder(folder)
    for (const name of Object.values(SURVEY_FILES)) {
      const path = join(folder, name)
      const stats = statOwnFile(path)
      if (stats !== undefined) tightenMode(path, stats, 0o600)
    }
    if (readAbout(folder) === undefined) {
      const about = { format: FOLDER_FORMAT, location, name: nameOf(location) }
      writeFileAtomically(join(folder, SURVEY_FILES.about), `${JSON.stringify(about, undefined, 2)}\n`)
    }
    return folder
  }

  load(location: string): Survey | 'missing' {
    const path = join(this.#folderOf(location), SURVEY_FILES.survey)
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return 'missing'
    const stats = statOwnFile(path)
    if (stats !== undefined) tightenMode(path, stats, 0o600)
    const survey = stats && surveyFromJson(readText(path))
    if (survey?.database.location === location) return survey
    throw new SondeError(
      'survey-corrupt',
      `The survey at ${path} is damaged or was made by another version of Sonde. Make it again with: ` +
        `sonde explore ${quoteArgument(location)} --refresh (knowledge and seeds beside it are kept)`,
    )
  }

  save(survey: Survey): void {
    const folder = this.openFolder(survey.database.location)
    this.#keep(() => writeFileAtomically(join(folder, SURVEY_FILES.survey), surveyToJson(survey)))
  }

  lock(location: string, options?: LockOptions): Promise<SurveyLock> {
    const path = join(this.#folderOf(location), SURVEY_FILES.lock)
    return takeLock(path, () => this.openFolder(location), options)
  }

  async forget(location: string, options?: LockOptions): Promise<Forgotten> {
    const folder = this.#folderOf(location)
    const stats = lstatSync(folder, { throwIfNoEntry: false })
    if (stats === undefined) return { folder, removed: [], left: [] }
    // A folder under another name than its own was led elsewhere by a link on the way.
    const isInPlace =
      isOwnFolder(stats) &&
      realpathSync(folder) === join(realpathSync(this.home), 'surveys', nameOfFolder(location))
    if (!isInPlace || readAbout(folder) === undefined) {
      throw new SondeError(
        'file-unreadable',
        `${folder} was not made by Sonde (a link, another user's folder, or without ${SURVEY_FILES.about}): nothing was removed. ` +
          'Look into it, and remove it yourself if it can go.',
      )
    }
    const lock = await this.lock(location, options)
    const removed: string[] = []
    try {
      for (const name of readdirSync(folder).filter(isKnownFile)) {
        const path = join(folder, name)
        if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) continue
        rmSync(path, { force: true })
        removed.push(name)
      }
    } finally {
      lock.release()
    }
    const left = readdirSync(folder).filter((name) => !name.startsWith(SURVEY_FILES.lock))
    if (left.length > 0) return { folder, removed, left }
    try {
      rmdirSync(folder)
    } catch {
      // Another process has come to survey it anew.
    }
    return { folder, removed, left }
  }

  list(): readonly StoredSurvey[] {
    let names: string[]
    try {
      names = readdirSync(this.#surveys)
    } catch {
      return []
    }
    return names.sort().flatMap((name) => {
      const folder = join(this.#surveys, name)
      const about = readAbout(folder)
      return about === undefined ? [] : [{ ...about, folder }]
    })
  }

  /** What the file system refuses (a file in the way, no rights, a full disk) is for the user to put right. */
  #keep<Result>(write: () => Result): Result {
    try {
      return write()
    } catch (cause) {
      if (cause instanceof SondeError || !(cause instanceof Error) || !('code' in cause)) throw cause
      throw new SondeError(
        'file-unreadable',
        `Surveys cannot be kept in ${this.home}: ${cause.message}. Put that right, or name another folder ` +
          'with --home or SONDE_HOME.',
        { cause },
      )
    }
  }

  #folderOf(location: string): string {
    return join(this.#surveys, nameOfFolder(location))
  }
}

/** Readable for people, and different for every location. */
function nameOfFolder(location: string): string {
  const readable = nameOf(location)
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+/, '')
  const hash = createHash('sha256').update(location).digest('hex').slice(0, 16)
  return `${readable.slice(0, 40) || 'database'}-${hash}`
}

function nameOf(location: string): string {
  const last =
    location
      .split(/[/\\]/)
      .filter((part) => part !== '')
      .at(-1) ?? ''
  return last.replace(/\.[^.]*$/, '') || last || 'database'
}

/** Its own files, SQLite's journals beside the index, and what a killed process left of an unfinished write. */
function isKnownFile(name: string): boolean {
  if (name.startsWith(SURVEY_FILES.lock)) return false
  return Object.values(SURVEY_FILES).some(
    (known) =>
      name === known ||
      /^(?:-wal|-shm|-journal|\.\d+\.[0-9a-f]+\.tmp)$/.test(
        name.startsWith(known) ? name.slice(known.length) : '-',
      ),
  )
}

function readAbout(folder: string): { readonly location: string; readonly name: string } | undefined {
  const path = join(folder, SURVEY_FILES.about)
  if (statOwnFile(path) === undefined) return undefined
  try {
    const { format, location, name } = JSON.parse(readText(path)) as Record<string, unknown>
    return format === FOLDER_FORMAT ? { location: String(location), name: String(name) } : undefined
  } catch {
    return undefined
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new SondeError('file-unreadable', `${path} cannot be read: ${String(cause)}`, { cause })
  }
}

function quoteArgument(text: string): string {
  return /^[\w./:~\\-]+$/.test(text) ? text : `"${text}"`
}
