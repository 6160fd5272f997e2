import type { TaskName } from '../../model-events.ts'
import type { ModelFailure } from '../../model-failure.ts'

/** A language model behind an endpoint: text in, text out. Providers, cache, budget and recording are layers of it. */
export interface ChatClient {
  /** As it was asked for: "openai:gpt-5-mini". */
  readonly name: string
  complete(request: ChatRequest): Promise<ChatReply>
}

export interface ChatRequest {
  readonly task: TaskName
  /** What stays the same from question to question, so that providers can cache it. */
  readonly system: string
  /** User and assistant turns in their order; the last one is the user's. */
  readonly turns: readonly ChatTurn[]
  readonly temperature: number
  readonly maxOutputTokens: number
  /** Asks for a JSON object where the provider can promise one. */
  readonly wantsJson: boolean
  /** Of several drafts of one question: makes each request, and what a cache keeps of it, different. */
  readonly sample?: number
  readonly signal?: AbortSignal
  /** Called with each piece of the reply as it comes; the reply is complete all the same. */
  readonly onText?: (text: string) => void
}

export interface ChatTurn {
  readonly role: 'user' | 'assistant'
  readonly text: string
}

export type ChatReply =
  | { readonly kind: 'text'; readonly text: string; readonly usage: ChatUsage }
  /** What was spent on it all the same. */
  | {
      readonly kind: 'failed'
      readonly failure: ModelFailure
      readonly usage: ChatUsage
      /** Present when the same request may succeed later; layers use it. */
      readonly retry?: RetryAdvice
    }

export interface RetryAdvice {
  /** What the endpoint asks for; null: it says nothing. */
  readonly afterMs: number | null
}

export interface ChatUsage {
  readonly inputTokens: number
  readonly cachedInputTokens: number
  readonly outputTokens: number
  /** In US dollars; null: the price is not known. */
  readonly cost: number | null
  readonly attempts: number
  readonly isFromCache: boolean
}
