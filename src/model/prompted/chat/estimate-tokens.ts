import type { ChatRequest } from './chat-client.ts'

/** Four characters a token: what English and SQL come to with the tokenizers of the large providers. */
const CHARACTERS_PER_TOKEN = 4
/** What frames each message. */
const TOKENS_PER_TURN = 4

export function estimateTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN)
}

/** The tokens of a request's texts, where the provider does not say, or has not said yet. */
export function estimateInputTokens({ system, turns }: ChatRequest): number {
  return [system, ...turns.map(({ text }) => text)].reduce(
    (sum, text) => sum + estimateTokens(text) + TOKENS_PER_TURN,
    0,
  )
}
