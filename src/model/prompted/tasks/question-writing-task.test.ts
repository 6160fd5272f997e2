import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Explored, exploreScript, SHOP } from '../../../../test/support/explored-shop.ts'
import { replyQueue } from '../../../../test/support/reply-queue.ts'
import type { QuestionWritingRequest } from '../../synthesis-model.ts'
import { estimateTokens } from '../context/estimate-tokens.ts'
import type { PromptSettings } from './prompt-settings.ts'
import { writeQuestions } from './question-writing-task.ts'

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

async function write(reply: string | readonly string[], parts: Partial<QuestionWritingRequest> = {}) {
  const chat = replyQueue(...[reply].flat())
  const pairs = await writeQuestions(chat, SETTINGS, {
    context: shop,
    part: {
      tables: [
        { table: 'customers', columns: ['id', 'name', 'city'] },
        { table: 'orders', columns: ['id', 'customer_id'] },
      ],
    },
    difficulties: ['simple', 'moderate', 'challenging'],
    demonstrations: [],
    styleDemonstrations: [],
    wanted: [],
    ...parts,
  })
  const [request] = chat.requests
  return {
    pairs,
    requests: chat.requests,
    system: request?.system ?? '',
    user: request?.turns[0]?.text ?? '',
  }
}

const ONE = {
  question: 'Who is from Berlin?',
  evidence: '',
  sql: "SELECT name FROM customers WHERE city = 'Berlin'",
}
const TWO = {
  question: 'How many orders are there?',
  evidence: 'all of them',
  sql: 'SELECT count(*) FROM orders',
}
const BOTH = JSON.stringify([ONE, TWO])
const one = { ...ONE, paraphrases: [] }
const two = { ...TWO, paraphrases: [] }

describe('the pairs of a reply', () => {
  const replies: readonly (readonly [string, string, readonly object[]])[] = [
    ['in an object', JSON.stringify({ pairs: [ONE, TWO] }), [one, two]],
    ['in a list', BOTH, [one, two]],
    ['in a list under another name', JSON.stringify({ queries: [ONE, TWO] }), [one, two]],
    ['under numbers', JSON.stringify({ 1: ONE, 2: TWO }), [one, two]],
    ['alone', JSON.stringify(ONE), [one]],
    ['a line each', `${JSON.stringify(ONE)}\n${JSON.stringify(TWO)}`, [one, two]],
    ['in a fence', `\`\`\`json\n${BOTH}\n\`\`\``, [one, two]],
    ['in a fence each', `1.\n\`\`\`json\n${JSON.stringify(ONE)}\n\`\`\`\n2.\n\`\`\`\n${JSON.stringify(TWO)}\n\`\`\``, [one, two]],
    ['between sentences', `Sure [as asked]: ${BOTH} These {differ}.`, [one, two]],
    ['after thoughts', `<think>[{"question": "Which?", "sql": "SELECT 1"}]</think>${BOTH}`, [one, two]],
    ['with trailing commas', BOTH.replaceAll('}', ',}').replace(']', ',]'), [one, two]],
    ['with other keys', JSON.stringify([{ Question: ONE.question, SQL: ONE.sql }, { question: TWO.question, query: TWO.sql, evidence: ['all', 'of them'] }]), [one, { ...two, evidence: 'all; of them' }]],
    ['cut in the middle', BOTH.slice(0, -20), [one]],
    ['cut within an object', `{"pairs": ${BOTH.slice(0, -20)}`, [one]],
    ['without sql', JSON.stringify([{ question: 'Why?' }, TWO]), [two]],
    ['without a question', JSON.stringify([{ sql: ONE.sql }, { ...ONE, question: ' ' }, { ...ONE, question: '…' }, { ...ONE, question: 7 }, TWO]), [two]],
    ['with what is no query', JSON.stringify([{ ...ONE, sql: 'all of the customers' }, { ...ONE, sql: 'DELETE FROM customers' }, TWO]), [two]],
    ['with fences and semicolons', JSON.stringify([{ ...ONE, sql: `\`\`\`sql\n ${ONE.sql};\n\`\`\`` }, { ...TWO, sql: `${TWO.sql}; ${ONE.sql};` }]), [one, two]],
    ['that do not parse', JSON.stringify([{ ...ONE, sql: 'SELECT FROM WHERE' }]), [{ ...one, sql: 'SELECT FROM WHERE' }]],
    ['with quotes that are not escaped', '{"pairs": [{"question": "Who is from Berlin?", "sql": "SELECT "name", "city" FROM "customers"", "evidence": ""}]}', [{ ...one, sql: 'SELECT "name", "city" FROM "customers"' }]],
    ['on several lines', JSON.stringify([{ ...ONE, question: ' Who is\n from  Berlin? ' }]), [one]],
    ['that are novels', JSON.stringify([{ ...ONE, question: `Who ${'x'.repeat(500)}?` }, { ...ONE, evidence: 'x'.repeat(501) }, { ...ONE, sql: `SELECT '${'x'.repeat(4_000)}'` }, TWO]), [two]],
    ['more than asked for', JSON.stringify([ONE, TWO, ONE, TWO]), [one, two, one]],
    ...['None', 'none.', 'N/A', '-', 'no evidence needed', null].map(
      (evidence) => [`evidence ${evidence}`, JSON.stringify([{ ...ONE, evidence }]), [one]] as const,
    ),
    ['evidence without Latin letters', JSON.stringify([{ ...ONE, evidence: '柏林' }]), [{ ...one, evidence: '柏林' }]],
  ] // biome-ignore format: one reply a line
  it.each(replies)('%s', async (_, reply, expected) => {
    const { pairs, requests } = await write(reply)
    expect(pairs).toEqual(expected)
    expect(requests).toHaveLength(1)
  })
})

describe('what is asked for', () => {
  it('is as many pairs of this difficulty, other ones for each sample', async () => {
    const { user, requests } = await write(BOTH, { sample: 7 })
    expect(user.endsWith('1. simple\n2. moderate\n3. challenging')).toBe(true)
    expect(requests[0]).toMatchObject({ task: 'questions', temperature: 0.7, wantsJson: true, sample: 7 })
  })

  it('is nothing where no pair is wanted', async () => {
    const { pairs, requests } = await write(BOTH, { difficulties: [] })
    expect([pairs, requests]).toEqual([[], []])
  })

  it('shows what is asked of this database, how people ask of others, and what nobody asks for', async () => {
    const { user } = await write(BOTH, {
      demonstrations: [{ question: 'Who\nis there?', sql: 'select name -- of whom\nfrom customers' }],
      styleDemonstrations: [{ question: 'Which ships sank?', sql: 'SELECT name FROM ship' }],
      wanted: ['orders.status', 'customers.city'],
    })
    expect(user).toContain(
      '<examples>\nQuestion: Who is there?\nSQL: SELECT name FROM customers\n</examples>',
    )
    expect(user).toContain('<style>\nQuestion: Which ships sank?\nSQL: SELECT name FROM ship\n</style>')
    expect(user).toContain('<wanted>\n"orders.status"\n"customers.city"\n</wanted>')
  })

  it('leaves room for the database, however much there is to show', async () => {
    const demonstrations = Array.from({ length: 50 }, (_, index) => ({
      question: `Which customers have the number ${index}, and where are they from?`,
      sql: `SELECT name, city FROM customers WHERE id = ${index}`,
    }))
    const { system, user } = await write(BOTH, { demonstrations, styleDemonstrations: demonstrations })
    expect(estimateTokens(system) + estimateTokens(user)).toBeLessThanOrEqual(SETTINGS.tokenBudget)
    expect(user).toContain('orders(id integer key, customer_id integer)')
    expect(user).toContain('the number 0,')
    expect(user).not.toContain('the number 40,')
  })
})

describe('a reply without a pair that can be used', () => {
  const QUERIES = JSON.stringify([{ ...ONE, sql: 'DROP TABLE customers' }])
  const replies: readonly (readonly [string, string, string, string])[] = [
    ['prose', 'I would ask who is from Berlin.', 'it holds no complete JSON entry', 'malformed'],
    ['an empty list', '{"pairs": []}', 'it holds no complete JSON entry', 'malformed'],
    ['no query', JSON.stringify([{ ...ONE, sql: 'everybody' }]), 'none of its entries', 'malformed'],
    ['what writes', QUERIES, 'only SELECT queries may be run', 'writes'],
  ]
  it.each(replies)('(%s) goes back once with what is wrong, then fails', async (_, reply, problem, kind) => {
    const { pairs, requests } = await write([reply, BOTH])
    expect(pairs).toEqual([one, two])
    expect(requests[1]!.turns[2]!.text).toContain(`This cannot be used: ${problem}`)
    await expect(write([reply, reply])).rejects.toMatchObject({ code: 'model-failed', failure: { kind } })
  })
})
