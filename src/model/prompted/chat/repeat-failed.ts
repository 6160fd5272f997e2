import type { Random } from '../../../base/random.ts'
import { addUsage, NOTHING_SPENT } from './add-usage.ts'
import type { ChatClient } from './chat-client.ts'
import type { Clock } from './clock.ts'
import { waitAndRepeat } from './wait-and-repeat.ts'

/** Repeats requests that may succeed later; the reply counts what all of them spent. */
export function repeatFailed(
  client: ChatClient,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): ChatClient {
  return {
    name: client.name,
    complete: async (request) => {
      let spent = NOTHING_SPENT
      const reply = await waitAndRepeat(
        async () => {
          const attempt = await client.complete(request)
          spent = addUsage(spent, attempt.usage)
          return attempt
        },
        { clock, random, signal: request.signal },
      )
      return { ...reply, usage: spent }
    },
  }
}
