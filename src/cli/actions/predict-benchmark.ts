import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { SondeError } from '../../base/errors.ts'
import type { BenchmarkQuestion } from '../../evaluation/benchmarks/benchmark-question.ts'
import { predictAnswers } from '../../evaluation/predict-answers.ts'
import { openPredictionJournal, type PredictionJournal } from '../../evaluation/prediction-journal.ts'
import type { PredictedQuestion } from '../../evaluation/score-predictions.ts'
import type { RunIdentity, ScoreCard } from '../../evaluation/summary/score-summary.ts'
import { surveyHome } from '../../exploration/survey-home.ts'
import { ModelFailedError } from '../../model/model-failure.ts'
import type { CliContext } from '../context.ts'
import { openProgress } from '../output/progress.ts'
import type { AskedModels } from './asked-models.ts'
import { openBenchmarkAnswerer } from './benchmark-answerer.ts'
import type { BenchmarkDatabases } from './benchmark-databases.ts'
import type { EvalOptions } from './eval.ts'
import type { EvalVariant } from './eval-variants.ts'

export interface PredictionJob {
  readonly questions: readonly BenchmarkQuestion[]
  readonly databases: BenchmarkDatabases
  readonly models: AskedModels
  readonly variant: EvalVariant
  readonly run: RunIdentity
  readonly card: Pick<ScoreCard, 'sonde' | 'questions' | 'seed' | 'timeoutMs'>
  readonly now: Date
  /** Of the variant, for progress; '' where there is only one. */
  readonly label: string
}

/**
 * Asks every question, going on where the same run was stopped before. `finish` forgets where it was: call it when the
 * results are kept.
 */
export async function predictBenchmark(
  context: CliContext,
  job: PredictionJob,
  options: EvalOptions,
): Promise<{ readonly pairs: PredictedQuestion[]; finish(): void }> {
  const { questions, databases, models, variant, now, label } = job
  // What was learned is not in the journal: a run that learns starts from its first question.
  const journal = options.growKnowledge === true ? undefined : openJournal(context, job, options)
  const model = await models.open(variant.profile)
  const embedder = await models.openEmbedder()
  const progress = openProgress(context)
  const stage = label === '' ? 'Asking' : `Asking (${label})`
  try {
    const pairs = await predictAnswers(
      questions,
      async (dbId) => {
        const file = databases.fileOf(dbId)
        if (file === undefined) return null
        return openBenchmarkAnswerer(dbId, file, {
          variant,
          model,
          embedder,
          usesEvidence: options.evidence,
          hasStandIn: options.standIn,
          ...(options.candidates === undefined ? {} : { candidates: options.candidates }),
          growsKnowledge: options.growKnowledge === true,
          timeoutMs: options.timeout,
          seed: options.seed,
          now,
          signal: context.signal,
          ...(context.home === undefined ? {} : { home: context.home }),
          ...(options.knowledge === undefined ? {} : { knowledgeFolder: options.knowledge }),
        })
      },
      {
        concurrency: options.growKnowledge === true ? 1 : options.concurrency,
        signal: context.signal,
        onProgress: ({ done, dbId }) => progress.show({ stage, done, total: questions.length, label: dbId }),
        ...(journal === undefined ? {} : { journal }),
      },
    )
    // An answer that was cancelled is no answer.
    context.signal.throwIfAborted()
    return { pairs, finish: () => journal?.remove() }
  } catch (error) {
    const isStopped = context.signal.aborted || error instanceof ModelFailedError
    if (!isStopped || journal === undefined) throw error
    context.warn('The same command goes on where this run was stopped.')
    throw error
  } finally {
    progress.end()
  }
}

function openJournal(
  context: CliContext,
  { questions, databases, run, card }: PredictionJob,
  options: EvalOptions,
): PredictionJournal {
  // What decides the answers; the metrics that judge them do not.
  const settings = JSON.stringify({
    run,
    sonde: card.sonde,
    questions: card.questions.sha256,
    seed: card.seed,
    timeoutMs: card.timeoutMs,
    databases: databases.filesOf(questions.map(({ dbId }) => dbId)),
    knowledge: options.knowledge ?? null,
    candidates: options.candidates ?? 1,
    samples: options.samples ?? null,
    promptTokens: options.promptTokens ?? null,
    embedder: options.embedder ?? null,
    hasStandIn: options.standIn,
  })
  const name = createHash('sha256').update(settings).digest('hex').slice(0, 16)
  const file = join(context.home ?? surveyHome(), 'evaluations', `${name}.jsonl`)
  try {
    const journal = openPredictionJournal(file, settings, { restarts: options.restart === true })
    const remembered = questions.filter(({ index }) => journal.done.has(index)).length
    if (remembered > 0) {
      const done = `${remembered} of ${questions.length} questions`
      context.warn(`Going on where this run was stopped, after ${done} (--restart begins anew).`)
    }
    return journal
  } catch (cause) {
    const why = (cause as Error).message
    const advice = 'Choose another folder with --home or $SONDE_HOME.'
    throw new SondeError('file-unreadable', `${file} cannot be written: ${why}. ${advice}`, { cause })
  }
}
