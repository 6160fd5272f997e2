import type { MetricMode, Verdict } from '../metrics/metric.ts'
import type { ComponentVerdict } from '../spider-sql/compare-clauses.ts'
import type { ComponentScore } from './score-summary.ts'

/**
 * The components of `em` over all questions, in percent, as Spider's evaluator adds them up (`evaluate` in its
 * evaluation.py): accuracy over the questions whose prediction has the component, recall over those whose gold query has
 * it, and F1 from these two. Where both are 0 the official F1 is 1; corrected, it is 0. undefined: no verdict has any.
 */
export function componentScores(
  verdicts: readonly Verdict[],
  mode: MetricMode,
): readonly ComponentScore[] | undefined {
  const components = verdicts.flatMap(({ details }) => {
    const found = details?.components
    return found === undefined ? [] : [found as Readonly<Record<string, ComponentVerdict>>]
  })
  const names = [...new Set(components.flatMap((each) => Object.keys(each)))]
  if (names.length === 0) return undefined
  return names.map((name) => {
    const all = components.flatMap((each) => each[name] ?? [])
    const accuracy = meanOf(all.filter((each) => each.predictedCount > 0).map((each) => each.accuracy))
    const recall = meanOf(all.filter((each) => each.goldCount > 0).map((each) => each.recall))
    const f1 = harmonicMean(accuracy, recall, mode)
    return { name, accuracy: 100 * accuracy, recall: 100 * recall, f1: 100 * f1 }
  })
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

function harmonicMean(accuracy: number, recall: number, mode: MetricMode): number {
  if (accuracy === 0 && recall === 0) return mode === 'as-official' ? 1 : 0
  return (2 * accuracy * recall) / (accuracy + recall)
}
