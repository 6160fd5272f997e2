import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { alignKeywords } from '../../answering/align-keywords.ts'
import { detectValues } from '../../answering/detect-values.ts'
import { findProfile } from '../../answering/profiles.ts'
import { retrieveLearned } from '../../answering/retrieve-learned.ts'
import { writeFileAtomically } from '../../base/atomic-file.ts'
import { SondeError } from '../../base/errors.ts'
import { openDatabase } from '../../database/open-database.ts'
import { readQuestions } from '../../evaluation/benchmarks/read-questions.ts'
import type { GroundedKeyword, Model } from '../../model/model.ts'
import { loadParameters, openModel } from '../../model/open-model.ts'
import type { TrainingPair } from '../../training/builtin/make-labelled-lists.ts'
import { trainBuiltin } from '../../training/builtin/train-builtin.ts'
import { type ExploredDatabase, exploreDatabase } from '../../values/explored-database.ts'
import type { CliContext } from '../context.ts'
import { EXIT_CODE, type ExitCode } from '../exit-code.ts'
import { jsonText } from '../output/json.ts'
import { openProgress } from '../output/progress.ts'
import { checkScoreFile } from '../output/score-file.ts'
import { trainDocument } from '../output/train-document.ts'
import { trainText } from '../output/train-text.ts'
import { openBenchmarkDatabases } from './benchmark-databases.ts'

export interface TrainOptions {
  readonly backend: string
  readonly pairs: readonly string[]
  readonly databases: string
  readonly out: string
  readonly base?: string
  readonly limit?: number
  readonly maxRows?: number
  readonly today?: Date
  readonly seed: number
  readonly json?: boolean
}

export async function train(context: CliContext, options: TrainOptions): Promise<ExitCode> {
  const { seed, out, base, maxRows } = options
  const { signal } = context
  checkScoreFile(out)
  const parameters =
    base === undefined ? undefined : base === 'builtin' ? loadParameters() : loadParameters(base)
  const databases = await openBenchmarkDatabases(options)
  const pairs = (await readPairs(options.pairs)).slice(0, options.limit)
  const model = await openModel()
  const now = options.today ?? new Date()
  const progress = openProgress(context)
  try {
    const { bytes, report } = await trainBuiltin({
      pairs,
      model,
      now,
      seed,
      signal,
      ...(parameters === undefined ? {} : { base: parameters }),
      openExplored: async (dbId) => {
        const file = databases.fileOf(dbId)
        return file === undefined ? 'no-database' : openWithin(file, context, maxRows)
      },
      ground: (question, explored) => groundQuestion(question, explored, { model, now, signal }),
      onProgress: (done, total, label) => progress.show({ stage: 'Making candidates', done, total, label }),
      onRound: ({ stage, round, right }) => {
        const label = `round ${round}: ${(100 * right).toFixed(1)} % of held-out questions right`
        progress.show({ stage: STAGES[stage], done: round, total: 0, label })
      },
    })
    writeParameters(out, bytes)
    progress.end()
    const trained = { ...report, file: resolve(out), bytes: bytes.length, seed }
    if (options.json) context.print(jsonText(trainDocument(trained)))
    else context.print(trainText(trained))
    return EXIT_CODE.answered
  } finally {
    progress.end()
  }
}

async function readPairs(files: readonly string[]): Promise<TrainingPair[]> {
  const pairs: TrainingPair[] = []
  for (const file of files) {
    const { questions } = await readQuestions(file)
    for (const { dbId, question, gold } of questions) pairs.push({ dbId, question, query: gold })
  }
  return pairs
}

const STAGES = { linear: 'Learning words', trees: 'Learning to rank' } as const

async function openWithin(
  file: string,
  { home, signal }: CliContext,
  maxRows: number | undefined,
): Promise<ExploredDatabase | 'database-too-large'> {
  const database = await openDatabase(file, { processes: 1 })
  try {
    const explored = await exploreDatabase(database, { signal, ...(home === undefined ? {} : { home }) })
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
  { model, now, signal }: { readonly model: Model; readonly now: Date; readonly signal: AbortSignal },
): Promise<readonly GroundedKeyword[]> {
  const profile = findProfile()
  const shared = { question, context: { survey, graph, values }, now, signal }
  const keywords = await model.extractKeywords(shared)
  const detected = await detectValues({ ...shared, keywords, model, database, profile, seed: 0 })
  return alignKeywords(question, detected, { knowledge, learned: retrieveLearned(detected), profile })
}

function writeParameters(path: string, bytes: Uint8Array): void {
  // Written again where the same bytes stand, a file would only look changed.
  const isThere =
    statSync(path, { throwIfNoEntry: false })?.isFile() && Buffer.compare(readFileSync(path), bytes) === 0
  if (isThere) return
  try {
    writeFileAtomically(path, bytes)
  } catch (cause) {
    const why = (cause as Error).message
    throw new SondeError(
      'file-unreadable',
      `${path} cannot be written: ${why}. Check that you may write there.`,
      {
        cause,
      },
    )
  }
}
