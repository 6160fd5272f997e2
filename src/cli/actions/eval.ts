import { basename } from 'node:path'
import { readQuestions } from '../../evaluation/benchmarks/read-questions.ts'
import type { PredictedQuestion } from '../../evaluation/score-predictions.ts'
import { malformedProblems, questionsInOrder } from '../../evaluation/summary/malformed-entries.ts'
import type { RunIdentity, ScoreSummary } from '../../evaluation/summary/score-summary.ts'
import type { ModelOptions } from '../commands/model-options.ts'
import type { ScoringOptions } from '../commands/scoring-options.ts'
import type { CliContext } from '../context.ts'
import { EXIT_CODE, type ExitCode } from '../exit-code.ts'
import { ablationText } from '../output/ablation-text.ts'
import { evalDocument } from '../output/eval-document.ts'
import { jsonText } from '../output/json.ts'
import { checkScoreFile, writeScoreFile } from '../output/score-file.ts'
import { scoreText } from '../output/score-text.ts'
import { askedModels } from './asked-models.ts'
import { openBenchmarkDatabases } from './benchmark-databases.ts'
import { type EvalVariant, listVariants } from './eval-variants.ts'
import { predictBenchmark } from './predict-benchmark.ts'
import { readScoreCard } from './score-card.ts'
import { scorePairs } from './score-pairs.ts'

export interface EvalOptions extends ScoringOptions, ModelOptions {
  readonly profile: string
  readonly profiles?: readonly string[]
  readonly without?: readonly string[]
  readonly cumulative?: boolean
  readonly evidence: boolean
  readonly knowledge?: string
  readonly growKnowledge?: boolean
  readonly today?: Date
  readonly predictionsOut?: string
  readonly restart?: boolean
}

/** What one variant of the method came to. */
export interface EvaluatedVariant {
  readonly variant: EvalVariant
  readonly summary: ScoreSummary
}

export async function evaluate(context: CliContext, options: EvalOptions): Promise<ExitCode> {
  const variants = listVariants(options)
  const models = await askedModels(context, options)
  for (const file of [options.perQuestion, options.report, options.predictionsOut]) {
    if (file !== undefined) checkScoreFile(file)
  }
  const databases = await openBenchmarkDatabases(options)
  const read = await readQuestions(options.questions)
  const questions = questionsInOrder(read).slice(0, options.limit)
  const skipped = read.skipped.filter(({ index }) => index < questions.length)
  const problems = malformedProblems(new Map([[basename(options.questions), skipped]]))
  const now = options.today ?? new Date()
  const card = await readScoreCard(options, databases.filesOf(questions.map(({ dbId }) => dbId)))
  const results: EvaluatedVariant[] = []
  for (const variant of variants) {
    const label = variants.length > 1 ? variant.name : ''
    const run = identify(variant, { now, model: models.name }, options)
    const files = filesOf(variant, variants[0]!, options)
    const { pairs, finish } = await predictBenchmark(
      context,
      { questions, databases, models, variant, run, card, now, label },
      options,
    )
    if (files.predictionsOut !== undefined) writeScoreFile(files.predictionsOut, predictionsText(pairs))
    const { summary } = await scorePairs(context, {
      pairs,
      problems,
      databases,
      card: { ...card, predictions: null, run },
      title: `${models.name}, ${variant.name}, on ${basename(options.questions)}`,
      label,
      options: { ...options, ...files },
    })
    finish()
    results.push({ variant, summary })
  }
  print(context, results, options)
  return EXIT_CODE.answered
}

function identify(
  variant: EvalVariant,
  { now, model }: { readonly now: Date; readonly model: string },
  options: EvalOptions,
): RunIdentity {
  return {
    model,
    profile: variant.profile,
    without: variant.without,
    usesEvidence: options.evidence,
    knowledge: options.growKnowledge === true ? 'grows' : 'frozen',
    today: now.toISOString().slice(0, 10),
  }
}

type OutputFiles = Pick<EvalOptions, 'perQuestion' | 'report' | 'predictionsOut'>

/** The files that the options name are the first variant's; the others have their name in theirs. */
function filesOf(variant: EvalVariant, first: EvalVariant, options: EvalOptions): OutputFiles {
  const { perQuestion, report, predictionsOut } = options
  const named = Object.entries({ perQuestion, report, predictionsOut }).flatMap(([name, path]) =>
    path === undefined ? [] : [[name, variant === first ? path : withSuffix(path, variant.name)]],
  )
  return Object.fromEntries(named)
}

/** "out.jsonl" of "without keywords" is "out.without-keywords.jsonl". */
function withSuffix(path: string, name: string): string {
  const suffix = name.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '')
  const dot = basename(path).lastIndexOf('.')
  if (dot <= 0) return `${path}.${suffix}`
  const at = path.length - basename(path).length + dot
  return `${path.slice(0, at)}.${suffix}${path.slice(at)}`
}

function predictionsText(pairs: readonly PredictedQuestion[]): string {
  const lines = pairs.map(({ question, predicted, run }) =>
    JSON.stringify({ db_id: question.dbId, question: question.question, predicted, ...run }),
  )
  return lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`
}

function print(context: CliContext, results: readonly EvaluatedVariant[], options: EvalOptions): void {
  const [first] = results
  if (options.json) context.print(jsonText(evalDocument(results)))
  else if (results.length > 1) context.print(ablationText(results, options, context.tableStyle))
  else if (first !== undefined) context.print(scoreText(first.summary, context.tableStyle))
}
