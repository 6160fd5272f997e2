import { basename, join } from 'node:path'
import { readPredictions } from '../../evaluation/benchmarks/read-predictions.ts'
import { type ReadQuestions, readQuestions } from '../../evaluation/benchmarks/read-questions.ts'
import { fileIdentity } from '../../evaluation/summary/file-identity.ts'
import { malformedProblems, questionsInOrder } from '../../evaluation/summary/malformed-entries.ts'
import type { ScoringOptions } from '../commands/scoring-options.ts'
import type { CliContext } from '../context.ts'
import { EXIT_CODE, type ExitCode } from '../exit-code.ts'
import { jsonText } from '../output/json.ts'
import { safeText } from '../output/safe-text.ts'
import { scoreDocument } from '../output/score-document.ts'
import { checkScoreFile } from '../output/score-file.ts'
import { scoreText } from '../output/score-text.ts'
import { openBenchmarkDatabases } from './benchmark-databases.ts'
import { readScoreCard } from './score-card.ts'
import { type ScoringJob, scorePairs } from './score-pairs.ts'

export interface ScoreOptions extends ScoringOptions {
  readonly predictions: string
}

export async function score(context: CliContext, options: ScoreOptions): Promise<ExitCode> {
  for (const file of [options.perQuestion, options.report]) if (file !== undefined) checkScoreFile(file)
  const databases = await openBenchmarkDatabases(options)
  const { pairs, problems } = await pairUp(await readQuestions(options.questions), options)
  const dbIds = pairs.map(({ question }) => question.dbId)
  const files = databases.filesOf(dbIds)
  if (files.length === 0) context.warn(noDatabasesText(options.databases, dbIds))
  const card = await readScoreCard(options, files)
  const { summary } = await scorePairs(context, {
    pairs,
    problems,
    databases,
    card: { ...card, predictions: await fileIdentity(options.predictions), run: null },
    title: `${basename(options.predictions)} on ${basename(options.questions)}`,
    options,
  })
  context.print(options.json ? jsonText(scoreDocument(summary)) : scoreText(summary, context.tableStyle))
  return EXIT_CODE.answered
}

/** Most likely the folder is another one, and a score of 0 says nothing of the predictions. */
function noDatabasesText(folder: string, dbIds: readonly string[]): string {
  const dbId = dbIds.find((name) => name !== '') ?? '<db_id>'
  const wanted = join(folder, dbId, `${dbId}.sqlite`)
  return safeText(`None of the databases of the questions is there, so all are wrong: there is no ${wanted}.`)
}

/** Every entry of the file of questions with what was predicted for it, and what of both files was malformed. */
async function pairUp(
  read: ReadQuestions,
  { questions: file, predictions, limit }: ScoreOptions,
): Promise<Pick<ScoringJob, 'pairs' | 'problems'>> {
  const questions = questionsInOrder(read)
  const made = await readPredictions(predictions, {
    count: questions.length,
    dbIds: new Set(questions.map(({ dbId }) => dbId)),
  })
  const asked = questions.slice(0, limit)
  const isAsked = ({ index }: { readonly index: number }): boolean => index < asked.length
  const malformed = [
    [basename(file), read.skipped.filter(isAsked)],
    [basename(predictions), made.malformed.filter(isAsked)],
  ] as const
  return {
    pairs: asked.map((question) => ({ question, predicted: made.predictions[question.index] ?? null })),
    problems: malformedProblems(malformed),
  }
}
