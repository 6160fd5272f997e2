import { openDatabase } from '../../database/open-database.ts'
import {
  type ExploredDatabase,
  type ExploreProgress,
  exploreDatabase,
} from '../../values/explored-database.ts'
import type { CliContext } from '../context.ts'
import { openProgress } from '../output/progress.ts'
import { safeLines } from '../output/safe-text.ts'

export interface SurveyOptions {
  readonly knowledge?: string
  readonly seed?: number
  readonly refresh?: boolean
}

const STAGE_NAMES: Readonly<Record<ExploreProgress['stage'], string>> = {
  waiting: 'Waiting for another survey of this database',
  schema: 'Reading the schema',
  profiles: 'Looking into tables',
  joins: 'Looking for joins',
  values: 'Indexing values',
}

/** Opens a database with its survey, which is made or refreshed with progress shown, and closes both after `work`. */
export async function withSurvey<Result>(
  context: CliContext,
  location: string,
  options: SurveyOptions,
  work: (explored: ExploredDatabase) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase(location)
  const progress = openProgress(context)
  try {
    const explored = await exploreDatabase(database, {
      refresh: options.refresh ? 'always' : 'if-changed',
      onProgress: (event) => progress.show({ ...event, stage: STAGE_NAMES[event.stage] }),
      signal: context.signal,
      ...(context.home === undefined ? {} : { home: context.home }),
      ...(options.knowledge === undefined ? {} : { knowledgeFile: options.knowledge }),
      ...(options.seed === undefined ? {} : { seed: options.seed }),
    }).finally(progress.end)
    for (const warning of explored.warnings) context.warn(safeLines(warning))
    try {
      return await work(explored)
    } finally {
      explored.close()
    }
  } finally {
    await database.close()
  }
}
