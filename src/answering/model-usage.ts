import type { ModelCall } from '../model/model-events.ts'

/** What one answer took of language models; all of it 0 when none was asked. */
export interface ModelUsage {
  /** Exchanges, those from the reply cache included. */
  readonly calls: number
  readonly inputTokens: number
  /** The part of `inputTokens` that the provider had in its cache. */
  readonly cachedInputTokens: number
  readonly outputTokens: number
  /** In US dollars; null: the price of a model that was used is not known. */
  readonly cost: number | null
}

export function addUsage(calls: readonly ModelCall[]): ModelUsage {
  const sum = (part: (call: ModelCall) => number): number =>
    calls.reduce((total, call) => total + part(call), 0)
  return {
    calls: calls.length,
    inputTokens: sum(({ inputTokens }) => inputTokens),
    cachedInputTokens: sum(({ cachedInputTokens }) => cachedInputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    cost: calls.some(({ cost }) => cost === null) ? null : sum(({ cost }) => cost ?? 0),
  }
}
