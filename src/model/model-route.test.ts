import { describe, expect, it } from 'vitest'
import { readModelRoute } from './model-route.ts'

describe('which model does which task', () => {
  it('is the named one for all, when it works offline', () => {
    expect(new Set(Object.values(readModelRoute('builtin:my.model', ['keywords'])))).toEqual(
      new Set(['builtin:my.model']),
    )
  })

  it('leaves what the builtin one does as well to it', () => {
    expect(readModelRoute('openai:large', ['keywords', 'variants', 'linking'])).toEqual({
      keywords: 'builtin',
      variants: 'builtin',
      linking: 'builtin',
      sql: 'openai:large',
      revision: 'openai:large',
      questions: 'openai:large',
      wording: 'openai:large',
      evolution: 'openai:large',
      judgement: 'openai:large',
    })
    expect(readModelRoute('openai:large').keywords).toBe('openai:large')
  })

  it('is named task by task', () => {
    expect(
      readModelRoute('sql=http://localhost:11434/v1#qwen3:8b?a=b, keywords = openai:small', ['linking']),
    ).toEqual({
      keywords: 'openai:small',
      variants: 'builtin',
      linking: 'builtin',
      sql: 'http://localhost:11434/v1#qwen3:8b?a=b',
      revision: 'builtin',
      questions: 'builtin',
      wording: 'builtin',
      evolution: 'builtin',
      judgement: 'builtin',
    })
    expect(readModelRoute('openai:large,linking=openai:small', ['linking']).linking).toBe('openai:small')
  })

  it.each([
    ['', 'lacks a name'],
    ['sql=', 'lacks a name for sql'],
    ['a,b', 'two models for all tasks'],
    ['sql=a,sql=b', 'two models for sql'],
  ])('refuses "%s"', (text, message) => {
    expect(() => readModelRoute(text)).toThrow(message)
  })
})
