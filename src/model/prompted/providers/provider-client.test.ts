import type { ServerResponse } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  chatCompletion,
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

const error = (message: string, more: object = {}): string => JSON.stringify({ error: { message, ...more } })

describe('what an endpoint does not take', () => {
  it.each([
    ['a JSON format', 'response_format', "'response_format.type' must be 'json_schema' or 'text'"],
    ['a temperature', 'temperature', 'Unsupported value: temperature does not support 0'],
  ])('%s is left out from then on', async (_, field, message) => {
    server.handler = (request, response) =>
      request.body[field] === undefined
        ? send(response, 200, chatCompletion('{}'))
        : send(response, 400, error(message))
    const client = await openChatClient(`${server.origin}/v1#m`, options())
    const first = await client.complete(REQUEST)
    expect(first).toMatchObject({ kind: 'text', usage: { attempts: 2, inputTokens: 1000 } })
    expect(await client.complete(REQUEST)).toMatchObject({ kind: 'text', usage: { attempts: 1 } })
  })

  it('a stream: the reply comes whole, and is asked for whole from then on', async () => {
    server.handler = (_, response) => send(response, 200, chatCompletion('SELECT 1'))
    const client = await openChatClient(`${server.origin}/v1#m`, options())
    const pieces: string[] = []
    const onText = (text: string): void => void pieces.push(text)
    expect(await client.complete({ ...REQUEST, onText })).toMatchObject({
      text: 'SELECT 1',
      usage: { attempts: 2 },
    })
    expect(await client.complete({ ...REQUEST, onText })).toMatchObject({
      text: 'SELECT 1',
      usage: { attempts: 1 },
    })
    expect(pieces).toEqual(['SELECT 1', 'SELECT 1'])
  })

  it('is asked for once only', async () => {
    const reply = await ask((_, response) =>
      send(response, 400, error('temperature and response_format are wrong')),
    )
    expect(reply).toMatchObject({
      kind: 'failed',
      failure: { kind: 'request-refused' },
      usage: { attempts: 3 },
    })
  })
})

describe('a model that thinks before it replies', () => {
  it('gets more room when it only thought, and keeps it', async () => {
    server.handler = (request, response) =>
      request.body.max_tokens > 1000
        ? send(response, 200, chatCompletion('SELECT 1', { reasoning: 'Hmm.' }))
        : send(response, 200, chatCompletion('', { finish: 'length', reasoning: 'Hmm, let me see' }))
    const client = await openChatClient(`${server.origin}/v1#m`, options())
    const reply = await client.complete(REQUEST)
    expect(reply).toMatchObject({ kind: 'text', text: 'SELECT 1', usage: { attempts: 2, inputTokens: 2000 } })
    expect(await client.complete(REQUEST)).toMatchObject({ kind: 'text', usage: { attempts: 1 } })
  })

  it('fails as cut off when no room is enough', async () => {
    const reply = await ask((_, response) =>
      send(response, 200, chatCompletion('', { finish: 'length', reasoning: 'Hmm' })),
    )
    expect(reply).toMatchObject({
      kind: 'failed',
      failure: { kind: 'cut-off', message: expect.stringContaining('thought') },
    })
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

describe('the providers', () => {
  const anthropicReply = {
    type: 'message',
    id: 'msg_1',
    model: 'm',
    role: 'assistant',
    content: [{ type: 'text', text: 'SELECT 1' }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: {
      input_tokens: 100,
      output_tokens: 8,
      cache_read_input_tokens: 900,
      cache_creation_input_tokens: 0,
    },
  }
  const googleReply = {
    candidates: [{ content: { parts: [{ text: 'SELECT 1' }], role: 'model' }, finishReason: 'STOP' }],
    usageMetadata: { promptTokenCount: 1000, candidatesTokenCount: 8, totalTokenCount: 1008 },
  }
  const price = { input: 3, cachedInput: 0.3, output: 15 }
  const cases = [
    [
      'openai',
      'OPENAI_API_KEY',
      'authorization',
      '/v1/chat/completions',
      chatCompletion('SELECT 1', { output: 8 }),
      0.00312,
    ],
    ['anthropic', 'ANTHROPIC_API_KEY', 'x-api-key', '/v1/messages', JSON.stringify(anthropicReply), 0.00069],
    [
      'google',
      'GOOGLE_GENERATIVE_AI_API_KEY',
      'x-goog-api-key',
      '/v1/models/some-model:generateContent',
      JSON.stringify(googleReply),
      0.00312,
    ],
    [
      'compatible',
      'SONDE_API_KEY',
      'authorization',
      '/v1/chat/completions',
      chatCompletion('SELECT 1', { output: 8 }),
      0.00312,
    ],
  ] as const

  it.each(cases)('%s speaks its own protocol', async (provider, variable, header, path, body, cost) => {
    server.handler = (_, response) => send(response, 200, body)
    const config = { ...NO_MODEL_CONFIG, models: new Map([['mine', configured(provider, { price })]]) }
    const client = await openChatClient('mine', { environment: { [variable]: KEY }, config, fetch })
    const reply = await client.complete(REQUEST)
    expect(reply).toMatchObject({
      kind: 'text',
      text: 'SELECT 1',
      usage: { inputTokens: 1000, outputTokens: 8 },
    })
    expect(reply.usage.cost).toBeCloseTo(cost, 10)
    expect(server.requests[0]!.path).toBe(path)
    expect(server.requests[0]!.headers[header]).toContain(KEY)
    expect(JSON.stringify(server.requests[0]!.body)).not.toContain(KEY)
  })

  it('marks the end of the prefix for Anthropic, which caches only what is marked', async () => {
    server.handler = (_, response) => send(response, 200, JSON.stringify(anthropicReply))
    const config = { ...NO_MODEL_CONFIG, models: new Map([['mine', configured('anthropic')]]) }
    const client = await openChatClient('mine', { environment: { ANTHROPIC_API_KEY: KEY }, config, fetch })
    expect((await client.complete(REQUEST)).usage.cachedInputTokens).toBe(900)
    expect(server.requests[0]!.body.system[0].cache_control).toEqual({ type: 'ephemeral' })
  })

  it.each(cases)('%s: a failure is one sentence, without the key', async (provider, variable) => {
    server.handler = (_, response) =>
      send(
        response,
        400,
        JSON.stringify({ error: { message: `no ${KEY} no`, type: 'x', code: 1, status: 's' } }),
      )
    const config = { ...NO_MODEL_CONFIG, models: new Map([['mine', configured(provider)]]) }
    const client = await openChatClient('mine', { environment: { [variable]: KEY }, config, fetch })
    const reply = await client.complete(REQUEST)
    expect(reply).toMatchObject({ kind: 'failed', failure: { kind: 'request-refused', model: 'mine' } })
    expect(reply.kind === 'failed' && reply.failure.message).toContain('"no [key] no"')
  })
})
