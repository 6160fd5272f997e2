import { judgeSpeed, type SpeedScale } from '../timing/judge-speed.ts'
import type { Metric } from './metric.ts'

const SCALE: SpeedScale = {
  timeOf: ({ firstRowMs }) => firstRowMs,
  budgetMs: ({ timeoutMs }) => timeoutMs,
  score: ({ ratio }) => Math.sqrt(ratio),
  again: ({ ratio, standardError }) => ({
    mean: Math.sqrt(ratio),
    deviation: ratio === 0 ? 0 : standardError / (2 * Math.sqrt(ratio)),
  }),
}

/**
 * The valid efficiency score of BIRD: of a right prediction, the root of how many times as fast as gold its first row
 * comes (`evaluation_ves.py` of DAMO-ConvAI's bird).
 */
export const validEfficiencyScore: Metric = {
  id: 'ves',
  title: 'Valid efficiency score (BIRD)',
  isGraded: true,
  judge: (pair, settings) => judgeSpeed(pair, settings, SCALE),
}
