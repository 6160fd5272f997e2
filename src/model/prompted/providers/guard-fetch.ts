import { ModelFailedError } from '../../model-failure.ts'
import type { FetchFunction } from './load-provider.ts'

/** More than the longest reply that is asked for by a factor of hundreds. */
const LARGEST_REPLY_BYTES = 8 * 1024 * 1024

/**
 * A fetch that follows no redirect, because the header with the key would go along to wherever it leads, and that ends
 * a reply which is too large to be one.
 */
export function guardFetch(fetch: FetchFunction, largestBytes = LARGEST_REPLY_BYTES): FetchFunction {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'manual' })
    if (response.body === null) return response
    let received = 0
    const limit = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        received += chunk.byteLength
        if (received > largestBytes) controller.error(tooLarge(largestBytes))
        else controller.enqueue(chunk)
      },
    })
    const { status, statusText, headers } = response
    return new Response(response.body.pipeThrough(limit), { status, statusText, headers })
  }
}

function tooLarge(largestBytes: number): ModelFailedError {
  return new ModelFailedError({
    kind: 'malformed',
    model: '',
    message: `sent more than ${Math.round(largestBytes / 1024 / 1024)} MB for one reply; choose another model.`,
  })
}
