import type { ServerResponse } from 'node:http'
import { embedText } from './embed-text.ts'
import type { Reply } from './misbehaviour.ts'

/** The only model that there is. */
export const SCRIPTED_MODEL = 'scripted'

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

const IDENTITY = { id: 'chatcmpl-scripted', created: 0, model: SCRIPTED_MODEL }

export function sendCompletion(response: ServerResponse, { text, finish }: Reply, usage: object): void {
  const message = { role: 'assistant', content: text }
  sendJson(response, 200, {
    ...IDENTITY,
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason: finish }],
    usage,
  })
}

export function sendStream(response: ServerResponse, { text, finish }: Reply, usage: object): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const send = (part: object): void => {
    response.write(`data: ${JSON.stringify({ ...IDENTITY, object: 'chat.completion.chunk', ...part })}\n\n`)
  }
  for (const piece of text.match(/[\s\S]{1,12}/g) ?? []) {
    send({ choices: [{ index: 0, delta: { role: 'assistant', content: piece }, finish_reason: null }] })
  }
  send({ choices: [{ index: 0, delta: {}, finish_reason: finish }] })
  send({ choices: [], usage })
  response.end('data: [DONE]\n\n')
}

export function sendEmbeddings(response: ServerResponse, { input }: Readonly<Record<string, unknown>>): void {
  const texts = Array.isArray(input) ? (input as string[]) : [String(input)]
  sendJson(response, 200, {
    object: 'list',
    model: SCRIPTED_MODEL,
    data: texts.map((text, index) => ({ object: 'embedding', index, embedding: embedText(text) })),
    usage: { prompt_tokens: 1, total_tokens: 1 },
  })
}
