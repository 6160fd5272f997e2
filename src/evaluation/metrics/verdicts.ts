import type { Execution } from '../evaluated-database.ts'
import type { Verdict } from './metric.ts'

type Rejected = Extract<Execution, { kind: 'rejected' }>

export const RIGHT: Verdict = { score: 1, reason: null }

/** Nothing can be said of a prediction whose gold query does not run. */
export function goldFailed({ message }: Rejected): Verdict {
  return { score: 0, reason: 'gold-failed', message }
}

export function predictionFailed({ reason, message }: Rejected): Verdict {
  return { score: 0, reason: reason === 'timeout' ? 'prediction-timeout' : 'prediction-failed', message }
}
