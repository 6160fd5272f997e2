import { estimateTokens } from '../context/estimate-tokens.ts'
import type { ChatRequest } from './chat-client.ts'

/** What frames each message. */
const TOKENS_PER_TURN = 4

/** The tokens of a request's texts, where the provider does not say, or has not said yet. */
export function estimateRequest({ system, turns }: ChatRequest): number {
  return [system, ...turns.map(({ text }) => text)].reduce(
    (sum, text) => sum + estimateTokens(text) + TOKENS_PER_TURN,
    0,
  )
}
