import type { ServerResponse } from 'node:http'

/** What an endpoint may do in place of a good reply. */
export type Misbehaviour =
  | {
      readonly kind: 'status'
      readonly status: number
      readonly message?: string
      readonly retryAfter?: string
    }
  /** Takes the request and says nothing. */
  | { readonly kind: 'hang' }
  /** A 200 whose body is no JSON and no event stream. */
  | { readonly kind: 'garbage' }
  /** An event stream whose events are no JSON. */
  | { readonly kind: 'garbage-stream' }
  /** The body ends in the middle, and so does the connection. */
  | { readonly kind: 'broken-off' }
  /** One character at a time, without end. */
  | { readonly kind: 'drip'; readonly everyMs: number }
  /** Good, but late. */
  | { readonly kind: 'slow'; readonly afterMs: number }
  /** The reply's text is changed: fences, prose, half of it. */
  | { readonly kind: 'text'; readonly change: (text: string) => string }
  /** The reply stops at the token limit. */
  | { readonly kind: 'cut-off' }
  /** The model declines. */
  | { readonly kind: 'refusal' }

export interface Reply {
  readonly text: string
  readonly finish: 'stop' | 'length' | 'content_filter'
  /** 0 if not said. */
  readonly afterMs?: number
}

/** What is left of a good reply; 'served' when the misbehaviour has answered, or never will. */
export function misbehave(
  reply: Reply,
  misbehaviour: Misbehaviour,
  response: ServerResponse,
): Reply | 'served' {
  const { text } = reply
  switch (misbehaviour.kind) {
    case 'status': {
      const { status, message = 'scripted failure', retryAfter } = misbehaviour
      response.writeHead(status, {
        'content-type': 'application/json',
        ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
      })
      response.end(JSON.stringify({ error: { message, type: 'scripted', code: null } }))
      return 'served'
    }
    case 'hang':
      return 'served'
    case 'garbage':
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end('<html>\u0000 this is not what you asked for')
      return 'served'
    case 'garbage-stream':
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end('data: {"choices":[{"delta":\n\ndata: \u0001\u0002\n\nevent: what\n\n')
      return 'served'
    case 'broken-off':
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write('{"id":"x","choices":[{"index":0,"message":{"role":"assi')
      setTimeout(() => response.destroy(), 20)
      return 'served'
    case 'drip': {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const timer = setInterval(() => {
        const delta = { index: 0, delta: { content: 'x' }, finish_reason: null }
        response.write(`data: ${JSON.stringify({ id: 'x', choices: [delta] })}\n\n`)
      }, misbehaviour.everyMs)
      response.on('close', () => clearInterval(timer))
      return 'served'
    }
    case 'slow':
      return { ...reply, afterMs: misbehaviour.afterMs }
    case 'text':
      return { text: misbehaviour.change(text), finish: 'stop' }
    case 'cut-off':
      return { text: text.slice(0, Math.ceil(text.length / 2)), finish: 'length' }
    case 'refusal':
      return { text: '', finish: 'content_filter' }
  }
}
