import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chatCompletion, type LoopbackServer, startLoopbackServer } from '../support/loopback-server.ts'
import { readDocument } from './json-schemas.ts'
import { sondeIn, temporaryFolder } from './run-sonde.ts'

const KEY = 'key-0123456789-abcdefghij'
const NO_KEYS = {
  OPENAI_API_KEY: '',
  ANTHROPIC_API_KEY: '',
  GOOGLE_GENERATIVE_AI_API_KEY: '',
  SONDE_API_KEY: '',
}

const folder = temporaryFolder()
const home = join(folder, 'home')
const sonde = sondeIn(home)

let server: LoopbackServer
beforeAll(async () => {
  mkdirSync(home)
  server = await startLoopbackServer(() => {})
})
afterAll(() => server.close())
beforeEach(() => {
  server.requests.length = 0
  server.handler = ({ path, body, headers }, response) => {
    response.setHeader('content-type', 'application/json')
    if (headers.authorization !== `Bearer ${KEY}`) {
      response.writeHead(401).end(JSON.stringify({ error: { message: `no ${headers.authorization}` } }))
    } else if (path.endsWith('/embeddings')) {
      response.end(JSON.stringify({ data: body.input.map(() => ({ embedding: [3, 4] })) }))
    } else response.end(chatCompletion('ready', { finish: 'length' }))
  }
})

function writeModels(): void {
  writeFileSync(
    join(home, 'models.yaml'),
    `format: sonde-models/1
default: sql=mine,keywords=builtin
embedder: vectors
models:
  mine: { endpoint: ${server.origin}/v1, model: m, key: MY_KEY, prices: { input: 2, output: 10 } }
  vectors: { endpoint: ${server.origin}/v1, model: e, key: MY_KEY }
`,
  )
}

async function doctor(words: readonly string[], environment: Record<string, string> = {}) {
  const run = await sonde(['doctor', ...words], { environment: { ...NO_KEYS, ...environment } })
  expect(run.stdout + run.stderr).not.toContain(KEY)
  return run
}

describe('sonde doctor', () => {
  it('names every model that is set up, whether it replies, and what a question costs', async () => {
    writeModels()
    const run = await doctor(['--json'], { MY_KEY: KEY })
    expect(run).toMatchObject({ code: 0, stderr: '' })
    const document = readDocument('doctor', run.stdout)
    expect(document.models).toEqual([
      {
        name: 'mine',
        kind: 'language model',
        keyVariable: 'MY_KEY',
        isKeySet: true,
        isReachable: true,
        problem: null,
        replyMs: expect.any(Number),
        costPerQuestion: 0.0028,
        priceTakenOn: null,
      },
    ])
    expect(document.embedder).toMatchObject({ name: 'vectors', kind: 'embedder', isReachable: true })
    expect(document.keys).toContainEqual({ variable: 'MY_KEY', isSet: true })
    expect(document.keys).toContainEqual({ variable: 'OPENAI_API_KEY', isSet: false })
    expect(server.requests.map(({ path }) => path).sort()).toEqual(['/v1/chat/completions', '/v1/embeddings'])
    expect(server.requests.every(({ body }) => (body.max_tokens ?? 0) <= 16)).toBe(true)
  })

  it('sends nothing with --offline', async () => {
    writeModels()
    const run = await doctor(['--offline'], { MY_KEY: KEY })
    expect(run.code).toBe(0)
    expect(run.stdout).toMatch(/mine: set up \(key in MY_KEY\); a question costs about \$0\.0028/)
    expect(run.stdout).toMatch(/Keys in the environment: MY_KEY/)
    expect(server.requests).toEqual([])
  })

  it('fails, and says what to do, where a key is missing or wrong', async () => {
    writeModels()
    const missing = await doctor([])
    expect(missing.code).toBe(1)
    expect(missing.stdout).toMatch(/bad .*mine: does not work \(MY_KEY is not set\)/)
    expect(missing.stdout).toMatch(/set the environment variable MY_KEY/)
    const wrong = await doctor([], { MY_KEY: 'wrong-0123456789-wrong' })
    expect(wrong.code).toBe(1)
    expect(wrong.stdout).toMatch(/does not accept the key \(401\); check the environment variable MY_KEY/)
    expect(wrong.stdout).not.toContain('wrong-0123456789-wrong')
  })

  it('checks the model of --model and of SONDE_MODEL, by its published price', async () => {
    writeFileSync(join(home, 'models.yaml'), 'format: sonde-models/1\n')
    const run = await doctor(['--offline', '--json', '--model', 'openai:gpt-5-mini'], { OPENAI_API_KEY: KEY })
    expect(readDocument('doctor', run.stdout).models).toMatchObject([
      { name: 'openai:gpt-5-mini', costPerQuestion: 0.00041, priceTakenOn: '2026-11-21', isReachable: null },
    ])
    const other = await doctor(['--offline'], { SONDE_MODEL: 'openai:no-such-model', OPENAI_API_KEY: KEY })
    expect(other.stdout).toMatch(/openai:no-such-model: set up .*; what a question costs is not known/)
  })

  it('says what is wrong with models.yaml, and checks the rest', async () => {
    writeFileSync(
      join(home, 'models.yaml'),
      'format: sonde-models/1\nmodels: { a: { provider: openai, model: m, key: sk-oops } }',
    )
    const run = await doctor([])
    expect(run.code).toBe(1)
    expect(run.stdout).toMatch(/ok .*SQLite/)
    expect(run.stdout).toMatch(/models\.a\.key must be the name of an environment variable/)
    expect(run.stdout).not.toContain('sk-oops')
  })
})
