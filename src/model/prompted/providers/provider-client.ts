import type { LanguageModelV3, LanguageModelV3CallOptions, LanguageModelV3Usage } from '@ai-sdk/provider'
import type { ModelFailureKind } from '../../model-failure.ts'
import type { ChatClient, ChatReply, ChatRequest, ChatUsage } from '../chat/chat-client.ts'
import { estimateInputTokens, estimateTokens } from '../chat/estimate-tokens.ts'
import { conceal } from './conceal.ts'
import { explainFailure } from './explain-failure.ts'
import { costOf } from './prices.ts'
import type { Endpoint } from './resolve-endpoint.ts'

/** One request to a provider's language model, and what comes of it as a value. */
export function providerClient(
  endpoint: Endpoint,
  model: LanguageModelV3,
  { now }: { readonly now: () => number },
): ChatClient {
  return { name: endpoint.name, complete }

  async function complete(request: ChatRequest): Promise<ChatReply> {
    let received: Received = NOTHING
    try {
      const options = callOptions(endpoint, request)
      received = request.onText
        ? await readStream(model, options, request.onText, (text) => {
            received = { ...NOTHING, text }
          })
        : await readWhole(model, options)
    } catch (error) {
      request.signal?.throwIfAborted()
      const prompts = [request.system, ...request.turns.map(({ text }) => text)]
      const concealText = (text: string): string =>
        conceal(text, { secrets: endpoint.key === null ? [] : [endpoint.key], prompts })
      const explained = explainFailure(error, { endpoint, conceal: concealText, now })
      // An error reply costs nothing; one that broke off does, and nobody says how much.
      const usage = received.text === '' ? NOTHING_SPENT : spentOn(received, request, endpoint)
      return { kind: 'failed', ...explained, usage }
    }
    return judge(received, request, endpoint)
  }
}

interface Received {
  readonly text: string
  readonly hasThought: boolean
  readonly ending: 'stop' | 'length' | 'declined' | 'broken' | 'unknown'
  readonly usage: LanguageModelV3Usage | undefined
}

const NOTHING: Received = { text: '', hasThought: false, ending: 'unknown', usage: undefined }

const NOTHING_SPENT: ChatUsage = {
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  cost: 0,
  attempts: 1,
  isFromCache: false,
}

function callOptions(endpoint: Endpoint, request: ChatRequest): LanguageModelV3CallOptions {
  return {
    prompt: [
      {
        role: 'system',
        content: request.system,
        // The others recognize a prefix that they have seen; Anthropic wants to be told where it ends.
        ...(endpoint.provider === 'anthropic'
          ? { providerOptions: { anthropic: { cacheControl: { type: 'ephemeral' } } } }
          : {}),
      },
      ...request.turns.map(({ role, text }) => ({ role, content: [{ type: 'text' as const, text }] })),
    ],
    temperature: request.temperature,
    maxOutputTokens: request.maxOutputTokens + (endpoint.thinkingTokens ?? 0),
    ...(request.wantsJson ? { responseFormat: { type: 'json' as const } } : {}),
    ...(request.sample === undefined || endpoint.provider === 'anthropic' ? {} : { seed: request.sample }),
    ...(request.signal === undefined ? {} : { abortSignal: request.signal }),
  }
}

async function readWhole(model: LanguageModelV3, options: LanguageModelV3CallOptions): Promise<Received> {
  const { content, finishReason, usage } = await model.doGenerate(options)
  const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('')
  const hasThought =
    content.some(({ type }) => type === 'reasoning') || (usage.outputTokens.reasoning ?? 0) > 0
  return { text, hasThought, ending: endingOf(finishReason), usage }
}

async function readStream(
  model: LanguageModelV3,
  options: LanguageModelV3CallOptions,
  onText: (text: string) => void,
  keep: (text: string) => void,
): Promise<Received> {
  const { stream } = await model.doStream(options)
  let text = ''
  let hasThought = false
  for await (const part of stream) {
    if (part.type === 'text-delta') {
      text += part.delta
      keep(text)
      onText(part.delta)
    } else if (part.type === 'reasoning-delta') {
      hasThought = true
    } else if (part.type === 'error') {
      throw part.error
    } else if (part.type === 'finish') {
      const { finishReason, usage } = part
      const isWhole = finishReason.raw !== undefined
      hasThought ||= (usage.outputTokens.reasoning ?? 0) > 0
      return { text, hasThought, ending: isWhole ? endingOf(finishReason) : 'broken', usage }
    }
  }
  return { text, hasThought, ending: 'broken', usage: undefined }
}

function endingOf({ unified }: { readonly unified: string }): Received['ending'] {
  if (unified === 'length') return 'length'
  if (unified === 'content-filter') return 'declined'
  if (unified === 'error') return 'broken'
  return unified === 'stop' ? 'stop' : 'unknown'
}

function judge(received: Received, request: ChatRequest, endpoint: Endpoint): ChatReply {
  const { text, ending, hasThought } = received
  const usage = spentOn(received, request, endpoint)
  const fail = (kind: ModelFailureKind, what: string, isTransient = false): ChatReply => ({
    kind: 'failed',
    failure: { kind, model: endpoint.name, message: `${endpoint.name}: the model ${what}` },
    usage,
    ...(isTransient ? { retry: { afterMs: null } } : {}),
  })
  if (ending === 'declined')
    return fail('declined', 'declines to answer; ask in other words, or choose another model.')
  if (ending === 'length') {
    return hasThought && text.trim() === ''
      ? fail(
          'cut-off',
          'thought until its limit and did not reply; give it a larger thinkingTokens in models.yaml.',
        )
      : fail(
          'cut-off',
          `did not come to an end within ${request.maxOutputTokens} tokens; choose a model that is less wordy.`,
        )
  }
  if (ending === 'broken')
    return fail('malformed', 'broke off before its reply was complete; try again.', true)
  if (text.trim() === '')
    return fail('malformed', 'sent an empty reply; try again, or choose another model.', true)
  return { kind: 'text', text, usage }
}

/** Servers that do not count tokens get an estimate. */
function spentOn({ usage, text }: Received, request: ChatRequest, { price }: Endpoint): ChatUsage {
  const tokens = {
    input: usage?.inputTokens.total ?? estimateInputTokens(request),
    cachedInput: usage?.inputTokens.cacheRead ?? 0,
    cacheWrite: usage?.inputTokens.cacheWrite ?? 0,
    output: usage?.outputTokens.total ?? estimateTokens(text),
  }
  return {
    inputTokens: tokens.input,
    cachedInputTokens: tokens.cachedInput,
    outputTokens: tokens.output,
    cost: costOf(tokens, price),
    attempts: 1,
    isFromCache: false,
  }
}
