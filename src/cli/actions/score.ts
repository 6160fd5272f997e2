import { basename } from 'node:path'
import { readPredictions } from '../../evaluation/benchmarks/read-predictions.ts'
import { type ReadQuestions, readQuestions } from '../../evaluation/benchmarks/read-questions.ts'
import { findMetrics } from '../../evaluation/metrics/find-metric.ts'
import { scorePredictions } from '../../evaluation/score-predictions.ts'
import { fileIdentity } from '../../evaluation/summary/file-identity.ts'
import { malformedProblems, questionsInOrder } from '../../evaluation/summary/malformed-entries.ts'
import { perQuestionText } from '../../evaluation/summary/per-question-lines.ts'
import type { ScoreCard } from '../../evaluation/summary/score-summary.ts'
import { summarizeScores } from '../../evaluation/summary/summarize-scores.ts'
import type { ScoringOptions } from '../commands/scoring-options.ts'
import type { CliContext } from '../context.ts'
import { EXIT_CODE, type ExitCode } from '../exit-code.ts'
import { jsonText } from '../output/json.ts'
import { openProgress } from '../output/progress.ts'
import { scoreDocument } from '../output/score-document.ts'
import { checkScoreFile, writeScoreFile } from '../output/score-file.ts'
import { scoreText } from '../output/score-text.ts'
import { openBenchmarkDatabases } from './benchmark-databases.ts'
import { readScoreCard } from './score-card.ts'

export interface ScoreOptions extends ScoringOptions {
  readonly predictions: string
}

export async function score(context: CliContext, options: ScoreOptions): Promise<ExitCode> {
  const { perQuestion, report, signal } = { ...options, signal: context.signal }
  for (const file of [perQuestion, report]) if (file !== undefined) checkScoreFile(file)
  const metrics = findMetrics(options.metrics)
  const databases = await openBenchmarkDatabases(options)
  const read = await readQuestions(options.questions)
  const predicted = await pairUp(read, options)
  const card: ScoreCard = {
    ...(await readScoreCard(
      options,
      databases.filesOf(predicted.pairs.map(({ question }) => question.dbId)),
    )),
    predictions: await fileIdentity(options.predictions),
    run: null,
  }

  const progress = openProgress(context)
  let done = 0
  const scored = await scorePredictions(predicted.pairs, {
    metrics,
    settings: { mode: options.mode, timeoutMs: options.timeout, rounds: options.rounds, signal },
    fileOf: databases.fileOf,
    spiderSchemas: databases.spiderSchemas,
    concurrency: options.concurrency,
    signal,
    onScored: ({ question }) => {
      done++
      progress.show({ stage: 'Scoring', done, total: predicted.pairs.length, label: question.dbId })
    },
  }).finally(() => progress.end())
  // A query that was cancelled is no wrong prediction: nothing is written of it.
  signal.throwIfAborted()

  const summary = summarizeScores(scored, {
    card,
    metrics,
    unknownDatabases: databases.unknownAmong(scored.map(({ question }) => question.dbId)),
    problems: predicted.problems,
  })
  if (perQuestion !== undefined) writeScoreFile(perQuestion, perQuestionText(scored, metrics))
  if (report !== undefined) {
    const { writeScoreReport } = await import('./write-score-report.ts')
    await writeScoreReport(report, {
      title: `${basename(options.predictions)} on ${basename(options.questions)}`,
      summary,
      questions: scored,
      ...databases,
      timeoutMs: options.timeout,
      madeAt: new Date(),
      signal,
    })
  }
  context.print(options.json ? jsonText(scoreDocument(summary)) : scoreText(summary, context.tableStyle))
  return EXIT_CODE.answered
}

/** Every entry of the file of questions with what was predicted for it, and what of both files was malformed. */
async function pairUp(read: ReadQuestions, { questions: file, predictions, limit }: ScoreOptions) {
  const questions = questionsInOrder(read)
  const made = await readPredictions(predictions, {
    count: questions.length,
    dbIds: new Set(questions.map(({ dbId }) => dbId)),
  })
  const most = limit ?? questions.length
  const isAsked = ({ index }: { readonly index: number }): boolean => index < most
  const malformed = new Map([
    [basename(file), read.skipped.filter(isAsked)],
    [basename(predictions), made.malformed.filter(isAsked)],
  ])
  return {
    pairs: questions
      .slice(0, most)
      .map((question) => ({ question, predicted: made.predictions[question.index] ?? null })),
    problems: malformedProblems(malformed),
  }
}
