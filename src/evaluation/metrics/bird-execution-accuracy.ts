import type { Row } from '../../database/database.ts'
import { rowKey } from '../results/python-equality.ts'
import type { ResultDifference } from '../results/result-difference.ts'
import { runAsBird } from './bird-results.ts'
import { judgeOnDatabase } from './execution-accuracy.ts'
import type { Metric } from './metric.ts'
import { RIGHT } from './verdicts.ts'

/**
 * Execution accuracy of BIRD: both results hold the same set of rows (`evaluation_ex.py` of bird-bench/mini_dev). The
 * corrected mode is that of Spider's execution accuracy: results, not evaluators, decide what is right.
 */
export const birdExecutionAccuracy: Metric = {
  id: 'bird-ex',
  title: 'Execution accuracy (BIRD)',
  isGraded: false,
  async judge(pair, settings) {
    if (settings.mode === 'corrected') return judgeOnDatabase(pair, pair.database, settings)
    const results = await runAsBird(pair, settings)
    if (results.kind === 'failed') return results.verdict
    const difference = compareAsSets(results.gold.rows, results.predicted.rows)
    return difference === null ? RIGHT : { score: 0, reason: difference }
  },
}

/** Neither the order of rows nor how often one comes counts; the order of columns does. */
function compareAsSets(gold: readonly Row[], predicted: readonly Row[]): ResultDifference {
  if (gold.length === 0 || predicted.length === 0) {
    return gold.length === predicted.length ? null : 'other-row-count'
  }
  if (gold[0]!.length !== predicted[0]!.length) return 'other-columns'
  const wanted = new Set(gold.map(rowKey))
  const found = new Set(predicted.map(rowKey))
  if (wanted.size !== found.size) return 'other-row-count'
  for (const key of found) if (!wanted.has(key)) return 'other-rows'
  return null
}
