import type { ServerResponse } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  chatCompletion,
  chatEvents,
  type LoopbackHandler,
  type LoopbackServer,
  startLoopbackServer,
} from '../../../../test/support/loopback-server.ts'
import { seededRandom } from '../../../base/random.ts'
import { type ConfiguredModel, NO_MODEL_CONFIG, type ProviderName } from '../../model-config.ts'
import type { ChatReply, ChatRequest } from '../chat/chat-client.ts'
import { type ChatClientOptions, openChatClient } from './open-chat-client.ts'

const KEY = 'key-0123456789-abcdefghij'
const REQUEST: ChatRequest = {
  task: 'sql',
  system: 'You write SQL. Reply with JSON.',
  turns: [{ role: 'user', text: 'How many customers are there?' }],
  temperature: 0,
  maxOutputTokens: 300,
  wantsJson: true,
}

let server: LoopbackServer
beforeAll(async () => {
  server = await startLoopbackServer(() => {})
})
afterAll(() => server.close())
beforeEach(() => {
  server.requests.length = 0
})

function options(more: Partial<ChatClientOptions> = {}): ChatClientOptions {
  return {
    environment: { SONDE_API_KEY: KEY },
    config: NO_MODEL_CONFIG,
    fetch,
    random: seededRandom(1),
    ...more,
  }
}

async function ask(handler: LoopbackHandler, request: Partial<ChatRequest> = {}): Promise<ChatReply> {
  server.handler = handler
  // Whoever replays does not wait between repeated requests.
  const client = await openChatClient(`${server.origin}/v1#test-model`, options({ isReplay: true }))
  return client.complete({ ...REQUEST, ...request })
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(body)
}

function stream(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.end(body)
}

describe('a reply of a language model', () => {
  it('is its text, with what was spent', async () => {
    const reply = await ask((_, response) => send(response, 200, chatCompletion('{"sql": "SELECT 1"}')))
    expect(reply).toEqual({
      kind: 'text',
      text: '{"sql": "SELECT 1"}',
      usage: {
        inputTokens: 1000,
        cachedInputTokens: 0,
        outputTokens: 80,
        cost: null,
        attempts: 1,
        isFromCache: false,
      },
    })
    const [{ path, headers, body }] = server.requests as [LoopbackServer['requests'][number]]
    expect(path).toBe('/v1/chat/completions')
    expect(headers.authorization).toBe(`Bearer ${KEY}`)
    expect(body).toMatchObject({
      model: 'test-model',
      temperature: 0,
      max_tokens: 300,
      response_format: { type: 'json_object' },
      messages: [
        { role: 'system', content: REQUEST.system },
        { role: 'user', content: REQUEST.turns[0]!.text },
      ],
    })
  })

  it('comes in pieces where somebody listens, and whole all the same', async () => {
    const pieces: string[] = []
    const reply = await ask(
      (_, response) => stream(response, chatEvents(['SELECT ', 'count(*)', ' FROM t'])),
      {
        onText: (text) => pieces.push(text),
      },
    )
    expect(reply).toMatchObject({ kind: 'text', text: 'SELECT count(*) FROM t' })
    expect(pieces).toEqual(['SELECT ', 'count(*)', ' FROM t'])
    expect(server.requests[0]!.body.stream).toBe(true)
  })

  it('of several drafts differs by its seed', async () => {
    await ask((_, response) => send(response, 200, chatCompletion('a')), { sample: 3, wantsJson: false })
    expect(server.requests[0]!.body.seed).toBe(3)
    expect(server.requests[0]!.body.response_format).toBeUndefined()
  })

  it('is estimated where the server does not count', async () => {
    const body = JSON.stringify({
      choices: [{ message: { content: 'x'.repeat(40) }, finish_reason: 'stop' }],
    })
    const { usage } = await ask((_, response) => send(response, 200, body))
    expect(usage.outputTokens).toBeGreaterThanOrEqual(8)
    expect(usage.inputTokens).toBeGreaterThan(10)
  })
})

type Case = readonly [name: string, kind: string, says: RegExp, handler: LoopbackHandler]

const error = (message: string, more: object = {}): string => JSON.stringify({ error: { message, ...more } })

const FAILURES: readonly Case[] = [
  [
    '401',
    'unauthorized',
    /does not accept the key \(401\).*SONDE_API_KEY/,
    (_, r) => send(r, 401, error(`bad ${KEY}`)),
  ],
  ['403', 'unauthorized', /\(403\)/, (_, r) => send(r, 403, '')],
  [
    '404',
    'unknown-model',
    /no model "test-model" \(404\).*check the name/,
    (_, r) => send(r, 404, error('not found')),
  ],
  [
    '400 for the model',
    'unknown-model',
    /no model/,
    (_, r) => send(r, 400, error('x', { code: 'model_not_found' })),
  ],
  ['400', 'request-refused', /\(400\): "too long"/, (_, r) => send(r, 400, error('too long'))],
  [
    '400 with a detail',
    'request-refused',
    /: "no such field"/,
    (_, r) => send(r, 400, '{"detail":"no such field"}'),
  ],
  ['413 with a page', 'request-refused', /\(413\)\.$/, (_, r) => send(r, 413, '<html>too large</html>')],
  [
    '302',
    'request-refused',
    /points elsewhere/,
    (_, r) => send(r, 302, '', { location: 'http://127.0.0.1:9/' }),
  ],
  ['429', 'rate-limited', /takes no more requests/, (_, r) => send(r, 429, 'slow down')],
  [
    '429 without credit',
    'rate-limited',
    /no credit/,
    (_, r) => send(r, 429, error('x', { code: 'insufficient_quota' })),
  ],
  ['500', 'server-error', /fails \(500\): "out of memory"/, (_, r) => send(r, 500, error('out of memory'))],
  ['503 with a page', 'server-error', /fails \(503\); try/, (_, r) => send(r, 503, '<html>')],
  ['a connection that is closed at once', 'unreachable', /broke off/, (_, r) => void r.destroy()],
  [
    'what is not HTTP',
    'malformed',
    /does not speak HTTP/,
    (_, r) => void r.socket!.end('220 mail.example ESMTP\r\n'),
  ],
]

/** What a whole reply can be besides. */
const WHOLE: readonly Case[] = [
  ['text that is not JSON', 'malformed', /something else than a reply/, (_, r) => send(r, 200, 'hello')],
  ['an empty body', 'malformed', /something else/, (_, r) => send(r, 200, '')],
  ['JSON of another form', 'malformed', /something else/, (_, r) => send(r, 200, '{"answer": 42}')],
  [
    'an error with a good status',
    'server-error',
    /fails: "no capacity"/,
    (_, r) => send(r, 200, error('no capacity')),
  ],
  ['no choices', 'malformed', /broke off/, (_, r) => send(r, 200, '{"choices":[]}')],
  ['an empty reply', 'malformed', /empty reply/, (_, r) => send(r, 200, chatCompletion(' '))],
  [
    'the token limit',
    'cut-off',
    /within 300 tokens/,
    (_, r) => send(r, 200, chatCompletion('SELECT', { finish: 'length' })),
  ],
  [
    'a content filter',
    'declined',
    /declines/,
    (_, r) => send(r, 200, chatCompletion('', { finish: 'content_filter' })),
  ],
  [
    'a connection that breaks off',
    'unreachable',
    /in the middle of the reply/,
    (_, r) => {
      r.write('{"choices": [')
      setTimeout(() => r.destroy(), 10)
    },
  ],
  [
    'less than was announced',
    'unreachable',
    /in the middle of the reply/,
    (_, r) => {
      r.writeHead(200, { 'content-length': '5000' })
      r.write('{"choices": [')
      setTimeout(() => r.socket!.end(), 10)
    },
  ],
  ['nine megabytes', 'malformed', /more than 8 MB/, (_, r) => send(r, 200, 'x'.repeat(9 * 1024 * 1024))],
]

const STREAMED: readonly Case[] = [
  ['a stream without an end', 'malformed', /broke off/, (_, r) => stream(r, chatEvents(['SELECT'], null))],
  ['a stream of garbage', 'malformed', /something else/, (_, r) => stream(r, 'data: {{{\n\ndata: ]]\n\n')],
  ['no stream at all', 'malformed', /something else/, (_, r) => stream(r, 'hello')],
  ['the token limit', 'cut-off', /within 300 tokens/, (_, r) => stream(r, chatEvents(['SELECT'], 'length'))],
  ['a content filter', 'declined', /declines/, (_, r) => stream(r, chatEvents([], 'content_filter'))],
  [
    'an error in the stream',
    'server-error',
    /"overloaded"/,
    (_, r) => stream(r, `data: ${error('overloaded')}\n\n`),
  ],
  [
    'a limit in the stream',
    'rate-limited',
    /takes no more/,
    (_, r) => stream(r, `data: ${error('x', { type: 'rate_limit_error' })}\n\n`),
  ],
  [
    'a connection that breaks off',
    'unreachable',
    /in the middle of the reply/,
    (_, r) => {
      r.writeHead(200, { 'content-type': 'text/event-stream' })
      r.write(chatEvents(['SELECT'], null))
      setTimeout(() => r.destroy(), 10)
    },
  ],
]

describe('a failure of a language model', () => {
  const check = (reply: ChatReply, kind: string, says: RegExp): void => {
    if (reply.kind !== 'failed') throw new Error(`It replied: ${reply.text}`)
    expect(reply.failure).toMatchObject({ kind, model: `${server.origin}/v1#test-model` })
    expect(reply.failure.message).toMatch(says)
    expect(reply.failure.message).not.toMatch(/\n|undefined|\[object/)
    expect(reply.failure.message.length).toBeLessThan(500)
    expect(reply.failure.message).not.toContain(KEY)
  }

  it.each([...FAILURES, ...WHOLE])('%s -> %s', async (_, kind, says, handler) => {
    check(await ask(handler), kind, says)
  })

  it.each([...FAILURES, ...STREAMED])('of a stream: %s -> %s', async (_, kind, says, handler) => {
    check(await ask(handler, { onText: () => {} }), kind, says)
  })

  it.each([
    ['nothing that listens', 'http://127.0.0.1:65533/v1#m', /nothing listens/],
    ['a name that does not resolve', 'http://sonde.invalid/v1#m', /name does not resolve/],
    ['a port that no browser opens', 'http://127.0.0.1:1/v1#m', /cannot be reached/],
  ])('%s -> unreachable', async (_, spec, says) => {
    const client = await openChatClient(spec, options({ isReplay: true }))
    const reply = await client.complete(REQUEST)
    expect(reply).toMatchObject({ kind: 'failed', failure: { kind: 'unreachable' } })
    expect(reply.kind === 'failed' && reply.failure.message).toMatch(says)
  })

  it('does not follow a redirect, which would take the key along', async () => {
    const other = await startLoopbackServer((_, response) => send(response, 200, chatCompletion('x')))
    await ask((_, response) => send(response, 307, '', { location: `${other.origin}/v1/chat/completions` }))
    expect(other.requests).toEqual([])
    await other.close()
  })

  it('does not repeat what a prompt holds', async () => {
    const secret = 'patient 4711 was treated for a broken heart'
    const reply = await ask((_, response) => send(response, 400, error(`cannot read: ${secret}, sorry`)), {
      turns: [{ role: 'user', text: `The rows: ${secret}.` }],
    })
    expect(reply.kind === 'failed' && reply.failure.message).toMatch(/cannot read ?\[prompt\], sorry/)
  })
})

describe('a deadline', () => {
  const hang: LoopbackHandler = () => {}
  const drip: LoopbackHandler = (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const timer = setInterval(() => response.write(chatEvents(['x'], null)), 5)
    response.on('close', () => clearInterval(timer))
  }
  it.each([
    ['hangs', hang, {}],
    ['hangs, streaming', hang, { onText: () => {} }],
    ['drips for ever', drip, { onText: () => {} }],
    ['drips what is no stream', drip, {}],
  ])('ends an endpoint that %s', async (_, handler, request) => {
    server.handler = handler
    const config = {
      ...NO_MODEL_CONFIG,
      models: new Map([['slow', configured('compatible', { timeoutSeconds: 0.15 })]]),
    }
    const client = await openChatClient('slow', { environment: {}, config, fetch })
    const reply = await client.complete({ ...REQUEST, ...request })
    expect(reply).toMatchObject({
      kind: 'failed',
      failure: { kind: 'timed-out', model: 'slow', message: expect.stringContaining('within 0.15 s') },
    })
    // The prompt was read by then.
    expect(reply.usage).toMatchObject({ attempts: 1, outputTokens: 0 })
    expect(reply.usage.inputTokens).toBeGreaterThan(0)
  })

  it('is not what a person’s own abort is', async () => {
    server.handler = hang
    const client = await openChatClient(`${server.origin}/v1#m`, options())
    const abort = new AbortController()
    setTimeout(() => abort.abort(new Error('Interrupted.')), 30)
    await expect(client.complete({ ...REQUEST, signal: abort.signal })).rejects.toThrow('Interrupted.')
    await expect(client.complete({ ...REQUEST, signal: abort.signal })).rejects.toThrow('Interrupted.')
  })
})

function configured(provider: ProviderName, more: Partial<ConfiguredModel> = {}): ConfiguredModel {
  return {
    provider,
    endpoint: `${server.origin}/v1`,
    model: 'some-model',
    key: null,
    price: null,
    timeoutSeconds: null,
    thinkingTokens: null,
    ...more,
  }
}

describe('what a person is told', () => {
  it('where a key goes unencrypted to another machine', async () => {
    const warnings: string[] = []
    const onWarning = (warning: string): void => void warnings.push(warning)
    await openChatClient('http://models.example.com/v1#m', options({ onWarning }))
    await openChatClient('https://models.example.com/v1#m', options({ onWarning }))
    await openChatClient('http://localhost:11434/v1#m', options({ onWarning }))
    await openChatClient('http://models.example.com/v1#m', options({ onWarning, environment: {} }))
    expect(warnings).toEqual([expect.stringContaining('without encryption')])
  })
})
