import type { Row } from '../../database/database.ts'
import { compareCorrected } from '../results/compare-corrected.ts'
import { readGoldOrder } from '../results/gold-order.ts'
import { matchCells } from '../results/match-cells.ts'
import { cellKey, rowKey } from '../results/python-equality.ts'
import { runAsBird } from './bird-results.ts'
import type { JudgedPair, Metric, MetricSettings, Verdict } from './metric.ts'
import { goldFailed, predictionFailed, RIGHT } from './verdicts.ts'

/** Soft F1 of BIRD's mini-dev: how much of the table is right (`evaluation_f1.py` of bird-bench/mini_dev). */
export const softF1: Metric = {
  id: 'soft-f1',
  title: 'Soft F1 (BIRD)',
  isGraded: true,
  judge: (pair, settings) =>
    settings.mode === 'as-official' ? judgeOfficially(pair, settings) : judgeCorrected(pair, settings),
}

async function judgeOfficially(pair: JudgedPair, settings: MetricSettings): Promise<Verdict> {
  const results = await runAsBird(pair, settings)
  if (results.kind === 'failed') return results.verdict
  const gold = distinctRows(results.gold.rows)
  const predicted = distinctRows(results.predicted.rows)
  const score = officialSoftF1(gold, predicted)
  if (score === 1) return RIGHT
  if (gold.length !== predicted.length) return { score, reason: 'other-row-count' }
  return { score, reason: gold[0]!.length === predicted[0]!.length ? 'other-rows' : 'other-columns' }
}

/** Rows are paired by their place, and a cell is right if its value is anywhere in the other row. */
function officialSoftF1(gold: readonly Row[], predicted: readonly Row[]): number {
  if (gold.length === 0 && predicted.length === 0) return 1
  let matched = 0
  let predictedOnly = Math.max(0, predicted.length - gold.length)
  let goldOnly = Math.max(0, gold.length - predicted.length)
  for (const [index, goldRow] of gold.entries()) {
    const predictedRow = predicted[index]
    if (predictedRow === undefined) break
    const wanted = goldRow.map(cellKey)
    const found = predictedRow.map(cellKey)
    // Sums of shares, as there, and not a share of sums.
    const hits = found.filter((key) => wanted.includes(key)).length
    matched += hits / wanted.length
    predictedOnly += (found.length - hits) / wanted.length
    goldOnly += wanted.filter((key) => !found.includes(key)).length / wanted.length
  }
  const precision = matched + predictedOnly > 0 ? matched / (matched + predictedOnly) : 0
  const recall = matched + goldOnly > 0 ? matched / (matched + goldOnly) : 0
  return precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0
}

/** The first of each row that comes several times. */
function distinctRows(rows: readonly Row[]): Row[] {
  const seen = new Map<string, Row>()
  for (const row of rows) {
    const key = rowKey(row)
    if (!seen.has(key)) seen.set(key, row)
  }
  return [...seen.values()]
}

/** Twice the cells that match, of all cells of both results: the F1 of precision and recall of cells. */
async function judgeCorrected(
  { question, predicted, database }: JudgedPair,
  settings: MetricSettings,
): Promise<Verdict> {
  const gold = await database.execute(question.gold, settings)
  if (gold.kind === 'rejected') return goldFailed(gold)
  const made = await database.execute(predicted, settings)
  if (made.kind === 'rejected') return predictionFailed(made)
  const order = await readGoldOrder(question.gold, database, settings)
  const reason = compareCorrected(gold, made, order)
  if (reason === null) return RIGHT
  const cells = gold.rows.length * gold.columns.length + made.rows.length * made.columns.length
  const matched = matchCells(gold.rows, made.rows, { isOrdered: order.ordered })
  return { score: cells === 0 ? 0 : (2 * matched) / cells, reason, details: { cells, matched } }
}
