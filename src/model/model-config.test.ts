import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NO_MODEL_CONFIG, readModelConfig } from './model-config.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sonde-models-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const read = (text: string) => {
  writeFileSync(join(home, 'models.yaml'), text)
  return readModelConfig(home)
}

describe('models.yaml', () => {
  it('may be missing', async () => {
    expect(await readModelConfig(home)).toEqual(NO_MODEL_CONFIG)
  })

  it('names models, prices and defaults', async () => {
    const config = await read(`
format: sonde-models/1
default: fast
embedder: http://localhost:11434/v1#nomic-embed-text
models:
  fast:
    endpoint: http://localhost:11434/v1
    model: qwen3:8b
    timeoutSeconds: 300
    thinkingTokens: 2000
  proxy:
    provider: anthropic
    endpoint: https://proxy.example/v1
    model: claude-haiku-4-5
    key: PROXY_KEY
    prices: { input: 1, cachedInput: 0.1, cacheWrite: 1.25, output: 5 }
prices:
  openai:gpt-9: { input: 1, output: 2 }
`)
    expect(config).toEqual({
      file: join(home, 'models.yaml'),
      defaultModel: 'fast',
      embedder: 'http://localhost:11434/v1#nomic-embed-text',
      models: new Map([
        [
          'fast',
          {
            provider: 'compatible',
            endpoint: 'http://localhost:11434/v1',
            model: 'qwen3:8b',
            key: null,
            price: null,
            timeoutSeconds: 300,
            thinkingTokens: 2000,
          },
        ],
        [
          'proxy',
          {
            provider: 'anthropic',
            endpoint: 'https://proxy.example/v1',
            model: 'claude-haiku-4-5',
            key: 'PROXY_KEY',
            price: { input: 1, cachedInput: 0.1, cacheWrite: 1.25, output: 5 },
            timeoutSeconds: null,
            thinkingTokens: null,
          },
        ],
      ]),
      prices: new Map([['openai:gpt-9', { input: 1, output: 2 }]]),
    })
  })

  const HEAD = 'format: sonde-models/1\n'
  it.each([
    ['', /The file is not as it should be/],
    ['format: sonde-models/2', /format is not as it should be/],
    [`${HEAD}modles: {}`, /The file has a name that is not known/],
    [`${HEAD}models: { a: { model: m } }`, /models\.a needs an endpoint.*or a provider/],
    [`${HEAD}models: { a: { endpoint: 'file:///etc', model: m } }`, /models\.a\.endpoint is not/],
    [`${HEAD}models: { a: { provider: openai } }`, /models\.a\.model is not/],
    [
      `${HEAD}models: { a: { provider: openai, model: m, apiKey: secret-secret } }`,
      /models\.a has a name that is not known/,
    ],
    [
      `${HEAD}models: { a: { provider: openai, model: m, key: sk-secret-secret } }`,
      /models\.a\.key must be the name of an environment variable/,
    ],
    [
      `${HEAD}models: { a: { provider: openai, model: m, prices: { input: -1 } } }`,
      /models\.a\.prices\.input is not/,
    ],
    [`${HEAD}models: {\n  a: secret-secret\n  b`, /models\.yaml is not YAML \(line \d+\)/],
  ])('%j is refused, in words that repeat nothing of it', async (text, message) => {
    const refusal = read(text)
    await expect(refusal).rejects.toThrow(message)
    await expect(refusal).rejects.toMatchObject({ code: 'usage' })
    await expect(refusal).rejects.not.toThrow(/secret/)
  })
})
