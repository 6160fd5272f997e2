import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { SondeError } from '../base/errors.ts'
import type { Database } from '../database/database.ts'
import { buildDbGraph, type DbGraph } from '../exploration/db-graph.ts'
import type { Survey } from '../exploration/survey.ts'
import { surveyDatabase } from '../exploration/survey-database.ts'
import { openSurveyStore, SURVEY_FILES, type SurveyStore } from '../exploration/survey-store.ts'
import { buildValueIndex } from './build-value-index.ts'
import type { KnowledgeEntry } from './knowledge.ts'
import { loadKnowledge } from './knowledge-file.ts'
import { openValueIndex } from './open-value-index.ts'
import type { ValueIndex } from './value-index.ts'

/** A database and everything that Sonde knows about it, up to date. */
export interface ExploredDatabase {
  readonly database: Database
  readonly survey: Survey
  readonly graph: DbGraph
  readonly values: ValueIndex
  readonly knowledge: readonly KnowledgeEntry[]
  /** What was passed over, in sentences: entries of the knowledge file, columns whose values could not be read. */
  readonly warnings: readonly string[]
  readonly knowledgeFile: string
  /** Where the survey lies. */
  readonly folder: string
  /** Closes the survey; the database stays open. */
  close(): void
}

export interface ExploreOptions {
  /** Where surveys live; `$SONDE_HOME` or the platform's data folder if not said. */
  readonly home?: string
  readonly seed?: number
  readonly refresh?: 'if-changed' | 'always'
  /** In place of the survey's own knowledge: a file that a team keeps in its repository. */
  readonly knowledgeFile?: string
  readonly onProgress?: (progress: ExploreProgress) => void
  readonly signal?: AbortSignal
}

export interface ExploreProgress {
  readonly stage: 'waiting' | 'schema' | 'profiles' | 'joins' | 'values'
  readonly done: number
  readonly total: number
  readonly label: string
}

/** Brings a database's survey up to date, which costs nothing when nothing changed, and opens it. */
export async function exploreDatabase(
  database: Database,
  options: ExploreOptions = {},
): Promise<ExploredDatabase> {
  const store = openSurveyStore(options.home)
  const folder = store.openFolder(database.location)
  const knowledgeFile = options.knowledgeFile ?? join(folder, SURVEY_FILES.knowledge)
  // Before the long work: a damaged knowledge file should not cost a survey to be noticed.
  const { entries, warnings } = loadKnowledge(knowledgeFile, {
    database: database.name,
    whenMissing: options.knowledgeFile === undefined ? 'empty' : 'error',
  })
  const known = options.refresh === 'always' ? null : await openCurrent(database, store, folder)
  const { survey, values, skipped } = known ?? (await makeSurvey(database, store, folder, options))
  return {
    database,
    survey,
    graph: buildDbGraph(survey.schema, survey.joins, []),
    values,
    knowledge: entries,
    warnings: [...warnings, ...skipped],
    knowledgeFile,
    folder,
    close: () => values.close(),
  }
}

interface OpenSurvey {
  readonly survey: Survey
  readonly values: ValueIndex
  /** Columns that could not be read when the index was made, in sentences. */
  readonly skipped: readonly string[]
}

/** The survey on disk if it still describes the database; null when it must be made (again). */
async function openCurrent(
  database: Database,
  store: SurveyStore,
  folder: string,
): Promise<OpenSurvey | null> {
  const survey = loadDerived(() => store.load(database.location))
  if (survey === 'missing' || survey === null) return null
  if (survey.fingerprint !== (await database.readFingerprint())) return null
  const indexFile = join(folder, SURVEY_FILES.valueIndex)
  if (!existsSync(indexFile)) return null
  const values = loadDerived(() => openValueIndex(indexFile))
  return values === null ? null : { survey, values, skipped: [] }
}

/** What was derived from the database can be derived again: damage to it is no reason to stop. */
function loadDerived<Loaded>(load: () => Loaded): Loaded | null {
  try {
    return load()
  } catch (error) {
    if (error instanceof SondeError && error.code === 'survey-corrupt') return null
    throw error
  }
}

async function makeSurvey(
  database: Database,
  store: SurveyStore,
  folder: string,
  options: ExploreOptions,
): Promise<OpenSurvey> {
  const { onProgress, signal, seed = 0, refresh } = options
  const cancellable = signal === undefined ? {} : { signal }
  const lock = await store.lock(database.location, {
    ...cancellable,
    onWait: (label) => onProgress?.({ stage: 'waiting', done: 0, total: 1, label }),
  })
  try {
    // Another process may have made it while this one waited.
    const made = refresh === 'always' ? null : await openCurrent(database, store, folder)
    if (made !== null) return made
    const previous = refresh === 'always' ? null : loadDerived(() => store.load(database.location))
    const survey = await surveyDatabase(database, {
      seed,
      ...cancellable,
      ...(previous === null || previous === 'missing' ? {} : { previous }),
      ...(onProgress === undefined ? {} : { onProgress }),
    })
    const indexFile = join(folder, SURVEY_FILES.valueIndex)
    const { skipped } = await buildValueIndex(database, survey.schema, indexFile, {
      ...cancellable,
      ...(refresh === 'always' || !existsSync(indexFile) ? {} : { previous: indexFile }),
      onProgress: ({ phase, done, total }) =>
        onProgress?.({
          stage: 'values',
          done,
          total,
          label: phase === 'reading' ? 'reading values' : 'indexing values',
        }),
    })
    // Last: a survey on disk promises that its index is there.
    store.save(survey)
    const sentences = skipped.map(
      ({ table, column, reason }) =>
        `The values of ${table}.${column} could not be read, so questions cannot find them: ${reason}`,
    )
    return { survey, values: openValueIndex(indexFile), skipped: sentences }
  } finally {
    lock.release()
  }
}
