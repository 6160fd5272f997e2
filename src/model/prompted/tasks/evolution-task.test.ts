import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Explored, exploreScript, SHOP } from '../../../../test/support/explored-shop.ts'
import { replyQueue } from '../../../../test/support/reply-queue.ts'
import type { EvolutionRequest } from '../../synthesis-model.ts'
import { evolvePair } from './evolution-task.ts'
import type { PromptSettings } from './prompt-settings.ts'

const SETTINGS: PromptSettings = {
  shots: { keywords: 0, variants: 0, sql: 0, revision: 0 },
  samplesPerTable: 3,
  tokenBudget: 1_500,
  dialectName: 'SQLite',
}

let shop: Explored
beforeAll(async () => {
  shop = await exploreScript(SHOP)
})
afterAll(() => shop.close())

async function evolve(reply: string, parts: Partial<EvolutionRequest> = {}) {
  const chat = replyQueue(reply)
  const pairs = await evolvePair(chat, SETTINGS, {
    context: shop,
    part: { tables: [{ table: 'customers', columns: ['id', 'name', 'city'] }] },
    pair: { question: 'Who are the customers?', sql: 'SELECT name FROM customers' },
    steps: ['condition', 'constraint and table'],
    paraphrases: 1,
    ...parts,
  })
  return { pairs, requests: chat.requests, user: chat.requests[0]?.turns[0]?.text ?? '' }
}

const HARDER = {
  question: 'Who is from Berlin?',
  paraphrases: ['The names of those from Berlin'],
  evidence: '',
  sql: "SELECT name FROM customers WHERE city = 'Berlin'",
}
const entry = { step: 'condition', difficulty: 'moderate', related_tables: 1, ...HARDER }

describe('harder pairs', () => {
  const replies: readonly (readonly [string, unknown, readonly object[]])[] = [
    ['in an object', { pairs: [entry, entry] }, [HARDER, HARDER]],
    ['as the paper names the keys', [{ db_id: 'shop', ...entry, sql: undefined, SQL: HARDER.sql }], [HARDER]],
    ['with more paraphrases than asked for', [{ ...entry, paraphrases: [...HARDER.paraphrases, 'Berliners?'] }], [HARDER]],
    ['without paraphrases', [{ ...entry, paraphrases: undefined }], [{ ...HARDER, paraphrases: [] }]],
    ['more than asked for', [entry, entry, entry], [HARDER, HARDER]],
    ['fewer than asked for', [entry], [HARDER]],
    ['of which some cannot be used', [{ ...entry, sql: null }, entry], [HARDER]],
  ] // biome-ignore format: one reply a line
  it.each(replies)('%s', async (_, reply, expected) => {
    expect((await evolve(JSON.stringify(reply))).pairs).toEqual(expected)
  })

  it('fail where none comes', async () => {
    await expect(evolve('It is hard enough.')).rejects.toMatchObject({ failure: { kind: 'malformed' } })
  })
})

describe('what is asked for', () => {
  it('is a pair for each step, with what the step adds', async () => {
    const { user, requests } = await evolve(JSON.stringify([entry]), { sample: 2 })
    expect(user).toContain(
      '<pair>\nQuestion: Who are the customers?\nSQL: SELECT name FROM customers\n</pair>',
    )
    expect(user).toMatch(/\n1\. condition: .+\n2\. constraint and table: .+5 to 10 words$/)
    expect(user).toContain('Paraphrases of each question: 1\n')
    expect(requests[0]).toMatchObject({ task: 'evolution', temperature: 0.7, wantsJson: true, sample: 2 })
  })

  it('says what every step adds', async () => {
    const steps = ['condition', 'join', 'nesting', 'aggregation', 'ordering', 'constraint and table'] as const
    const { user } = await evolve(JSON.stringify([entry]), { steps })
    for (const [index, step] of steps.entries()) {
      expect(user).toMatch(new RegExp(`^${index + 1}\\. ${step}: \\w`, 'm'))
    }
  })

  it('is nothing where there are no steps', async () => {
    const { pairs, requests } = await evolve('[]', { steps: [] })
    expect([pairs, requests]).toEqual([[], []])
  })

  it('shows a query that has no question yet alone', async () => {
    const pair = { question: '', sql: 'SELECT name FROM customers' }
    expect((await evolve(JSON.stringify([entry]), { pair })).user).toContain(
      '<pair>\nSQL: SELECT name FROM customers\n</pair>',
    )
  })
})
