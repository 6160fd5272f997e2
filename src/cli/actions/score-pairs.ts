import { findMetrics } from '../../evaluation/metrics/find-metric.ts'
import { type PredictedQuestion, scorePredictions } from '../../evaluation/score-predictions.ts'
import type { ScoredQuestion } from '../../evaluation/scored-question.ts'
import { perQuestionText } from '../../evaluation/summary/per-question-lines.ts'
import type { Problem, ScoreCard, ScoreSummary } from '../../evaluation/summary/score-summary.ts'
import { summarizeScores } from '../../evaluation/summary/summarize-scores.ts'
import type { ScoringOptions } from '../commands/scoring-options.ts'
import type { CliContext } from '../context.ts'
import { openProgress } from '../output/progress.ts'
import { writeScoreFile } from '../output/score-file.ts'
import type { BenchmarkDatabases } from './benchmark-databases.ts'

export interface ScoringJob {
  readonly pairs: readonly PredictedQuestion[]
  /** What readers had to pass over. */
  readonly problems: readonly Problem[]
  readonly databases: BenchmarkDatabases
  readonly card: ScoreCard
  /** Of the page. */
  readonly title: string
  /** Of a variant, for progress; '' where there is only one. */
  readonly label?: string
  readonly options: ScoringOptions
}

/** Judges predictions, with progress, and writes the files that the options name. */
export async function scorePairs(
  context: CliContext,
  { pairs, problems, databases, card, title, label = '', options }: ScoringJob,
): Promise<{ readonly scored: readonly ScoredQuestion[]; readonly summary: ScoreSummary }> {
  const { signal } = context
  const metrics = findMetrics(options.metrics)
  const progress = openProgress(context)
  const stage = label === '' ? 'Scoring' : `Scoring (${label})`
  let done = 0
  const scored = await scorePredictions(pairs, {
    metrics,
    settings: { mode: options.mode, timeoutMs: options.timeout, rounds: options.rounds, signal },
    fileOf: databases.fileOf,
    spiderSchemas: databases.spiderSchemas,
    concurrency: options.concurrency,
    signal,
    onScored: ({ question }) => {
      done++
      progress.show({ stage, done, total: pairs.length, label: question.dbId })
    },
  }).finally(() => progress.end())
  // A query that was cancelled is no wrong prediction: nothing is written of it.
  signal.throwIfAborted()
  const summary = summarizeScores(scored, {
    card,
    metrics,
    unknownDatabases: databases.unknownAmong(pairs.map(({ question }) => question.dbId)),
    problems,
  })
  if (options.perQuestion !== undefined) writeScoreFile(options.perQuestion, perQuestionText(scored, metrics))
  if (options.report !== undefined) {
    const { writeScoreReport } = await import('./write-score-report.ts')
    await writeScoreReport(options.report, {
      title,
      summary,
      questions: scored,
      ...databases,
      timeoutMs: options.timeout,
      madeAt: new Date(),
      signal,
    })
  }
  return { scored, summary }
}
