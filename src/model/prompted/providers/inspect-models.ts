import { SondeError } from '../../../base/errors.ts'
import type { ModelFailure } from '../../model-failure.ts'
import { SYSTEM_CLOCK } from '../chat/clock.ts'
import { limitTime } from '../chat/limit-time.ts'
import { openEmbedder } from '../embedding/open-embedder.ts'
import { guardFetch } from './guard-fetch.ts'
import { type FetchFunction, loadLanguageModel } from './load-provider.ts'
import { costOf, pricesTakenOn, publishedPrice } from './prices.ts'
import { providerClient } from './provider-client.ts'
import { type Endpoint, type EndpointOptions, resolveEndpoint } from './resolve-endpoint.ts'

/** What `sonde doctor` says of a model: never a key, only whether there is one. */
export interface ModelReport {
  /** As it was asked for. */
  readonly name: string
  readonly kind: 'language model' | 'embedder'
  /** Where its key is read; null: what it is could not be told. */
  readonly keyVariable: string | null
  readonly isKeySet: boolean
  /** Null: nothing was sent. */
  readonly isReachable: boolean | null
  /** What is wrong with it, and what to do; null: nothing. */
  readonly problem: string | null
  /** How long the tiny request took; null: nothing was sent, or nothing came. */
  readonly replyMs: number | null
  /** US dollars for a question answered in one request of 1,000 tokens and a reply of 80; null: the price is not known. */
  readonly costPerQuestion: number | null
  /** YYYY-MM-DD; null: the price is not the published one. */
  readonly priceTakenOn: string | null
}

export interface InspectionOptions extends EndpointOptions {
  readonly fetch: FetchFunction
  /** Sends nothing. */
  readonly isOffline: boolean
}

/** Somebody waits for it in front of a screen. */
const TIMEOUT_MS = 15_000
const QUESTION = { input: 1000, cachedInput: 0, cacheWrite: 0, output: 80 }

export async function inspectModel(
  name: string,
  kind: ModelReport['kind'],
  options: InspectionOptions,
): Promise<ModelReport> {
  const nothing = {
    name,
    kind,
    keyVariable: null,
    isKeySet: false,
    isReachable: null,
    problem: null,
    replyMs: null,
    costPerQuestion: null,
    priceTakenOn: null,
  }
  let endpoint: Endpoint
  try {
    // Without its key it is described all the same.
    endpoint = resolveEndpoint(name, { ...options, isReplay: true })
  } catch (error) {
    return { ...nothing, problem: messageOf(error) }
  }
  const { price, keyVariable, key } = endpoint
  const isPublished = price !== null && price === publishedPrice(endpoint.provider, endpoint.model)
  const isLanguageModel = kind === 'language model'
  const known = {
    ...nothing,
    keyVariable,
    isKeySet: key !== null,
    costPerQuestion: isLanguageModel ? costOf(QUESTION, price) : null,
    priceTakenOn: isPublished ? pricesTakenOn() : null,
  }
  try {
    resolveEndpoint(name, options)
  } catch (error) {
    return { ...known, problem: messageOf(error) }
  }
  if (options.isOffline) return known
  const before = SYSTEM_CLOCK.now()
  const failure = isLanguageModel
    ? await greet({ ...endpoint, timeoutMs: TIMEOUT_MS, thinkingTokens: 0 }, options.fetch)
    : await embedWord(name, options)
  if (failure !== null) return { ...known, isReachable: false, problem: failure }
  return { ...known, isReachable: true, replyMs: SYSTEM_CLOCK.now() - before }
}

/** The smallest request that shows that key, model and protocol are right. Whatever the model says to it will do. */
async function greet(endpoint: Endpoint, fetch: FetchFunction): Promise<string | null> {
  const model = await loadLanguageModel(endpoint, guardFetch(fetch))
  const client = limitTime(providerClient(endpoint, model, SYSTEM_CLOCK), {
    timeoutMs: endpoint.timeoutMs,
    clock: SYSTEM_CLOCK,
    costOfInput: () => null,
  })
  const reply = await client.complete({
    task: 'sql',
    system: 'Reply with the word ready.',
    turns: [{ role: 'user', text: 'Are you there?' }],
    temperature: 0,
    maxOutputTokens: 16,
    wantsJson: false,
  })
  const isReply = reply.kind === 'text' || REPLIES.includes(reply.failure.kind)
  return isReply ? null : reply.failure.message
}

/** Failures of a model that is there, to 16 tokens. */
const REPLIES: readonly ModelFailure['kind'][] = ['cut-off', 'declined']

async function embedWord(name: string, options: InspectionOptions): Promise<string | null> {
  try {
    // Opening it embeds a word.
    await openEmbedder(name, { ...options, timeoutMs: TIMEOUT_MS })
    return null
  } catch (error) {
    return messageOf(error)
  }
}

function messageOf(error: unknown): string {
  if (error instanceof SondeError) return error.message
  throw error
}
