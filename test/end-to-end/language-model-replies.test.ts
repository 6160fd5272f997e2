import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Misbehaviour } from '../support/model-server/misbehaviour.ts'
import { teaHouseRun } from './tea-house-run.ts'

const teaHouse = teaHouseRun()
const HOW_MANY = 'How many customers are there?'
const IN_NEW_YORK = 'How many customers are in New York?'
const ALWAYS = 100

const digest = (): string => createHash('sha256').update(readFileSync(teaHouse.file)).digest('hex')
const saying = (text: string): Misbehaviour => ({ kind: 'text', change: () => text })

describe('a reply that is not as asked for is used all the same', () => {
  const changes: readonly [string, (text: string) => string][] = [
    ['in a fence', (text) => `\`\`\`json\n${text}\n\`\`\``],
    ['in a fence without a language', (text) => `\`\`\`\n${text}\n\`\`\``],
    [
      'between sentences',
      (text) => `Sure! Here is what you asked for:\n\n${text}\n\nI hope that this helps.`,
    ],
    ['after thinking aloud', (text) => `<think>The user wants {"content": []}…</think>\n${text}`],
    ['with trailing commas', (text) => text.replaceAll(']', ',]').replaceAll('}', ',}')],
  ]

  it.each(changes)('%s', async (_, change) => {
    teaHouse.server.misbehave({ kind: 'text', change }, { times: ALWAYS })
    const answer = await teaHouse.ask(IN_NEW_YORK, { standIn: null })
    expect(answer.rows).toEqual([[3]])
    expect(teaHouse.server.calls.map(({ task }) => task)).toEqual(['keywords', 'variants', 'sql'])
  })

  it.each([
    ['keywords', '{"content": [{"words": "New Y'],
    ['sql', 'I would join the tables.'],
  ] as const)('%s: it goes back once, and is right then', async (task, text) => {
    teaHouse.server.misbehave(saying(text), { task })
    const answer = await teaHouse.ask(IN_NEW_YORK, { standIn: null })
    expect(answer.rows).toEqual([[3]])
    expect(teaHouse.server.calls.filter((call) => call.task === task)).toHaveLength(2)
  })
})

describe('a model that writes', () => {
  it.each(['DELETE FROM customers', 'DROP TABLE customers', 'UPDATE products SET price = 0'])(
    '%s',
    async (sql) => {
      const before = digest()
      teaHouse.server.misbehave(saying(sql), { times: ALWAYS, task: 'sql' })
      const answer = await teaHouse.ask(HOW_MANY)
      expect(answer.modelFailures).toMatchObject([{ task: 'sql', kind: 'writes', replacement: 'builtin' }])
      expect(answer.rows).toEqual([[7]])
      expect(digest()).toBe(before)
    },
  )

  it('once, is asked again', async () => {
    teaHouse.server.misbehave(saying('DELETE FROM customers'), { task: 'sql' })
    const answer = await teaHouse.ask(HOW_MANY, { standIn: null })
    expect(answer.rows).toEqual([[7]])
  })
})

describe('several drafts', () => {
  it('vote by what they find, so that one that goes astray is outvoted', async () => {
    const astray = 'SELECT count(*) FROM products'
    teaHouse.server.misbehave(saying(astray), { task: 'sql' })
    expect((await teaHouse.ask(HOW_MANY, { standIn: null })).rows).toEqual([[5]])
    teaHouse.server.reset()
    teaHouse.server.misbehave(saying(astray), { task: 'sql' })
    const answer = await teaHouse.ask(HOW_MANY, { candidates: 3, standIn: null })
    expect(answer.rows).toEqual([[7]])
    const drafts = teaHouse.server.calls.filter(({ task }) => task === 'sql')
    expect(drafts.map(({ body }) => body.temperature)).toEqual([0.7, 0.7, 0.7])
    expect(new Set(drafts.map(({ body }) => body.seed)).size).toBe(3)
  })
})

describe('a reply that is streamed', () => {
  it('is heard as it comes', async () => {
    const heard: string[] = []
    const answer = await teaHouse.ask(HOW_MANY, {
      onEvent: (event) => {
        if (event.kind === 'text' && event.task === 'sql') heard.push(event.text)
      },
    })
    expect(heard.length).toBeGreaterThan(1)
    expect(heard.join('')).toBe(answer.sql)
    expect(answer.usage).toMatchObject({ calls: 2 })
    expect(answer.usage.outputTokens).toBeGreaterThan(0)
  })
})
