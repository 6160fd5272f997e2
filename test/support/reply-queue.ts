import type { ChatClient, ChatReply, ChatRequest } from '../../src/model/prompted/chat/chat-client.ts'

const USAGE = {
  inputTokens: 100,
  cachedInputTokens: 20,
  outputTokens: 10,
  cost: 0.001,
  attempts: 1,
  isFromCache: false,
}

export interface ReplyQueue extends ChatClient {
  readonly requests: readonly ChatRequest[]
}

/** Gives the replies one after another, the last one again and again: for tables of what models reply. */
export function replyQueue(...replies: readonly (string | Partial<ChatReply>)[]): ReplyQueue {
  const requests: ChatRequest[] = []
  return {
    name: 'queue',
    requests,
    complete: async (request) => {
      const reply = replies[Math.min(requests.length, replies.length - 1)] ?? ''
      requests.push(request)
      if (typeof reply !== 'string') return { ...reply, usage: USAGE } as ChatReply
      request.onText?.(reply)
      return { kind: 'text', text: reply, usage: USAGE }
    },
  }
}
