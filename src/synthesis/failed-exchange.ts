import { ModelFailedError, type ModelFailureKind } from '../model/model-failure.ts'

/** Failures of one exchange: the next one may do better. All others are of the endpoint, and end a run. */
const OF_ONE_EXCHANGE: ReadonlySet<ModelFailureKind> = new Set([
  'declined',
  'cut-off',
  'malformed',
  'writes',
  'timed-out',
])

export function isFailedExchange(error: unknown): error is ModelFailedError {
  return error instanceof ModelFailedError && OF_ONE_EXCHANGE.has(error.failure.kind)
}
