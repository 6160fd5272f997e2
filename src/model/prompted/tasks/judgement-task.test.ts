import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Explored, exploreScript, SHOP } from '../../../../test/support/explored-shop.ts'
import { replyQueue } from '../../../../test/support/reply-queue.ts'
import type { Judgement, JudgementRequest } from '../../synthesis-model.ts'
import { judgePair } from './judgement-task.ts'
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

async function judge(reply: string | readonly string[], parts: Partial<JudgementRequest> = {}) {
  const chat = replyQueue(...[reply].flat())
  const judgement = await judgePair(chat, SETTINGS, {
    context: shop,
    part: { tables: [{ table: 'customers', columns: ['id', 'name', 'city'] }] },
    question: 'Who is from Berlin?',
    paraphrases: ['Names of Berliners', 'Where is Berlin?'],
    evidence: '',
    sql: "SELECT name FROM customers WHERE city = 'Berlin'",
    result: { kind: 'rows', columns: ['name'], rows: [['Ann Lee'], ['Cem Kaya']], truncated: false },
    ...parts,
  })
  return { judgement, requests: chat.requests, user: chat.requests[0]!.turns[0]!.text }
}

const verdict = (
  verdict: Judgement['verdict'],
  reason = '',
  faithfulParaphrases: readonly boolean[] = [false, false],
): Judgement => ({ verdict, reason, faithfulParaphrases })

describe('the verdict of a reply', () => {
  const replies: readonly (readonly [string, string, Judgement])[] = [
    ['faithful', '{"reason": "", "verdict": "faithful", "paraphrases": [true, false]}', verdict('faithful', '', [true, false])],
    ['unfaithful', '{"verdict": "unfaithful", "reason": "it misses\\nthe year", "paraphrases": []}', verdict('unfaithful', 'it misses the year')],
    ['ambiguous', '{"verdict": "Ambiguous.", "reason": "two cities", "paraphrases": [true, true]}', verdict('ambiguous', 'two cities', [true, true])],
    ['not faithful', '{"verdict": "not faithful"}', verdict('unfaithful')],
    ['with other keys', '{"Verdict": "FAITHFUL", "Paraphrases": ["true", "no"]}', verdict('faithful', '', [true, false])],
    ['with a reason all the same', '{"verdict": "faithful", "reason": "it fits"}', verdict('faithful')],
    ['with fewer paraphrases', '{"verdict": "faithful", "paraphrases": [true]}', verdict('faithful', '', [true, false])],
    ['with more paraphrases', '{"verdict": "faithful", "paraphrases": [true, true, true]}', verdict('faithful', '', [true, true])],
    ['with one word for all paraphrases', '{"verdict": "faithful", "paraphrases": true}', verdict('faithful')],
    ['with paraphrases that say nothing', '{"verdict": "faithful", "paraphrases": [null, 1]}', verdict('faithful')],
    ['after thoughts and a draft', 'First {"verdict": "faithful"}. But no: {"verdict": "unfaithful", "reason": "no"}', verdict('unfaithful', 'no')],
    ['in a fence', '```json\n{"verdict": "faithful", "paraphrases": [true, true,],}\n```', verdict('faithful', '', [true, true])],
    ['in a list', '[{"verdict": "faithful"}]', verdict('faithful')],
    ['with a novel', `{"verdict": "unfaithful", "reason": "${'x'.repeat(400)}"}`, verdict('unfaithful', `${'x'.repeat(300)}…`)],
  ] // biome-ignore format: one reply a line
  it.each(replies)('%s', async (_, reply, expected) => {
    const { judgement, requests } = await judge(reply)
    expect(judgement).toEqual(expected)
    expect(requests).toHaveLength(1)
  })

  it.each(['It is faithful.', '{"verdict": "maybe"}', '{"verdict": "faithful|unfaithful|ambiguous"}', '{}'])(
    'is asked for once more after %s',
    async (reply) => {
      const { judgement, requests } = await judge([reply, '{"verdict": "faithful"}'])
      expect(judgement.verdict).toBe('faithful')
      expect(requests).toHaveLength(2)
      await expect(judge(reply)).rejects.toMatchObject({ failure: { kind: 'malformed' } })
    },
  )
})

describe('what is judged', () => {
  it('is the pair with what it found, soberly', async () => {
    const { user, requests } = await judge('{"verdict": "faithful"}', { evidence: 'Berlin is a city' })
    expect(user).toContain(
      "<pair>\nQuestion: Who is from Berlin?\nSQL: SELECT name FROM customers WHERE city = 'Berlin'\n</pair>",
    )
    expect(user).toContain('<result>\nRows: 2\nColumns: "name"\n"Ann Lee"\n"Cem Kaya"\n</result>')
    expect(user).toContain('<hint>\nBerlin is a city\n</hint>')
    expect(
      user.endsWith('<paraphrases>\n1. "Names of Berliners"\n2. "Where is Berlin?"\n</paraphrases>'),
    ).toBe(true)
    expect(requests[0]).toMatchObject({ task: 'judgement', temperature: 0, wantsJson: true })
  })

  it('shows no more of the result than is needed to see what it is', async () => {
    const columns = Array.from({ length: 10 }, (_, index) => `c${index}`)
    const row = [null, 'x'.repeat(100), new Uint8Array(9), 2.5, 12n, '', 'a\nb', 8, 9, 10]
    const { user } = await judge('{"verdict": "faithful"}', {
      result: { kind: 'rows', columns, rows: Array.from({ length: 20 }, () => row), truncated: true },
    })
    const lines = /<result>\n([\s\S]*)\n<\/result>/.exec(user)![1]!.split('\n')
    expect(lines.slice(0, 3)).toEqual([
      'Rows: more than 20',
      'Columns: "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", … 2 more columns',
      `NULL, "${'x'.repeat(60)}…", a blob of 9 bytes, 2.5, 12, "", "a\\nb", 8, … 2 more columns`,
    ])
    expect(lines).toHaveLength(2 + 5 + 1)
    expect(lines.at(-1)).toBe('…')
  })
})
