import { join } from 'node:path'
import { SondeError } from '../../../base/errors.ts'
import { type Random, seededRandom } from '../../../base/random.ts'
import type { ChatClient } from '../chat/chat-client.ts'
import { type Clock, SYSTEM_CLOCK } from '../chat/clock.ts'
import { keepReplies } from '../chat/keep-replies.ts'
import { limitSpending } from '../chat/limit-spending.ts'
import { limitTime } from '../chat/limit-time.ts'
import type { ModelBudget } from '../chat/model-budget.ts'
import { openPrivateCache } from '../chat/private-cache.ts'
import { repeatFailed } from '../chat/repeat-failed.ts'
import { guardFetch } from './guard-fetch.ts'
import { type FetchFunction, loadLanguageModel } from './load-provider.ts'
import { costOf, type SpentTokens } from './prices.ts'
import { providerClient } from './provider-client.ts'
import { type Endpoint, type EndpointOptions, identityOf, resolveEndpoint } from './resolve-endpoint.ts'

export interface ChatClientOptions extends EndpointOptions {
  /** `recordExchanges` and `replayExchanges` make such functions too. */
  readonly fetch: FetchFunction
  /** Sonde's home folder, below which replies are kept; left out: none are kept, as when recording or replaying. */
  readonly home?: string | undefined
  readonly budget?: ModelBudget | undefined
  readonly clock?: Clock | undefined
  /** Spreads repeated requests in time. */
  readonly random?: Random | undefined
  /** What a person should know of how the model is reached. */
  readonly onWarning?: ((warning: string) => void) | undefined
}

const LARGEST_CACHE_BYTES = 256 * 1024 * 1024

/**
 * Opens a language model: `openai:NAME`, `anthropic:NAME`, `google:NAME`, `http://host:port/v1#NAME`, or a name
 * from models.yaml. Nothing is sent until a reply is asked for.
 *
 * ```text
 * request ─► replies kept ─► budget ─► repetition ─► deadline ─► provider's package ─► guarded fetch
 * ```
 *
 * @throws SondeError 'usage' for a model that is not known, for a key that is not set, and for a budget in money on a
 * model whose price is not known.
 */
export async function openChatClient(spec: string, options: ChatClientOptions): Promise<ChatClient> {
  const { fetch, home, budget, isReplay, random = seededRandom(process.pid), onWarning } = options
  const endpoint = resolveEndpoint(spec, options)
  const { timeoutMs, price, thinkingTokens } = endpoint
  const clock = options.clock ?? SYSTEM_CLOCK
  const costOfTokens = ({ input, output }: Pick<SpentTokens, 'input' | 'output'>): number | null =>
    costOf({ input, cachedInput: 0, cacheWrite: 0, output }, price)
  if (budget?.unit === 'dollars' && price === null) throw unknownPrice(endpoint)
  warnOfPlainText(endpoint, onWarning)

  const model = await loadLanguageModel(endpoint, guardFetch(fetch))
  let client = providerClient(endpoint, model, clock)
  client = limitTime(client, { timeoutMs, clock, costOfInput: (input) => costOfTokens({ input, output: 0 }) })
  // What was waited for when it was recorded need not be waited for again.
  const waits = isReplay ? { ...clock, sleep: async () => {} } : clock
  client = repeatFailed(client, { clock: waits, random })
  if (budget !== undefined) {
    client = limitSpending(client, { budget, thinkingTokens: thinkingTokens ?? 0, costOf: costOfTokens })
  }
  if (home === undefined || isReplay) return client
  const folder = join(home, 'replies')
  const cache = openPrivateCache({ folder, maximumBytes: LARGEST_CACHE_BYTES, now: clock.now })
  return keepReplies(client, { cache, identity: identityOf(endpoint) })
}

function unknownPrice({ name }: Endpoint): SondeError {
  return new SondeError(
    'usage',
    `The price of ${name} is not known, so a budget in money cannot be kept: give the budget in tokens ` +
      '("20000 tokens"), or the price in models.yaml (docs/models.md).',
  )
}

/** Loopback addresses and names without a dot stay on the machine or in its own network. */
function warnOfPlainText({ name, address, key }: Endpoint, onWarning: ChatClientOptions['onWarning']): void {
  if (key === null || address === null || !address.startsWith('http://')) return
  const { hostname } = new URL(address)
  if (/^(localhost|127\.|\[::1\]|0\.0\.0\.0$)/.test(hostname) || !hostname.includes('.')) return
  onWarning?.(`${name} is reached without encryption: the key, questions and data can be read on the way.`)
}
