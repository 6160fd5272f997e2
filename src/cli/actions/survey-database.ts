import { openDatabase } from '../../database/open-database.ts'
import { type ExploredDatabase, exploreDatabase } from '../../values/explored-database.ts'
import type { CliContext } from '../context.ts'
import { openProgress } from '../output/progress.ts'

export interface SurveyOptions {
  readonly knowledge?: string
  readonly seed?: number
  readonly refresh?: boolean
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
      onProgress: progress.show,
      signal: context.signal,
      ...(context.home === undefined ? {} : { home: context.home }),
      ...(options.knowledge === undefined ? {} : { knowledgeFile: options.knowledge }),
      ...(options.seed === undefined ? {} : { seed: options.seed }),
    }).finally(progress.end)
    try {
      return await work(explored)
    } finally {
      explored.close()
    }
  } finally {
    await database.close()
  }
}
