import { SondeError } from '../../base/errors.ts'
import { birdExecutionAccuracy } from './bird-execution-accuracy.ts'
import { exactSetMatch } from './exact-set-match.ts'
import { executionAccuracy } from './execution-accuracy.ts'
import { METRIC_IDS, type Metric } from './metric.ts'
import { rewardEfficiencyScore } from './reward-efficiency-score.ts'
import { softF1 } from './soft-f1.ts'
import { testSuiteAccuracy } from './test-suite-accuracy.ts'
import { validEfficiencyScore } from './valid-efficiency-score.ts'

const METRICS: readonly Metric[] = [
  executionAccuracy,
  exactSetMatch,
  testSuiteAccuracy,
  birdExecutionAccuracy,
  validEfficiencyScore,
  rewardEfficiencyScore,
  softF1,
]

/** The metrics with these ids, in their order; throws `SondeError` for one that does not exist. */
export function findMetrics(ids: readonly string[]): Metric[] {
  return [...new Set(ids)].map((id) => {
    const metric = METRICS.find((candidate) => candidate.id === id)
    if (metric !== undefined) return metric
    throw new SondeError('usage', `There is no metric "${id}". The metrics are ${METRIC_IDS.join(', ')}.`)
  })
}
