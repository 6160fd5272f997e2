import { describe, expect, it } from 'vitest'
import { NO_MODEL_CONFIG } from '../../model-config.ts'
import { parseModelSpec } from './model-spec.ts'
import { costOf, publishedPrice } from './prices.ts'
import { resolveEndpoint } from './resolve-endpoint.ts'

describe('a model is asked for as', () => {
  it.each([
    ['openai:gpt-5-mini', { kind: 'provider', provider: 'openai', model: 'gpt-5-mini' }],
    ['anthropic:claude-haiku-4-5', { kind: 'provider', provider: 'anthropic', model: 'claude-haiku-4-5' }],
    ['google:gemini-2.5-flash', { kind: 'provider', provider: 'google', model: 'gemini-2.5-flash' }],
    ['openai:ft:gpt-4.1:me::abc', { kind: 'provider', provider: 'openai', model: 'ft:gpt-4.1:me::abc' }],
    [
      'http://localhost:11434/v1#qwen3',
      { kind: 'endpoint', endpoint: 'http://localhost:11434/v1', model: 'qwen3' },
    ],
    [
      'http://localhost:11434/v1/#qwen3:8b',
      { kind: 'endpoint', endpoint: 'http://localhost:11434/v1', model: 'qwen3:8b' },
    ],
    [
      'https://h.example/a/b#org/name',
      { kind: 'endpoint', endpoint: 'https://h.example/a/b', model: 'org/name' },
    ],
    ['http://h:1/v1#a%20b', { kind: 'endpoint', endpoint: 'http://h:1/v1', model: 'a b' }],
    ['fast', { kind: 'name', name: 'fast' }],
    [' fast ', { kind: 'name', name: 'fast' }],
  ])('%s', (spec, expected) => {
    expect(parseModelSpec(spec)).toEqual(expected)
  })

  it.each([
    ['', /There is no model ""/],
    ['openai:', /needs the name of a model/],
    ['openai:a b', /needs the name of a model/],
    ['mistral:large', /There is no model "mistral:large"/],
    ['http://localhost:11434/v1', /Which model.*#NAME/],
    ['http://', /address of the model cannot be read/],
    ['ftp://h/v1#m', /There is no model/],
    ['http://me:pass@h/v1#m', /SONDE_API_KEY/],
    ['http://h/v1?key=abc#m', /SONDE_API_KEY/],
    ['openai:sk-abcdefghijklmnopqrstuvwx', /looks like a key/],
    ['http://h/v1#sk-abcdefghijklmnopqrstuvwx', /looks like a key/],
    ['AIzaSyAbcdefghijklmnopqrstuvwxyz01234', /looks like a key/],
  ])('%j is refused, in words that repeat no secret', (spec, message) => {
    const refusal = (): unknown => parseModelSpec(spec)
    expect(refusal).toThrow(message)
    expect(refusal).toThrow(expect.objectContaining({ code: 'usage' }))
    expect(refusal).not.toThrow(/pass@|abc#|abcdefgh/)
  })
})

describe('a model’s endpoint', () => {
  const resolve = (spec: string, environment = {}, config = NO_MODEL_CONFIG) =>
    resolveEndpoint(spec, { environment, config })

  it.each([
    ['openai:gpt-5', 'OPENAI_API_KEY'],
    ['anthropic:claude-haiku-4-5', 'ANTHROPIC_API_KEY'],
    ['google:gemini-2.5-pro', 'GOOGLE_GENERATIVE_AI_API_KEY'],
  ])('%s needs the variable %s', (spec, variable) => {
    expect(() => resolve(spec)).toThrow(
      new RegExp(`${spec} needs a key: set the environment variable ${variable}`),
    )
    expect(() => resolve(spec, { [variable]: '  ' })).toThrow(/needs a key/)
    expect(resolve(spec, { [variable]: 'k' })).toMatchObject({
      key: 'k',
      keyVariable: variable,
      address: null,
    })
    expect(resolveEndpoint(spec, { environment: {}, config: NO_MODEL_CONFIG, isReplay: true }).key).toBeNull()
  })

  it('is not asked for by the key itself, whatever that looks like', () => {
    const environment = { SONDE_API_KEY: 'a1b2-c3d4-e5f6-a7b8' }
    expect(() => resolve('http://h/v1#a1b2-c3d4-e5f6-a7b8', environment)).toThrow(/looks like a key/)
    expect(() => resolve('a1b2-c3d4-e5f6-a7b8', environment)).toThrow(/^(?!.*a1b2).*looks like a key/)
  })

  it('needs no key of its own', () => {
    expect(resolve('http://h/v1#m')).toMatchObject({ key: null, price: null })
    expect(resolve('http://h/v1#m', { SONDE_API_KEY: 'k', OPENAI_API_KEY: 'o' }).key).toBe('k')
  })

  it('takes what models.yaml says', () => {
    const price = { input: 1, output: 2 }
    const entry = {
      provider: 'compatible',
      endpoint: 'http://h/v1/',
      model: 'm',
      key: 'MY_KEY',
      price,
      timeoutSeconds: 9,
      thinkingTokens: 7,
    } as const
    const config = {
      ...NO_MODEL_CONFIG,
      models: new Map([['mine', entry]]),
      prices: new Map([['openai:gpt-5', price]]),
    }
    expect(() => resolve('mine', { SONDE_API_KEY: 'k' }, config)).toThrow(/MY_KEY/)
    expect(resolve('mine', { MY_KEY: 'k' }, config)).toEqual({
      name: 'mine',
      provider: 'compatible',
      address: 'http://h/v1',
      model: 'm',
      key: 'k',
      keyVariable: 'MY_KEY',
      price,
      timeoutMs: 9000,
      thinkingTokens: 7,
    })
    expect(resolve('openai:gpt-5', { OPENAI_API_KEY: 'k' }, config).price).toEqual(price)
    expect(() => resolve('other', {}, config)).toThrow(
      /There is no model "other"\. models\.yaml names mine\./,
    )
  })
})

describe('a price', () => {
  it.each([
    ['openai', 'gpt-5-mini', 0.25],
    ['openai', 'gpt-5-mini-2025-08-07', 0.25],
    ['anthropic', 'claude-haiku-4-5-20251001', 1],
    ['anthropic', 'claude-sonnet-4-5-latest', 3],
    ['openai', 'gpt-5-minimal', undefined],
    ['compatible', 'gpt-5', undefined],
    ['google', 'takenOn', undefined],
  ] as const)('of %s %s is %s', (provider, model, input) => {
    expect(publishedPrice(provider, model)?.input).toBe(input)
  })

  it('counts what was cached, and what went into the cache, at their own rates', () => {
    const price = { input: 3, cachedInput: 0.3, cacheWrite: 3.75, output: 15 }
    const tokens = { input: 1_000_000, cachedInput: 500_000, cacheWrite: 100_000, output: 100_000 }
    expect(costOf(tokens, price)).toBeCloseTo(0.4 * 3 + 0.5 * 0.3 + 0.1 * 3.75 + 0.1 * 15, 10)
    expect(costOf(tokens, { input: 3, output: 15 })).toBeCloseTo(3 + 1.5, 10)
    expect(costOf(tokens, null)).toBeNull()
  })
})
