import type { Verdict } from '../metrics/metric.ts'

/** Whether nothing is wrong with the prediction; being slower than gold is not wrong. */
export function isRight({ score, reason }: Verdict): boolean {
  return score >= 1 || reason === 'other-speed'
}
