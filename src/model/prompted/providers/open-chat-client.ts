import type { ChatClient } from '../chat/chat-client.ts'
import { type Clock, SYSTEM_CLOCK } from '../chat/clock.ts'
import { limitTime } from '../chat/limit-time.ts'
import { type FetchFunction, loadLanguageModel } from './load-provider.ts'
import { costOf } from './prices.ts'
import { providerClient } from './provider-client.ts'
import { type EndpointOptions, resolveEndpoint } from './resolve-endpoint.ts'

export interface ChatClientOptions extends EndpointOptions {
  readonly fetch: FetchFunction
  readonly clock?: Clock
}

/**
 * Opens a language model: `openai:NAME`, `anthropic:NAME`, `google:NAME`, `http://host:port/v1#NAME`, or a name
 * from models.yaml. Nothing is sent until a reply is asked for.
 *
 * @throws SondeError 'usage' for a model that is not known, and for a key that is not set.
 */
export async function openChatClient(spec: string, options: ChatClientOptions): Promise<ChatClient> {
  const { fetch, clock = SYSTEM_CLOCK } = options
  const endpoint = resolveEndpoint(spec, options)
  const model = await loadLanguageModel(endpoint, fetch)
  const { timeoutMs, price } = endpoint
  const costOfInput = (input: number): number | null =>
    costOf({ input, cachedInput: 0, cacheWrite: 0, output: 0 }, price)
  return limitTime(providerClient(endpoint, model, clock), { timeoutMs, clock, costOfInput })
}
