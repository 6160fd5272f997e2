import { describe, expect, it } from 'vitest'
import {
  chatCompletion,
  type LoopbackHandler,
  startLoopbackServer,
} from '../../../../test/support/loopback-server.ts'
import { seededRandom } from '../../../base/random.ts'
import { NO_MODEL_CONFIG } from '../../model-config.ts'
import { openChatClient } from '../providers/open-chat-client.ts'
import type { ChatReply } from './chat-client.ts'
import type { Clock } from './clock.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')

interface Repeated {
  readonly reply: ChatReply
  /** What was waited between requests, in milliseconds. */
  readonly waits: readonly number[]
  readonly requests: number
}

/** Asks a server over HTTP, with a clock on which waiting takes no time and deadlines never come. */
async function askWithWaits(handler: LoopbackHandler, seed = 1, signal?: AbortSignal): Promise<Repeated> {
  const server = await startLoopbackServer(handler)
  const waits: number[] = []
  const clock: Clock = {
    now: () => NOW,
    sleep: (ms) => {
      if (ms >= 100_000) return new Promise(() => {})
      waits.push(ms)
      return Promise.resolve()
    },
  }
  const client = await openChatClient(`${server.origin}/v1#m`, {
    environment: {},
    config: NO_MODEL_CONFIG,
    fetch,
    clock,
    random: seededRandom(seed),
  })
  const reply = await client.complete({
    task: 'sql',
    system: 's',
    turns: [{ role: 'user', text: 'q' }],
    temperature: 0,
    maxOutputTokens: 100,
    wantsJson: false,
    ...(signal === undefined ? {} : { signal }),
  })
  await server.close()
  return { reply, waits, requests: server.requests.length }
}

const failing =
  (status: number, headers: Record<string, string> = {}, times = Number.POSITIVE_INFINITY): LoopbackHandler =>
  (_, response, count) => {
    if (count <= times) response.writeHead(status, headers).end('no')
    else response.end(chatCompletion('SELECT 1', { input: 10, output: 2 }))
  }

describe('repeating what failed', () => {
  it.each([429, 500, 502, 503, 529])('succeeds after %s passes', async (status) => {
    const { reply, waits, requests } = await askWithWaits(failing(status, {}, 2))
    expect(reply).toMatchObject({ kind: 'text', text: 'SELECT 1', usage: { attempts: 3, inputTokens: 10 } })
    expect(requests).toBe(3)
    expect(waits).toHaveLength(2)
  })

  it('succeeds after a connection broke off', async () => {
    const { reply } = await askWithWaits((_, response, count) =>
      count === 1 ? response.destroy() : void response.end(chatCompletion('x')),
    )
    expect(reply).toMatchObject({ kind: 'text', usage: { attempts: 2 } })
  })

  it('gives up after four, with waits that double', async () => {
    const { reply, waits, requests } = await askWithWaits(failing(503))
    expect(reply).toMatchObject({ kind: 'failed', failure: { kind: 'server-error' }, usage: { attempts: 4 } })
    expect(requests).toBe(4)
    expect(waits).toHaveLength(3)
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(250 * 2 ** index)
      expect(wait).toBeLessThanOrEqual(500 * 2 ** index)
    }
  })

  it('waits the same for the same seed, and otherwise not', async () => {
    const [one, again, other] = await Promise.all([
      askWithWaits(failing(503), 1),
      askWithWaits(failing(503), 1),
      askWithWaits(failing(503), 2),
    ])
    expect(again.waits).toEqual(one.waits)
    expect(other.waits).not.toEqual(one.waits)
  })

  it.each([
    ['seconds', { 'retry-after': '7' }, 7000],
    ['milliseconds', { 'retry-after-ms': '1500', 'retry-after': '9' }, 1500],
    ['a date', { 'retry-after': 'Sat, 21 Nov 2026 12:00:05 GMT' }, 5000],
    ['a date that is past', { 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' }, 0],
  ])('waits as long as it is asked to in %s', async (_, headers, expected) => {
    const { waits } = await askWithWaits(failing(429, headers, 1))
    expect(waits).toHaveLength(1)
    expect(waits[0]).toBeGreaterThanOrEqual(expected)
    expect(waits[0]).toBeLessThan(expected + 200)
  })

  it.each([
    ['soon', -1],
    ['', 0],
  ])('takes a Retry-After of "%s" for none', async (text) => {
    const { waits } = await askWithWaits(failing(429, { 'retry-after': text }, 1))
    expect(waits[0]).toBeGreaterThanOrEqual(250)
  })

  it('does not wait for minutes', async () => {
    const { reply, waits, requests } = await askWithWaits(failing(429, { 'retry-after': '3600' }))
    expect(reply).toMatchObject({
      kind: 'failed',
      failure: { kind: 'rate-limited', message: expect.stringContaining('It asks to wait 3600 s.') },
    })
    expect({ waits, requests }).toEqual({ waits: [], requests: 1 })
  })

  it.each([400, 401, 403, 404, 422])('does not repeat after %s', async (status) => {
    const { requests } = await askWithWaits(failing(status))
    expect(requests).toBe(1)
  })

  it('stops when a person does', async () => {
    const abort = new AbortController()
    const asked = askWithWaits(
      (_, response) => {
        response.writeHead(503).end()
        setImmediate(() => abort.abort(new Error('Interrupted.')))
      },
      1,
      abort.signal,
    )
    await expect(asked).rejects.toThrow('Interrupted.')
  })
})
