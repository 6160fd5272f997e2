import type { ChatClient, ChatRequest, ChatUsage } from './chat-client.ts'
import type { PrivateCache } from './private-cache.ts'

const FORMAT = 'sonde-reply/1'

interface KeptReply {
  readonly format: typeof FORMAT
  readonly text: string
  readonly usage: ChatUsage
}

/**
 * Answers a request that was answered before from the cache: no wait, no cost, and the same text. `identity` says which
 * model it was, because a name of models.yaml may come to mean another one. The usage then tells the tokens of the
 * exchange, with nothing paid and nothing sent.
 */
export function keepReplies(
  client: ChatClient,
  { cache, identity }: { readonly cache: PrivateCache; readonly identity: string },
): ChatClient {
  return {
    name: client.name,
    complete: async (request) => {
      const key = keyOf(request, identity)
      const kept = readReply(cache.read(key))
      if (kept !== null) {
        request.onText?.(kept.text)
        return {
          kind: 'text',
          text: kept.text,
          usage: { ...kept.usage, cost: 0, attempts: 0, isFromCache: true },
        }
      }
      const reply = await client.complete(request)
      if (reply.kind === 'text') {
        const document: KeptReply = { format: FORMAT, text: reply.text, usage: reply.usage }
        cache.write(key, JSON.stringify(document))
      }
      return reply
    },
  }
}

function keyOf(
  { system, turns, temperature, maxOutputTokens, wantsJson, sample }: ChatRequest,
  identity: string,
) {
  const said = turns.map(({ role, text }) => [role, text])
  return JSON.stringify([
    FORMAT,
    identity,
    system,
    said,
    temperature,
    maxOutputTokens,
    wantsJson,
    sample ?? null,
  ])
}

function readReply(content: Buffer | null): KeptReply | null {
  if (content === null) return null
  try {
    const document = JSON.parse(content.toString('utf8')) as Partial<KeptReply>
    const isWhole =
      document.format === FORMAT &&
      typeof document.text === 'string' &&
      typeof document.usage?.inputTokens === 'number'
    return isWhole ? (document as KeptReply) : null
  } catch {
    return null
  }
}
