import type { Random } from '../../../base/random.ts'
import type { ModelFailure } from '../../model-failure.ts'
import type { RetryAdvice } from './chat-client.ts'
import type { Clock } from './clock.ts'

export interface RepeatOptions {
  readonly clock: Clock
  /** So that many that failed together do not come back together. */
  readonly random: Random
  readonly signal?: AbortSignal | undefined
}

/** What a single request came to, as far as repeating it goes. */
interface Outcome {
  readonly kind: string
  readonly failure?: ModelFailure
  readonly retry?: RetryAdvice
}

const MOST_ATTEMPTS = 4
const FIRST_WAIT_MS = 500
/** An endpoint that asks for more than this gets no second request: the builtin model answers sooner. */
const LONGEST_WAIT_MS = 20_000

/**
 * Repeats what may succeed later: at most four times, with waits that double, or as long as the endpoint asks for in
 * Retry-After.
 *
 * @throws The reason of `signal` when that aborts during a wait.
 */
export async function waitAndRepeat<Result extends Outcome>(
  attempt: () => Promise<Result>,
  { clock, random, signal }: RepeatOptions,
): Promise<Result> {
  for (let count = 1; ; count++) {
    const outcome: Result = await attempt()
    const { retry, failure } = outcome
    if (retry === undefined || failure === undefined || count === MOST_ATTEMPTS) return outcome
    if (retry.afterMs !== null && retry.afterMs > LONGEST_WAIT_MS) {
      return {
        ...outcome,
        failure: { ...failure, message: `${failure.message} ${askedToWait(retry.afterMs)}` },
      }
    }
    // Half of the wait is certain, the other half is chance.
    const share = 0.5 + random.next() / 2
    const usual = FIRST_WAIT_MS * 2 ** (count - 1) * share
    const wait = retry.afterMs === null ? usual : retry.afterMs + (usual / 4) * share
    await clock.sleep(wait, signal)
    signal?.throwIfAborted()
  }
}

function askedToWait(ms: number): string {
  return `It asks to wait ${Math.ceil(ms / 1000)} s.`
}
