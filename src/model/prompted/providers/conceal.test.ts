import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chatCompletion, startLoopbackServer } from '../../../../test/support/loopback-server.ts'
import { NO_MODEL_CONFIG } from '../../model-config.ts'
import { conceal } from './conceal.ts'
import { openChatClient } from './open-chat-client.ts'
import { recordExchanges } from './record-exchanges.ts'

/** As keys are: what may stand in a header. */
const keys = fc
  .array(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./+=%"\\'), {
    minLength: 16,
    maxLength: 80,
  })
  .map((characters) => `k${characters.join('')}`)

/** Forms in which servers were seen to echo what they were sent. */
const echoes: readonly ((key: string) => string)[] = [
  (key) => key,
  (key) => `Bearer ${key}`,
  (key) => `${key}${key}`,
  (key) => JSON.stringify({ key }),
  (key) => encodeURIComponent(key),
  (key) => Buffer.from(key).toString('base64'),
  (key) => `${key.slice(0, -4)}****`,
  (key) => `****${key.slice(4)}`,
  (key) => key.slice(3, 12),
]

/** No stretch of eight characters of the key. */
function expectWithout(text: string, key: string): void {
  for (let start = 0; start + 8 <= key.length; start++) {
    const piece = key.slice(start, start + 8)
    if (text.includes(piece)) throw new Error(`It holds ${piece}, a piece of ${key}: ${text}`)
  }
}

describe('concealing', () => {
  it('leaves no piece of a key in any text', () => {
    fc.assert(
      fc.property(keys, fc.constantFrom(...echoes), fc.string(), fc.string(), (key, echo, before, after) => {
        expectWithout(conceal(`${before}${echo(key)}${after}`, { secrets: [key] }), key)
      }),
      { numRuns: 500, seed: 1 },
    )
  })

  it.each([
    ['the model llama3 is not found', 'sk-aaaabbbbccccdddd', 'the model llama3 is not found'],
    ['bad key sk-aaaabbbbccccdddd.', 'sk-aaaabbbbccccdddd', 'bad key [key].'],
    ['bad key sk-aaaabbbb…', 'sk-aaaabbbbccccdddd', 'bad key [key]…'],
    ['a b', 'b', 'a b'],
    ['none of it', 'none', '[key] of it'],
    ['', 'sk-aaaabbbbccccdddd', ''],
  ])('%j without %j is %j', (text, key, expected) => {
    expect(conceal(text, { secrets: [key] })).toBe(expected)
  })
})

describe('a key', () => {
  it('is in no message, no recording and no kept reply, whatever the server echoes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sonde-keys-'))
    let answer = (_key: string): readonly [status: number, body: string] => [200, '']
    const server = await startLoopbackServer((request, response) => {
      const key = request.headers.authorization!.replace('Bearer ', '')
      const [status, body] = answer(key)
      response
        .writeHead(status, { 'content-type': 'application/json', 'x-key': encodeURIComponent(key) })
        .end(body)
    })
    const bodies: readonly ((echo: string) => string)[] = [
      (echo) => echo,
      (echo) => JSON.stringify({ error: { message: `The key ${echo} is wrong` } }),
      (echo) => JSON.stringify({ detail: echo }),
      (echo) => JSON.stringify({ choices: [echo] }),
      () => chatCompletion('SELECT 1'),
    ]
    const statuses = [200, 302, 400, 401, 403, 404, 422, 429, 500, 503]
    let run = 0
    await fc.assert(
      fc.asyncProperty(
        keys,
        fc.constantFrom(...echoes),
        fc.constantFrom(...bodies),
        fc.constantFrom(...statuses),
        async (key, echo, body, status) => {
          answer = (sent) => [status, body(echo(sent))]
          const home = join(folder, `${run++}`)
          const client = await openChatClient(`${server.origin}/v1#m`, {
            environment: { SONDE_API_KEY: key },
            config: NO_MODEL_CONFIG,
            fetch: recordExchanges({ folder: join(home, 'recording'), fetch }),
            clock: { now: () => 0, sleep: (ms) => (ms > 60_000 ? new Promise(() => {}) : Promise.resolve()) },
            home,
          })
          const reply = await client.complete({
            task: 'sql',
            system: 's',
            turns: [{ role: 'user', text: 'q' }],
            temperature: 0,
            maxOutputTokens: 9,
            wantsJson: true,
          })
          expectWithout(JSON.stringify(reply), key)
          const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) =>
            entry.isFile(),
          )
          expect(files.length).toBeGreaterThan(0)
          for (const { parentPath, name } of files)
            expectWithout(readFileSync(join(parentPath, name), 'utf8'), key)
        },
      ),
      { numRuns: 60, seed: 1 },
    )
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  })
})
