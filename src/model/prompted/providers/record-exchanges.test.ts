import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  chatCompletion,
  chatEvents,
  type LoopbackHandler,
  type LoopbackServer,
  startLoopbackServer,
} from '../../../../test/support/loopback-server.ts'
import { NO_MODEL_CONFIG } from '../../model-config.ts'
import type { ChatClient, ChatReply, ChatRequest } from '../chat/chat-client.ts'
import { openChatClient } from './open-chat-client.ts'
import { recordExchanges } from './record-exchanges.ts'
import { replayExchanges } from './replay-exchanges.ts'

const KEY = 'key-0123456789-abcdefghij'
const REQUEST: ChatRequest = {
  task: 'sql',
  system: 'You write SQL.',
  turns: [{ role: 'user', text: 'How many?' }],
  temperature: 0,
  maxOutputTokens: 100,
  wantsJson: true,
}

let folder: string
let server: LoopbackServer
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sonde-record-'))
  server = await startLoopbackServer(() => {})
})
afterEach(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const recorder = (timeoutSeconds = 5): Promise<ChatClient> =>
  openChatClient('mine', {
    environment: { SONDE_API_KEY: KEY },
    config: configOf(`${server.origin}/v1`, timeoutSeconds),
    fetch: recordExchanges({ folder, fetch }),
    clock: {
      now: Date.now,
      sleep: (ms) =>
        new Promise((resolve) => setTimeout(resolve, ms < 4000 ? Math.min(ms, 200) : ms).unref()),
    },
  })

/** Without the key, and where nothing is sent. */
const player = (origin = server.origin): Promise<ChatClient> =>
  openChatClient('mine', {
    environment: {},
    config: configOf(`${origin}/v1`, 5),
    fetch: replayExchanges({ folder }),
    isReplay: true,
  })

function configOf(endpoint: string, timeoutSeconds: number) {
  const model = {
    provider: 'compatible',
    endpoint,
    model: 'm',
    key: null,
    price: null,
    timeoutSeconds,
    thinkingTokens: null,
  } as const
  return { ...NO_MODEL_CONFIG, models: new Map([['mine', model]]) }
}

const whole: LoopbackHandler = (_, response, count) => void response.end(chatCompletion(`reply ${count}`))
const streamed: LoopbackHandler = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'set-cookie': 'session=1' })
  response.end(chatEvents(['SELECT ', '1 -- naïve ☃']))
}

/** What a person sees of a reply; how often it was tried is the same too. */
async function both(
  handler: LoopbackHandler,
  request: Partial<ChatRequest> = {},
  timeoutSeconds?: number,
): Promise<[ChatReply, ChatReply]> {
  server.handler = handler
  const recorded = await (await recorder(timeoutSeconds)).complete({ ...REQUEST, ...request })
  const before = server.requests.length
  const replayed = await (await player()).complete({ ...REQUEST, ...request })
  expect(server.requests).toHaveLength(before)
  return [recorded, replayed]
}

describe('a recording', () => {
  it.each<[string, LoopbackHandler, Partial<ChatRequest>]>([
    ['a whole reply', whole, {}],
    ['a stream', streamed, { onText: () => {} }],
    ['a refusal', (_, response) => void response.writeHead(400).end('{"error":{"message":"too long"}}'), {}],
    ['a page that is no JSON', (_, response) => void response.end('<html>'), {}],
    ['bytes that are no text', (_, response) => void response.end(Buffer.from([0xff, 0xfe, 0x00, 0x80])), {}],
    [
      'a limit that passes',
      (_, response, count) =>
        void (count === 1 ? response.writeHead(429).end() : response.end(chatCompletion('x'))),
      {},
    ],
    ['a connection that never comes', (_, response) => void response.destroy(), {}],
    [
      'a stream that breaks off',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' })
        response.write(chatEvents(['SELECT'], null))
        setTimeout(() => response.destroy(), 10)
      },
      { onText: () => {} },
    ],
  ])('of %s replays the same', async (_, handler, request) => {
    const [recorded, replayed] = await both(handler, request)
    expect(replayed).toEqual(recorded)
  })

  it('of a hang replays as a hang, at once', async () => {
    const [recorded, replayed] = await both(() => {}, {}, 0.1)
    expect(recorded).toMatchObject({ kind: 'failed', failure: { kind: 'timed-out' } })
    expect(replayed).toMatchObject({ kind: 'failed', failure: { kind: 'timed-out', model: 'mine' } })
  })

  it('of a stream comes in pieces again', async () => {
    server.handler = streamed
    const pieces: string[] = []
    await (await recorder()).complete({ ...REQUEST, onText: () => {} })
    const reply = await (await player()).complete({ ...REQUEST, onText: (text) => pieces.push(text) })
    expect(reply).toMatchObject({ text: 'SELECT 1 -- naïve ☃' })
    expect(pieces).toEqual(['SELECT ', '1 -- naïve ☃'])
  })

  it('is the same for every host', async () => {
    server.handler = whole
    const recorded = await (await recorder()).complete(REQUEST)
    expect(await (await player('http://elsewhere.invalid')).complete(REQUEST)).toEqual(recorded)
  })

  it('keeps repeated requests in their order', async () => {
    server.handler = whole
    const client = await recorder()
    for (let count = 0; count < 3; count++) await client.complete(REQUEST)
    const replayed = await player()
    const texts: string[] = []
    for (let count = 0; count < 3; count++) {
      const reply = await replayed.complete(REQUEST)
      texts.push(reply.kind === 'text' ? reply.text : reply.failure.kind)
    }
    expect(texts).toEqual(['reply 1', 'reply 2', 'reply 3'])
    expect(await replayed.complete(REQUEST)).toMatchObject({ failure: { kind: 'not-recorded' } })
  })

  it('names the request that it does not hold, and what to do', async () => {
    server.handler = whole
    await (await recorder()).complete(REQUEST)
    const reply = await (await player()).complete({ ...REQUEST, system: 'Another.' })
    expect(reply).toMatchObject({
      kind: 'failed',
      failure: { kind: 'not-recorded', model: 'mine' },
      usage: { attempts: 1 },
    })
    expect(reply.kind === 'failed' && reply.failure.message).toMatch(
      /POST \/v1\/chat\/completions, [0-9a-f]{24}\).*--record/,
    )
  })

  it('has one file a request, with neither host nor header but the content type', async () => {
    server.handler = streamed
    await (await recorder()).complete({ ...REQUEST, onText: () => {} })
    const files = readdirSync(folder)
    expect(files).toHaveLength(1)
    const text = readFileSync(join(folder, files[0]!), 'utf8')
    expect(JSON.parse(text)).toMatchObject({
      format: 'sonde-exchange/1',
      request: { method: 'POST', path: '/v1/chat/completions' },
      outcome: {
        kind: 'response',
        status: 200,
        contentType: 'text/event-stream',
        encoding: 'utf8',
        isCut: false,
      },
    })
    for (const trace of [KEY, '127.0.0.1', 'session', 'uthorization']) expect(text).not.toContain(trace)
  })

  it('is not written for what a person aborts', async () => {
    const client = await recorder()
    const abort = new AbortController()
    setTimeout(() => abort.abort(new Error('Interrupted.')), 30)
    await expect(client.complete({ ...REQUEST, signal: abort.signal })).rejects.toThrow('Interrupted.')
    expect(readdirSync(folder)).toEqual([])
  })

  it('that cannot be written is no failure of the model', async () => {
    writeFileSync(join(folder, 'file'), '')
    expect(() => recordExchanges({ folder: join(folder, 'file', 'below'), fetch })).toThrow(
      /Nothing can be recorded in/,
    )
    server.handler = whole
    const client = await recorder()
    rmSync(folder, { recursive: true })
    writeFileSync(folder, '')
    await expect(client.complete(REQUEST)).rejects.toThrow(
      /Nothing can be recorded in .*Choose another folder/,
    )
  })

  it('that is not there, or is damaged, is said', async () => {
    expect(() => replayExchanges({ folder: join(folder, 'none') })).toThrow(/--record/)
    server.handler = whole
    await (await recorder()).complete(REQUEST)
    writeFileSync(join(folder, readdirSync(folder)[0]!), '{"format":"other"}')
    await expect((await player()).complete(REQUEST)).rejects.toThrow(/record it again/)
  })
})
