import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Explored, exploreScript, SHOP } from '../../../../test/support/explored-shop.ts'
import { replyQueue } from '../../../../test/support/reply-queue.ts'
import type { QueryWordingRequest } from '../../synthesis-model.ts'
import type { PromptSettings } from './prompt-settings.ts'
import { wordQueries } from './query-wording-task.ts'

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

async function word(reply: string | readonly string[], parts: Partial<QueryWordingRequest> = {}) {
  const chat = replyQueue(...[reply].flat())
  const wordings = await wordQueries(chat, SETTINGS, {
    context: shop,
    part: { tables: [{ table: 'customers', columns: ['id', 'name', 'city'] }] },
    queries: [
      'SELECT name FROM customers',
      'SELECT count(*)\nFROM customers -- all',
      'SELECT city FROM customers',
    ],
    styleDemonstrations: [],
    paraphrases: 2,
    ...parts,
  })
  return { wordings, requests: chat.requests, user: chat.requests[0]?.turns[0]?.text ?? '' }
}

const NAMES = { question: 'What are they called?', paraphrases: ['Their names?'], evidence: '' }
const COUNT = { question: 'How many are there?', paraphrases: [], evidence: 'people only' }
const CITIES = { question: 'Where are they from?', paraphrases: [], evidence: '' }
const ALL = [NAMES, COUNT, CITIES]
const numbered = (...numbers: readonly unknown[]) =>
  ALL.map((one, index) => ({ query: numbers[index], ...one }))

describe('the questions of a reply', () => {
  const replies: readonly (readonly [string, unknown, readonly unknown[]])[] = [
    ['in an object', { questions: numbered(1, 2, 3) }, ALL],
    ['in a list', numbered(1, 2, 3), ALL],
    ['out of order', numbered(1, 2, 3).reverse(), ALL],
    ['numbered in words', numbered('Query 1', '#2', '3.'), ALL],
    ['numbered from 0', numbered(0, 1, 2), ALL],
    ['with a number of another name', ALL.map((one, index) => ({ number: index + 1, ...one })), ALL],
    ['without numbers', ALL, ALL],
    ['with their queries in place of numbers', numbered('SELECT 3', 'SELECT 1', 'SELECT 2'), ALL],
    ['some left out', [{ query: 3, ...CITIES }], [null, null, CITIES]],
    ['some without a question', [{ query: 1, ...NAMES }, { query: 2, question: '' }, { query: 3, question: null }], [NAMES, null, null]],
    ['twice the same number', [{ query: 1, ...NAMES }, { query: 1, ...CITIES }], [NAMES, null, null]],
    ['of queries that there are not', [{ query: 1, ...NAMES }, { query: 4, ...CITIES }, { query: -1, ...CITIES }], [NAMES, null, null]],
    ['with one paraphrase alone', [{ query: 1, ...NAMES, paraphrases: 'Their names?' }], [NAMES, null, null]],
    ['with more paraphrases', [{ query: 2, ...COUNT, paraphrases: ['a b', 'c', 'd'] }], [null, { ...COUNT, paraphrases: ['a b', 'c'] }, null]],
    ['with the same paraphrase again', [{ query: 2, ...COUNT, paraphrases: ['HOW many are there?', ' So  many? ', 'so many?', '', 3, null, 'x'.repeat(501)] }], [null, { ...COUNT, paraphrases: ['So many?'] }, null]],
    ['without paraphrases', [{ query: 3, question: CITIES.question, paraphrases: null }], [null, null, CITIES]],
  ] // biome-ignore format: one reply a line
  it.each(replies)('%s', async (_, reply, expected) => {
    const { wordings, requests } = await word(JSON.stringify(reply))
    expect(wordings).toEqual(expected)
    expect(requests).toHaveLength(1)
  })

  it('are those that are complete where the list breaks off', async () => {
    const text = JSON.stringify({ questions: numbered(1, 2, 3) })
    expect((await word(text.slice(0, text.indexOf(CITIES.question)))).wordings).toEqual([NAMES, COUNT, null])
  })

  it('are not guessed where there are no numbers and not as many', async () => {
    const problem = 'it holds no complete JSON entry with the number of a "query"'
    const { requests } = await word([JSON.stringify([NAMES]), JSON.stringify(numbered(1, 2, 3))])
    expect(requests[1]!.turns[2]!.text).toContain(problem)
    await expect(word('These are easy.')).rejects.toMatchObject({ failure: { kind: 'malformed' } })
  })
})

describe('what is asked for', () => {
  it('is a question for each query, which stands on a line of its own', async () => {
    const { user, requests } = await word(JSON.stringify(ALL), { sample: 3 })
    expect(user).toContain(
      '<queries>\n1. SELECT name FROM customers\n2. SELECT count(*) FROM customers\n3. SELECT city FROM customers\n</queries>',
    )
    expect(user.endsWith('Paraphrases of each question: 2')).toBe(true)
    expect(requests[0]).toMatchObject({ task: 'wording', temperature: 0.7, wantsJson: true, sample: 3 })
  })

  it('is nothing where there are no queries', async () => {
    const { wordings, requests } = await word('[]', { queries: [] })
    expect([wordings, requests]).toEqual([[], []])
  })

  it('shows queries that nobody can parse as they are', async () => {
    const { user } = await word(JSON.stringify([NAMES]), { queries: ['SELECT FROM\n\n nowhere'] })
    expect(user).toContain('<queries>\n1. SELECT FROM nowhere\n</queries>')
  })
})
