import { mapConcurrently } from '../base/concurrency.ts'
import { SondeError } from '../base/errors.ts'
import type { BenchmarkQuestion } from './benchmarks/benchmark-question.ts'
import { groupByDatabase } from './group-by-database.ts'
import type { MadePrediction, PredictionJournal } from './prediction-journal.ts'
import type { PredictedQuestion } from './score-predictions.ts'

/** Whatever makes SQL of the questions on one database. */
export interface QuestionAnswerer {
  answer(question: BenchmarkQuestion): Promise<MadePrediction>
  close(): Promise<void>
}

export interface PredictionOptions {
  /** How many questions on one database are asked at once; 1 keeps their order. */
  readonly concurrency: number
  readonly journal?: PredictionJournal
  readonly signal?: AbortSignal
  /** Before a database's first question, and after each answer. */
  readonly onProgress?: (progress: { readonly done: number; readonly dbId: string }) => void
}

/**
 * Asks every question; databases are opened one after another, each once. `openAnswerer` gives null for a database
 * that is not there, whose questions then have no prediction. The result keeps the order of the questions.
 */
export async function predictAnswers(
  questions: readonly BenchmarkQuestion[],
  openAnswerer: (dbId: string) => Promise<QuestionAnswerer | null>,
  { concurrency, journal, signal, onProgress }: PredictionOptions,
): Promise<PredictedQuestion[]> {
  const predicted = new Map<BenchmarkQuestion, PredictedQuestion>()
  const keep = (question: BenchmarkQuestion, made: MadePrediction | null): void => {
    predicted.set(question, made === null ? { question, predicted: null } : { question, ...made })
  }
  for (const [dbId, members] of groupByDatabase(questions, (question) => question.dbId)) {
    const open: BenchmarkQuestion[] = []
    for (const question of members) {
      const made = journal?.done.get(question.index)
      if (made === undefined) open.push(question)
      else keep(question, made)
    }
    onProgress?.({ done: predicted.size, dbId })
    if (open.length === 0) continue
    const answerer = await openAnswerer(dbId)
    try {
      await mapConcurrently(open, concurrency, async (question) => {
        if (signal?.aborted) throw new SondeError('cancelled', 'Stopped before every question was asked.')
        const made = (await answerer?.answer(question)) ?? null
        if (made !== null) journal?.add(question.index, made)
        keep(question, made)
        onProgress?.({ done: predicted.size, dbId })
      })
    } finally {
      await answerer?.close()
    }
  }
  return questions.map((question) => predicted.get(question)!)
}
