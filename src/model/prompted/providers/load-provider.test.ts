import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const SOURCE = resolve(import.meta.dirname, '..', '..', '..')
/** An import of values, not of types, when a file is loaded. */
const EAGER_IMPORT = /^(?:import|export) (?!type\b)[^']*?'@ai-sdk\//m

describe('answering offline', () => {
  it('loads no provider’s package', () => {
    const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    )
    expect(files.length).toBeGreaterThan(100)
    expect(files.filter((file) => EAGER_IMPORT.test(readFileSync(join(SOURCE, file), 'utf8')))).toEqual([])
  })

  it.each([
    ["import { createOpenAI } from '@ai-sdk/openai'", true],
    ["import '@ai-sdk/openai'", true],
    ["import {\n  a,\n} from '@ai-sdk/openai'", true],
    ["import { a } from 'b'\nimport type { C } from '@ai-sdk/provider'", false],
    ["  const { createOpenAI } = await import('@ai-sdk/openai')", false],
  ])('%j is loaded at once: %s', (text, expected) => {
    expect(EAGER_IMPORT.test(text)).toBe(expected)
  })
})
