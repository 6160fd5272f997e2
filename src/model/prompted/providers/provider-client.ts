import type { LanguageModelV3, LanguageModelV3CallOptions, LanguageModelV3Usage } from '@ai-sdk/provider'
import type { ModelFailure, ModelFailureKind } from '../../model-failure.ts'
import { addUsage, NOTHING_SPENT } from '../chat/add-usage.ts'
import type { ChatClient, ChatReply, ChatRequest, ChatUsage, RetryAdvice } from '../chat/chat-client.ts'
import { estimateRequest } from '../chat/estimate-request.ts'
import { estimateTokens } from '../context/estimate-tokens.ts'
import { learnFromRefusal, learnFromStream, type Quirks, USUAL_THINKING_TOKENS } from './adapt-request.ts'
import { conceal } from './conceal.ts'
import { explainFailure } from './explain-failure.ts'
import { costOf } from './prices.ts'
import type { Endpoint } from './resolve-endpoint.ts'

/**
 * One request to a provider's language model, and what comes of it as a value. It is repeated at once, without the option
 * that stood in the way, when the endpoint turns out not to take it, and with more room for a model that only thought.
 */
export function providerClient(
  endpoint: Endpoint,
  model: LanguageModelV3,
  { now }: { readonly now: () => number },
): ChatClient {
  const quirks: Quirks = {
    takesJsonFormat: true,
    takesTemperature: true,
    takesStreaming: true,
    thinkingTokens: endpoint.thinkingTokens,
  }
  const secrets = endpoint.key === null ? [] : [endpoint.key]
  return { name: endpoint.name, complete: (request) => complete(request, NOTHING_SPENT) }

  async function complete(request: ChatRequest, before: ChatUsage): Promise<ChatReply> {
    let received: Received = NOTHING
    const spent = (): ChatUsage => addUsage(before, spentOn(received, request, endpoint))
    try {
      const options = callOptions(endpoint, request, quirks)
      if (request.onText && quirks.takesStreaming) {
        received = await readStream(model, options, request.onText, (text) => {
          received = { ...NOTHING, text }
        })
      } else {
        received = await readWhole(model, options)
        if (received.text !== '') request.onText?.(received.text)
      }
    } catch (error) {
      request.signal?.throwIfAborted()
      const refused = addUsage(before, { ...NOTHING_SPENT, attempts: 1 })
      if (learnFromRefusal(error, quirks)) return complete(request, refused)
      if (request.onText && received.text === '' && learnFromStream(error, quirks)) {
        return complete(request, refused)
      }
      const prompts = [request.system, ...request.turns.map(({ text }) => text)]
      const hide = (text: string): string => conceal(text, { secrets, prompts })
      // An error reply costs nothing; one that broke off does, and nobody says how much.
      const usage = received.text === '' ? refused : spent()
      return { kind: 'failed', ...explainFailure(error, { endpoint, conceal: hide, now }), usage }
    }
    if (quirks.thinkingTokens === null && received.ending === 'length' && hasOnlyThought(received)) {
      quirks.thinkingTokens = USUAL_THINKING_TOKENS
      return complete(request, spent())
    }
    return { ...judge(received, request, endpoint), usage: spent() }
  }
}

function hasOnlyThought({ hasThought, text }: Received): boolean {
  return hasThought && text.trim() === ''
}

interface Received {
  readonly text: string
  readonly hasThought: boolean
  readonly ending: 'stop' | 'length' | 'declined' | 'broken' | 'unknown'
  readonly usage: LanguageModelV3Usage | undefined
}

const NOTHING: Received = { text: '', hasThought: false, ending: 'unknown', usage: undefined }

function callOptions(endpoint: Endpoint, request: ChatRequest, quirks: Quirks): LanguageModelV3CallOptions {
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
    ...(quirks.takesTemperature ? { temperature: request.temperature } : {}),
    maxOutputTokens: request.maxOutputTokens + (quirks.thinkingTokens ?? 0),
    ...(request.wantsJson && quirks.takesJsonFormat ? { responseFormat: { type: 'json' as const } } : {}),
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

type Judgement =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'failed'; readonly failure: ModelFailure; readonly retry?: RetryAdvice }

function judge(received: Received, { maxOutputTokens }: ChatRequest, { name }: Endpoint): Judgement {
  const { text, ending } = received
  const fail = (kind: ModelFailureKind, what: string): Judgement & { readonly kind: 'failed' } => ({
    kind: 'failed',
    failure: { kind, model: name, message: `${name}: the model ${what}` },
  })
  const retry = { afterMs: null }
  if (ending === 'declined')
    return fail('declined', 'declines to answer; ask in other words, or choose another model.')
  if (ending === 'length') {
    return hasOnlyThought(received)
      ? fail(
          'cut-off',
          'thought until its limit and did not reply; give it more thinkingTokens in models.yaml.',
        )
      : fail('cut-off', `did not come to an end within ${maxOutputTokens} tokens; choose one that says less.`)
  }
  if (ending === 'broken') {
    return { ...fail('malformed', 'broke off before its reply was complete; try again.'), retry }
  }
  if (text.trim() === '') {
    return { ...fail('malformed', 'sent an empty reply; try again, or choose another model.'), retry }
  }
  return { kind: 'text', text }
}

/** Servers that do not count tokens get an estimate. */
function spentOn({ usage, text }: Received, request: ChatRequest, { price }: Endpoint): ChatUsage {
  const tokens = {
    input: usage?.inputTokens.total ?? estimateRequest(request),
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
