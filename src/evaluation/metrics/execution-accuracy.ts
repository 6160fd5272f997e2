import type { EvaluatedDatabase } from '../evaluated-database.ts'
import { compareCorrected } from '../results/compare-corrected.ts'
import { compareSpiderResults } from '../results/compare-spider-results.ts'
import { readGoldOrder } from '../results/gold-order.ts'
import type { ResultDifference } from '../results/result-difference.ts'
import type { JudgedPair, Metric, MetricSettings, Verdict } from './metric.ts'
import {
  isOrderedOfficially,
  officialExecutionText,
  officialPredictionText,
} from './official-execution-text.ts'
import { goldFailed, predictionFailed, RIGHT } from './verdicts.ts'

/**
 * Execution accuracy of Spider on the database itself: `eval_exec_match` of the test-suite evaluator with one
 * database, DISTINCT not kept and no values plugged in.
 */
export const executionAccuracy: Metric = {
  id: 'ex',
  title: 'Execution accuracy (Spider)',
  isGraded: false,
  judge: (pair, settings) => judgeOnDatabase(pair, pair.database, settings),
}

/** Whether gold and prediction give the same result on `database`, which may be another of the pair's suite. */
export async function judgeOnDatabase(
  pair: JudgedPair,
  database: EvaluatedDatabase,
  settings: MetricSettings,
): Promise<Verdict> {
  return settings.mode === 'as-official'
    ? judgeOfficially(pair, database, settings)
    : judgeCorrected(pair, database, settings)
}

async function judgeOfficially(
  { question, predicted }: JudgedPair,
  database: EvaluatedDatabase,
  settings: MetricSettings,
): Promise<Verdict> {
  const goldText = officialExecutionText(question.gold)
  const gold = await database.execute(goldText, settings)
  if (gold.kind === 'rejected') return goldFailed(gold)
  const made = await database.execute(officialPredictionText(predicted), settings)
  if (made.kind === 'rejected') return predictionFailed(made)
  const isOrdered = isOrderedOfficially(goldText)
  return verdictOf(compareSpiderResults(gold.rows, made.rows, { isOrdered }))
}

async function judgeCorrected(
  { question, predicted }: JudgedPair,
  database: EvaluatedDatabase,
  settings: MetricSettings,
): Promise<Verdict> {
  const gold = await database.execute(question.gold, settings)
  if (gold.kind === 'rejected') return goldFailed(gold)
  const made = await database.execute(predicted, settings)
  if (made.kind === 'rejected') return predictionFailed(made)
  const asBags = compareCorrected(gold, made, { ordered: false })
  if (asBags !== null) return verdictOf(asBags)
  return verdictOf(compareCorrected(gold, made, await readGoldOrder(question.gold, database, settings)))
}

function verdictOf(difference: ResultDifference): Verdict {
  return difference === null ? RIGHT : { score: 0, reason: difference }
}
