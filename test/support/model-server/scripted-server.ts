import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Misbehaviour, misbehave, type Reply } from './misbehaviour.ts'
import { type ChatMessage, type PromptFacts, readPrompt } from './prompt-facts.ts'
import { replyToPrompt } from './reply-to-prompt.ts'
import { SCRIPTED_MODEL, sendCompletion, sendEmbeddings, sendJson, sendStream } from './send-reply.ts'

export interface ScriptedServer {
  /** Base of an OpenAI-compatible endpoint: http://127.0.0.1:PORT/v1. */
  readonly url: string
  /** What was asked of it, in order. */
  readonly calls: readonly ServedCall[]
  /** Requests for embeddings. */
  readonly embeddingCount: number
  /** The next `times` chat requests, of one task if it is named, go wrong. */
  misbehave(
    how: Misbehaviour,
    options?: { readonly times?: number; readonly task?: PromptFacts['task'] },
  ): void
  /** Forgets calls and misbehaviours. */
  reset(): void
  close(): Promise<void>
}

interface ServedCall {
  readonly task: PromptFacts['task']
  /** Of the whole conversation, the words that were sent. */
  readonly prompt: string
  readonly body: Readonly<Record<string, unknown>>
  readonly authorization: string | undefined
}

interface Planned {
  readonly how: Misbehaviour
  readonly task: PromptFacts['task'] | undefined
  left: number
}

/**
 * An OpenAI-compatible server on this machine whose model computes each reply from the prompt alone. The same prompt
 * gets the same reply, and of pairs to write another one with another seed.
 */
export async function startScriptedServer({ key }: { readonly key?: string } = {}): Promise<ScriptedServer> {
  let calls: ServedCall[] = []
  let embeddingCount = 0
  let planned: Planned[] = []
  const server = createServer((request, response) => {
    readBody(request).then(
      (text) => serve(request, text, response),
      () => response.destroy(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    get calls() {
      return calls
    },
    get embeddingCount() {
      return embeddingCount
    },
    misbehave: (how, { times = 1, task } = {}) => {
      planned.push({ how, task, left: times })
    },
    reset: () => {
      calls = []
      embeddingCount = 0
      planned = []
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }

  function serve(request: IncomingMessage, text: string, response: ServerResponse): void {
    const { authorization } = request.headers
    if (key !== undefined && authorization !== `Bearer ${key}`) {
      sendJson(response, 401, { error: { message: `Incorrect API key provided: ${authorization}` } })
      return
    }
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    if (path === '/v1/models') {
      sendJson(response, 200, { object: 'list', data: [{ id: SCRIPTED_MODEL, object: 'model' }] })
      return
    }
    const body = parseBody(text)
    if (body === undefined) {
      sendJson(response, 400, { error: { message: 'The body is not JSON.' } })
      return
    }
    if (body.model !== SCRIPTED_MODEL) {
      const message = `The model \`${String(body.model)}\` does not exist`
      sendJson(response, 404, { error: { message, code: 'model_not_found' } })
      return
    }
    if (path === '/v1/embeddings') {
      embeddingCount++
      sendEmbeddings(response, body)
    } else if (path === '/v1/chat/completions') chat(body, authorization, response)
    else sendJson(response, 404, { error: { message: `There is no ${path}` } })
  }

  function chat(
    body: Readonly<Record<string, unknown>>,
    authorization: string | undefined,
    response: ServerResponse,
  ): void {
    const messages = (body.messages as readonly Record<string, unknown>[]).map(readMessage)
    const { task } = readPrompt(messages)
    const prompt = messages.map(({ content }) => content).join('\n\n')
    calls.push({ task, prompt, body, authorization })
    const reply: Reply = { text: replyToPrompt(messages, Number(body.seed ?? 0)), finish: 'stop' }
    const next = planned.find((plan) => plan.left > 0 && (plan.task === undefined || plan.task === task))
    if (next !== undefined) next.left--
    const left = next === undefined ? reply : misbehave(reply, next.how, response)
    if (left === 'served') return
    const usage = {
      prompt_tokens: Math.ceil(prompt.length / 4),
      completion_tokens: Math.ceil(left.text.length / 4),
      total_tokens: Math.ceil(prompt.length / 4) + Math.ceil(left.text.length / 4),
    }
    const send = body.stream === true ? sendStream : sendCompletion
    setTimeout(() => send(response, left, usage), left.afterMs ?? 0)
  }
}

function readMessage(message: Readonly<Record<string, unknown>>): ChatMessage {
  const { role, content } = message
  const parts = Array.isArray(content)
    ? (content as { readonly text?: string }[])
    : [{ text: String(content) }]
  return { role: String(role), content: parts.map(({ text = '' }) => text).join('') }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return text
}

function parseBody(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
