import { createHash } from 'node:crypto'
import { basename, join } from 'node:path'
import { openGrounding } from '../../answering/grounding/open-grounding.ts'
import { SondeError } from '../../base/errors.ts'
import { openDatabase } from '../../database/open-database.ts'
import type { BenchmarkQuestion } from '../../evaluation/benchmarks/benchmark-question.ts'
import { readPredictions } from '../../evaluation/benchmarks/read-predictions.ts'
import { readQuestions } from '../../evaluation/benchmarks/read-questions.ts'
import { predictAnswers, type QuestionAnswerer } from '../../evaluation/predict-answers.ts'
import {
  type MadePrediction,
  openPredictionJournal,
  type PredictionJournal,
} from '../../evaluation/prediction-journal.ts'
import { fileIdentity } from '../../evaluation/summary/file-identity.ts'
import { questionsInOrder } from '../../evaluation/summary/malformed-entries.ts'
import { surveyHome } from '../../exploration/survey-home.ts'
import type { Model } from '../../model/model.ts'
import type { Embedder } from '../../values/embedder.ts'
import { exploreDatabase } from '../../values/explored-database.ts'
import type { ModelOptions } from '../commands/model-options.ts'
import type { CliContext } from '../context.ts'
import { EXIT_CODE, type ExitCode } from '../exit-code.ts'
import { jsonText } from '../output/json.ts'
import { openProgress } from '../output/progress.ts'
import { reviseCountsDocument } from '../output/revise-document.ts'
import { reviseCountsText } from '../output/revise-text.ts'
import { safeLines, safeText } from '../output/safe-text.ts'
import { checkScoreFile, writeScoreFile } from '../output/score-file.ts'
import { readVersion } from '../read-version.ts'
import { askedModels } from './asked-models.ts'
import { openBenchmarkDatabases } from './benchmark-databases.ts'

export interface RevisePredictionsOptions extends ModelOptions {
  readonly questions: string
  readonly predictions: string
  readonly databases: string
  readonly out: string
  readonly json?: boolean
  readonly profile: string
  readonly timeout: number
  readonly seed: number
  readonly concurrency: number
  readonly restart?: boolean
}

/** What became of a file of predictions; the rest stayed as it was. */
export interface RevisionCounts {
  readonly count: number
  readonly changed: number
  /** Could not be looked at: their database is not there, or cannot be opened. */
  readonly unread: number
}

/** Grounds every prediction of a file, going on where the same run was stopped before. */
export async function revisePredictions(
  context: CliContext,
  options: RevisePredictionsOptions,
): Promise<ExitCode> {
  checkScoreFile(options.out)
  const databases = await openBenchmarkDatabases(options)
  const read = await readQuestions(options.questions, { needsGold: false })
  const questions = questionsInOrder(read)
  const { predictions, malformed } = await readPredictions(options.predictions, {
    count: questions.length,
    dbIds: new Set(questions.map(({ dbId }) => dbId)),
  })
  for (const { place, reason } of malformed.slice(0, 5)) {
    context.warn(safeText(`${basename(options.predictions)}, ${place}: ${reason}; taken as empty.`))
  }
  const models = await askedModels(context, options)
  const tools = { model: await models.open(options.profile), embedder: await models.openEmbedder() }
  const settings = JSON.stringify({
    sonde: readVersion(),
    questions: (await fileIdentity(options.questions)).sha256,
    predictions: (await fileIdentity(options.predictions)).sha256,
    databases: databases.filesOf(questions.map(({ dbId }) => dbId)),
    model: models.name,
    embedder: options.embedder ?? null,
    candidates: options.candidates ?? 1,
    hasStandIn: options.standIn,
    profile: options.profile,
    timeoutMs: options.timeout,
    seed: options.seed,
  })
  const journal = openJournal(context, settings, options)
  const draftOf = ({ index }: BenchmarkQuestion): string | null => predictions[index] ?? null
  const progress = openProgress(context)
  const unread = new Set<string>()
  try {
    const pairs = await predictAnswers(
      questions,
      async (dbId) => {
        const opened = await openReviser(dbId, databases.fileOf(dbId), {
          context,
          ...tools,
          options,
          draftOf,
        })
        if (typeof opened !== 'string') return opened
        unread.add(dbId)
        context.warn(safeLines(opened))
        return null
      },
      {
        concurrency: options.concurrency,
        journal,
        signal: context.signal,
        onProgress: ({ done, dbId }) =>
          progress.show({ stage: 'Revising', done, total: questions.length, label: dbId }),
      },
    )
    context.signal.throwIfAborted()
    const revised = pairs.map(({ question, predicted }) =>
      unread.has(question.dbId) ? draftOf(question) : predicted,
    )
    writeScoreFile(options.out, predictionsText(revised))
    journal.remove()
    const counts = {
      count: questions.length,
      changed: questions.filter((question, place) => revised[place] !== draftOf(question)).length,
      unread: questions.filter(({ dbId }) => unread.has(dbId)).length,
    }
    progress.end()
    context.print(
      options.json
        ? jsonText(reviseCountsDocument(counts, options.out))
        : reviseCountsText(counts, options.out),
    )
    return EXIT_CODE.answered
  } catch (error) {
    if (context.signal.aborted) context.warn('The same command goes on where this run was stopped.')
    throw error
  } finally {
    progress.end()
  }
}

interface ReviserParts {
  readonly context: CliContext
  readonly model: Model
  readonly embedder: Embedder
  readonly options: RevisePredictionsOptions
  readonly draftOf: (question: BenchmarkQuestion) => string | null
}

/** What revises the predictions on one database, or a sentence that says why nothing can. */
async function openReviser(
  dbId: string,
  file: string | undefined,
  { context, model, embedder, options, draftOf }: ReviserParts,
): Promise<QuestionAnswerer | string> {
  if (file === undefined)
    return `There is no database "${dbId}" in ${options.databases}: its predictions stay.`
  try {
    const database = await openDatabase(file)
    try {
      const explored = await exploreDatabase(database, {
        signal: context.signal,
        ...(context.home === undefined ? {} : { home: context.home }),
      })
      const grounding = openGrounding(explored, {
        model,
        embedder,
        hasStandIn: options.standIn,
        ...(options.candidates === undefined ? {} : { candidates: options.candidates }),
        profile: options.profile,
        timeoutMs: options.timeout,
        seed: options.seed,
        signal: context.signal,
      })
      return {
        async answer(question): Promise<MadePrediction> {
          const draft = draftOf(question)
          const started = performance.now()
          const { sql } = await grounding.ground(question.question, draft ?? '', question.evidence)
          context.signal.throwIfAborted()
          return {
            predicted: draft === null && sql === '' ? null : sql,
            run: {
              status: sql === draft ? 'kept' : 'revised',
              confidence: 1,
              ms: performance.now() - started,
            },
          }
        },
        async close() {
          explored.close()
          await database.close()
        },
      }
    } catch (error) {
      await database.close()
      throw error
    }
  } catch (error) {
    if (context.signal.aborted || !(error instanceof SondeError)) throw error
    return `${dbId}: ${error.message} Its predictions stay.`
  }
}

function openJournal(
  context: CliContext,
  settings: string,
  { restart }: RevisePredictionsOptions,
): PredictionJournal {
  const name = createHash('sha256').update(settings).digest('hex').slice(0, 16)
  const file = join(context.home ?? surveyHome(), 'revisions', `${name}.jsonl`)
  try {
    const journal = openPredictionJournal(file, settings, { restarts: restart === true })
    if (journal.done.size > 0) {
      context.warn(
        `Going on where this run was stopped, after ${journal.done.size} predictions (--restart begins anew).`,
      )
    }
    return journal
  } catch (cause) {
    const why = (cause as Error).message
    const advice = 'Choose another folder with --home or $SONDE_HOME.'
    throw new SondeError('file-unreadable', `${file} cannot be written: ${why}. ${advice}`, { cause })
  }
}

function predictionsText(predictions: readonly (string | null)[]): string {
  const lines = predictions.map((predicted) => JSON.stringify({ predicted }))
  return lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`
}
