import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as it came over the wire. */
interface ReceivedRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of many forms
  readonly body: any
}

export type LoopbackHandler = (request: ReceivedRequest, response: ServerResponse, count: number) => void

export interface LoopbackServer {
  readonly origin: string
  readonly requests: ReceivedRequest[]
  /** Answers from now on. */
  handler: LoopbackHandler
  close(): Promise<void>
}

/** A real server on a port of its own, whose answers, and whose manners, a test decides. */
export async function startLoopbackServer(handler: LoopbackHandler): Promise<LoopbackServer> {
  const requests: ReceivedRequest[] = []
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      const request = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers,
        body: text === '' ? undefined : JSON.parse(text),
      }
      requests.push(request)
      loopback.handler(request, response, requests.length)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const loopback: LoopbackServer = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    handler,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return loopback
}

/** A reply in the form of OpenAI's chat completions. */
export function chatCompletion(
  text: string | null,
  {
    finish = 'stop',
    input = 1000,
    output = 80,
    reasoning,
  }: { finish?: string; input?: number; output?: number; reasoning?: string } = {},
): string {
  const message = {
    role: 'assistant',
    content: text,
    ...(reasoning === undefined ? {} : { reasoning_content: reasoning }),
  }
  return JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: [{ index: 0, message, finish_reason: finish }],
    usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
  })
}

/** The same as events of a stream, one a piece; without an ending it is a stream that breaks off. */
export function chatEvents(pieces: readonly string[], finish: string | null = 'stop'): string {
  const events = pieces.map((content) => ({
    choices: [{ index: 0, delta: { content }, finish_reason: null as string | null }],
  }))
  if (finish !== null) events.push({ choices: [{ index: 0, delta: { content: '' }, finish_reason: finish }] })
  const lines = events.map((event) => `data: ${JSON.stringify(event)}\n\n`)
  return lines.join('') + (finish === null ? '' : 'data: [DONE]\n\n')
}
