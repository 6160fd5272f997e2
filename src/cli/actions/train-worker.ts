import { alignKeywords } from '../../answering/align-keywords.ts'
import { detectValues } from '../../answering/detect-values.ts'
import { findProfile } from '../../answering/profiles.ts'
import { retrieveLearned } from '../../answering/retrieve-learned.ts'
import { openDatabase } from '../../database/open-database.ts'
import type { GroundedKeyword } from '../../model/model.ts'
import { openModel } from '../../model/open-model.ts'
import { listsOfDatabase } from '../../training/builtin/lists-of-database.ts'
import { packLists } from '../../training/builtin/pack-lists.ts'
import { type ExploredDatabase, exploreDatabase } from '../../values/explored-database.ts'
import { openBenchmarkDatabases } from './benchmark-databases.ts'
import type { WorkerReply, WorkerRequest, WorkerSetting } from './train-workers.ts'

// A process of `sonde train`, so that several cores work. Started by `train-workers.ts`.

const model = await openModel()

process.on('message', async ({ job, setting }: WorkerRequest) => {
  const { databases, now } = setting
  try {
    const { fileOf } = await openBenchmarkDatabases({ databases })
    const { lists, skipped } = await listsOfDatabase(job, {
      openExplored: async (dbId) => {
        const file = fileOf(dbId)
        return file === undefined ? 'no-database' : openWithin(file, setting)
      },
      ground: (question, explored) => groundQuestion(question, explored, now),
      model,
      now,
      onPair: () => reply({ kind: 'pair' }),
    })
    reply({ kind: 'lists', packed: packLists(job.dbId, lists), skipped })
  } catch (error) {
    reply({ kind: 'failed', error })
  }
})

function reply(message: WorkerReply): void {
  process.send!(message)
}

async function openWithin(
  file: string,
  { home, maxRows }: WorkerSetting,
): Promise<ExploredDatabase | 'database-too-large'> {
  const database = await openDatabase(file, { processes: 1 })
  try {
    const explored = await exploreDatabase(database, home === undefined ? {} : { home })
    const rows = explored.survey.tables.reduce((sum, { rowCount }) => sum + rowCount, 0)
    if (maxRows === undefined || rows <= maxRows) return explored
    explored.close()
    await database.close()
    return 'database-too-large'
  } catch (error) {
    await database.close()
    throw error
  }
}

/** What the pipeline finds for a question before SQL is generated. */
async function groundQuestion(
  question: string,
  { database, survey, graph, values, knowledge }: ExploredDatabase,
  now: Date,
): Promise<readonly GroundedKeyword[]> {
  const profile = findProfile()
  const shared = { question, context: { survey, graph, values }, now }
  const keywords = await model.extractKeywords(shared)
  const detected = await detectValues({ ...shared, keywords, model, database, profile, seed: 0 })
  return alignKeywords(question, detected, { knowledge, learned: retrieveLearned(detected), profile })
}
