import { ModelFailedError } from '../../model-failure.ts'
import type { ChatClient } from './chat-client.ts'
import type { Clock } from './clock.ts'
import { estimateRequest } from './estimate-request.ts'
import { withDeadline } from './with-deadline.ts'

/** Ends each request at a deadline, whatever its endpoint does: hang, drip, or never stop. */
export function limitTime(
  client: ChatClient,
  { timeoutMs, clock, costOfInput }: LimitTimeOptions,
): ChatClient {
  return {
    name: client.name,
    complete: async (request) => {
      try {
        return await withDeadline((signal) => client.complete({ ...request, signal }), {
          model: client.name,
          timeoutMs,
          clock,
          signal: request.signal,
        })
      } catch (error) {
        if (!(error instanceof ModelFailedError)) throw error
        // The endpoint has read the prompt by then, and may charge for it.
        const inputTokens = estimateRequest(request)
        const usage = {
          inputTokens,
          cachedInputTokens: 0,
          outputTokens: 0,
          cost: costOfInput(inputTokens),
          attempts: 1,
          isFromCache: false,
        }
        return { kind: 'failed', failure: error.failure, usage }
      }
    },
  }
}

export interface LimitTimeOptions {
  readonly timeoutMs: number
  readonly clock: Clock
  /** In US dollars; null where the price is not known. */
  costOfInput(tokens: number): number | null
}
