import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type LoopbackHandler,
  type LoopbackServer,
  startLoopbackServer,
} from '../../../../test/support/loopback-server.ts'
import { cosineSimilarity } from '../../../values/embedder.ts'
import { NO_MODEL_CONFIG } from '../../model-config.ts'
import { recordExchanges } from '../providers/record-exchanges.ts'
import { replayExchanges } from '../providers/replay-exchanges.ts'
import { type EmbedderOptions, openEmbedder } from './open-embedder.ts'

const KEY = 'key-0123456789-abcdefghij'

let home: string
let server: LoopbackServer
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'sonde-embed-'))
  server = await startLoopbackServer(embedByLength)
})
afterEach(async () => {
  await server.close()
  rmSync(home, { recursive: true, force: true })
})

/** A vector that tells the texts apart, and that is not of unit norm. */
const embedByLength: LoopbackHandler = ({ body }, response) => {
  const data = body.input.map((text: string, index: number) => ({
    index,
    embedding: [text.length, text.charCodeAt(0), 3],
  }))
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ data, model: body.model, usage: { prompt_tokens: 1, total_tokens: 1 } }))
}

const open = (more: Partial<EmbedderOptions> = {}) =>
  openEmbedder(`${server.origin}/v1#nomic-embed-text`, {
    environment: { SONDE_API_KEY: KEY },
    config: NO_MODEL_CONFIG,
    fetch,
    clock: { now: Date.now, sleep: (ms) => (ms > 60_000 ? new Promise(() => {}) : Promise.resolve()) },
    ...more,
  })

const asked = () => server.requests.flatMap(({ body }) => body.input)

describe('an embedding model', () => {
  it('gives vectors of one length and unit norm, in the order of the texts', async () => {
    const embedder = await open()
    expect(embedder).toMatchObject({ name: `${server.origin}/v1#nomic-embed-text`, dimensions: 3 })
    const vectors = await embedder.embed(['done', 'finished', 'done', ''])
    expect(vectors).toHaveLength(4)
    for (const vector of vectors) expect(cosineSimilarity(vector, vector)).toBeCloseTo(1, 6)
    expect(vectors[2]).toEqual(vectors[0])
    expect(cosineSimilarity(vectors[0]!, vectors[1]!)).toBeLessThan(0.9999)
    expect(await embedder.embed([])).toEqual([])
    expect(server.requests[0]).toMatchObject({ path: '/v1/embeddings', body: { model: 'nomic-embed-text' } })
    // Providers refuse an empty text.
    expect(asked()).not.toContain('')
  })

  it('asks in batches, and for no text twice', async () => {
    const embedder = await open()
    const texts = Array.from({ length: 200 }, (_, index) => `text ${index}`)
    await embedder.embed([...texts, ...texts])
    await embedder.embed(texts)
    expect(server.requests).toHaveLength(1 + 3)
    expect(new Set(asked()).size).toBe(asked().length)
    expect(Math.max(...server.requests.map(({ body }) => body.input.length))).toBeLessThanOrEqual(96)
  })

  it('keeps vectors for the next process, for their owner alone, to the last bit', async () => {
    const first = await (await open({ home })).embed(['one', 'two'])
    const before = server.requests.length
    const again = await (await open({ home })).embed(['two', 'one'])
    expect(server.requests).toHaveLength(before)
    expect(again).toEqual([first[1], first[0]])
    if (process.platform !== 'win32') {
      const folder = join(home, 'embeddings')
      for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
    }
  })

  it('is asked again when it fails in passing', async () => {
    server.handler = (request, response, count) =>
      count === 1 ? void response.writeHead(503).end() : embedByLength(request, response, count)
    expect((await open()).dimensions).toBe(3)
    expect(server.requests).toHaveLength(2)
  })

  const reply =
    (document: unknown): LoopbackHandler =>
    (_, response) =>
      void response.end(JSON.stringify(document))
  it.each<[string, LoopbackHandler, string, RegExp]>([
    [
      'an unknown model',
      (_, response) => void response.writeHead(404).end(),
      'unknown-model',
      /no model "nomic-embed-text"/,
    ],
    ['a wrong key', (_, response) => void response.writeHead(401).end(KEY), 'unauthorized', /SONDE_API_KEY/],
    ['no vectors', reply({ data: [] }), 'malformed', /another number of vectors/],
    ['a vector without direction', reply({ data: [{ embedding: [0, 0] }] }), 'malformed', /no directions/],
    ['an empty vector', reply({ data: [{ embedding: [] }] }), 'malformed', /no directions/],
    ['something else', reply({ hello: 1 }), 'malformed', /something else/],
  ])('that fails with %s is one sentence', async (_, handler, kind, message) => {
    server.handler = handler
    const failure = open()
    await expect(failure).rejects.toMatchObject({ code: 'model-failed', failure: { kind } })
    await expect(failure).rejects.toThrow(message)
    await expect(failure).rejects.not.toThrow(KEY)
  })

  it('may not change the length of its vectors', async () => {
    const embedder = await open()
    server.handler = ({ body }, response) =>
      void response.end(
        JSON.stringify({
          data: body.input.map((_: string, index: number) => ({
            embedding: index === 0 ? [1, 2] : [1, 2, 3],
          })),
        }),
      )
    await expect(embedder.embed(['a', 'b'])).rejects.toThrow(/vectors of different lengths/)
  })

  it('is recorded and replayed', async () => {
    const folder = join(home, 'recording')
    const recorded = await (await open({ fetch: recordExchanges({ folder, fetch }) })).embed(['one'])
    const before = server.requests.length
    const replayed = await (
      await open({ fetch: replayExchanges({ folder }), environment: {}, isReplay: true })
    ).embed(['one'])
    expect(replayed).toEqual(recorded)
    expect(server.requests).toHaveLength(before)
  })

  it('is none of Anthropic’s', async () => {
    const opened = openEmbedder('anthropic:claude-haiku-4-5', {
      environment: { ANTHROPIC_API_KEY: KEY },
      config: NO_MODEL_CONFIG,
      fetch,
    })
    await expect(opened).rejects.toThrow(/no embedding models/)
  })
})
