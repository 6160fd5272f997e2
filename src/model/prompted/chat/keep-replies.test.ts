import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  chatCompletion,
  type LoopbackServer,
  startLoopbackServer,
} from '../../../../test/support/loopback-server.ts'
import { NO_MODEL_CONFIG } from '../../model-config.ts'
import { openChatClient } from '../providers/open-chat-client.ts'
import type { ChatRequest } from './chat-client.ts'
import { openPrivateCache } from './private-cache.ts'

const KEY = 'key-0123456789-abcdefghij'
const REQUEST: ChatRequest = {
  task: 'sql',
  system: 'You write SQL.',
  turns: [{ role: 'user', text: 'How many?' }],
  temperature: 0,
  maxOutputTokens: 100,
  wantsJson: true,
}

let home: string
let server: LoopbackServer
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'sonde-replies-'))
  server = await startLoopbackServer(
    (_, response, count) => void response.end(chatCompletion(`reply ${count}`)),
  )
})
afterEach(async () => {
  await server.close()
  rmSync(home, { recursive: true, force: true })
})

const open = (model = 'm') =>
  openChatClient(`${server.origin}/v1#${model}`, {
    environment: { SONDE_API_KEY: KEY },
    config: NO_MODEL_CONFIG,
    fetch,
    home,
  })

describe('kept replies', () => {
  it('answer the same request again, also in another process, with nothing sent and nothing paid', async () => {
    const first = await (await open()).complete(REQUEST)
    const pieces: string[] = []
    const again = await (await open()).complete({ ...REQUEST, onText: (text) => pieces.push(text) })
    expect(first).toMatchObject({ kind: 'text', text: 'reply 1', usage: { isFromCache: false, attempts: 1 } })
    expect(again).toMatchObject({
      kind: 'text',
      text: 'reply 1',
      usage: { isFromCache: true, attempts: 0, cost: 0, inputTokens: 1000 },
    })
    expect(pieces).toEqual(['reply 1'])
    expect(server.requests).toHaveLength(1)
  })

  it.each<[string, Partial<ChatRequest>]>([
    ['the instructions', { system: 'You write SQL!' }],
    ['the question', { turns: [{ role: 'user', text: 'How much?' }] }],
    ['who said it', { turns: [{ role: 'assistant', text: 'How many?' }] }],
    ['the temperature', { temperature: 0.7 }],
    ['the limit', { maxOutputTokens: 200 }],
    ['the form', { wantsJson: false }],
    ['the draft', { sample: 1 }],
  ])('do not answer when %s differs', async (_, change) => {
    const client = await open()
    await client.complete(REQUEST)
    expect(await client.complete({ ...REQUEST, ...change })).toMatchObject({ text: 'reply 2' })
  })

  it('do not answer for another model', async () => {
    await (await open('m')).complete(REQUEST)
    expect(await (await open('n')).complete(REQUEST)).toMatchObject({ text: 'reply 2' })
  })

  it('keep no failures', async () => {
    const client = await open()
    server.handler = (_, response) => void response.writeHead(400).end()
    await client.complete(REQUEST)
    server.handler = (_, response) => void response.end(chatCompletion('well'))
    expect(await client.complete(REQUEST)).toMatchObject({ kind: 'text', text: 'well' })
  })

  it('are for their owner alone, and hold no key', async () => {
    await (await open()).complete(REQUEST)
    const folder = join(home, 'replies')
    const [file] = readdirSync(folder)
    if (process.platform !== 'win32') {
      expect(statSync(folder).mode & 0o777).toBe(0o700)
      expect(statSync(join(folder, file!)).mode & 0o777).toBe(0o600)
    }
    expect(readFileSync(join(folder, file!), 'utf8')).not.toContain(KEY)
  })

  it.each(['', '{', '{"format":"sonde-reply/9"}', '[]', 'null'])(
    'that are damaged (%j) are asked for again',
    async (damage) => {
      const client = await open()
      await client.complete(REQUEST)
      const folder = join(home, 'replies')
      writeFileSync(join(folder, readdirSync(folder)[0]!), damage)
      expect(await client.complete(REQUEST)).toMatchObject({ text: 'reply 2' })
      expect(await client.complete(REQUEST)).toMatchObject({ text: 'reply 2' })
    },
  )
})

describe('a private cache', () => {
  it('stays within its size; what was used last stays', () => {
    let now = 1_000_000
    const cache = openPrivateCache({
      folder: join(home, 'cache'),
      maximumBytes: 1000,
      now: () => (now += 60_000),
    })
    const texts = Array.from({ length: 9 }, (_, index) => `${index}`.repeat(100))
    for (const text of texts) {
      cache.write(text, text)
      cache.read(text)
    }
    cache.read(texts[0]!)
    for (const text of ['x', 'y']) {
      cache.write(text, text.repeat(100))
      cache.read(text)
    }
    const files = readdirSync(join(home, 'cache'))
    const bytes = files.reduce((sum, file) => sum + statSync(join(home, 'cache', file)).size, 0)
    expect(bytes).toBeLessThanOrEqual(1000)
    expect(cache.read(texts[0]!)?.toString()).toBe(texts[0])
    expect(cache.read(texts[1]!)).toBeNull()
  })

  it('that cannot be written costs nothing but time', () => {
    writeFileSync(join(home, 'file'), '')
    const cache = openPrivateCache({ folder: join(home, 'file', 'below'), maximumBytes: 1000, now: Date.now })
    expect(() => cache.write('a', 'b')).not.toThrow()
    expect(cache.read('a')).toBeNull()
  })
})
