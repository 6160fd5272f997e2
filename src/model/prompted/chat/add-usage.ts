import type { ChatUsage } from './chat-client.ts'

export const NOTHING_SPENT: ChatUsage = {
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  cost: 0,
  attempts: 0,
  isFromCache: false,
}

/** What two requests spent together; a price that is not known makes the sum unknown. */
export function addUsage(left: ChatUsage, right: ChatUsage): ChatUsage {
  return {
    inputTokens: left.inputTokens + right.inputTokens,
    cachedInputTokens: left.cachedInputTokens + right.cachedInputTokens,
    outputTokens: left.outputTokens + right.outputTokens,
    cost: left.cost === null || right.cost === null ? null : left.cost + right.cost,
    attempts: left.attempts + right.attempts,
    isFromCache: left.isFromCache || right.isFromCache,
  }
}
