import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Explored, exploreScript, SHOP } from '../../../../test/support/explored-shop.ts'
import { replyQueue } from '../../../../test/support/reply-queue.ts'
import { KEYWORD_DEMONSTRATIONS } from '../demonstrations/keyword-demonstrations.ts'
import { extractKeywords } from './keywords-task.ts'
import type { PromptSettings } from './prompt-settings.ts'

const SETTINGS: PromptSettings = {
  shots: { keywords: 4, variants: 0, sql: 0, revision: 0 },
  samplesPerTable: 3,
  tokenBudget: 3_000,
  dialectName: 'SQLite',
}
const QUESTION = 'How many Berliner customers drink iced teas from Paris, not Paris?'

let shop: Explored
beforeAll(async () => {
  shop = await exploreScript(SHOP)
})
afterAll(() => shop.close())

async function keywordsOf(reply: string) {
  const chat = replyQueue(reply)
  const request = { question: QUESTION, context: shop, now: new Date(0) }
  const keywords = await extractKeywords(chat, SETTINGS, request)
  return { keywords, request: chat.requests[0]! }
}

const short = (keywords: Awaited<ReturnType<typeof keywordsOf>>['keywords']) =>
  keywords.map(({ text, table, columns }) => `${text} ${table} ${columns.map(({ column }) => column).join()}`)

describe('keywords of a language model', () => {
  const teas = '{"words": "iced teas", "table": "products", "columns": ["name", "category"]}'
  const replies: readonly (readonly [string, string, readonly string[]])[] = [
    [
      'both groups; schema words do not come back',
      `{"schema": [{"words": "customers", "table": "customers", "columns": ["id"]}], "content": [${teas}]}`,
      ['iced teas products name,category'],
    ],
    ['a bare list', `[${teas}]`, ['iced teas products name,category']],
    ['one keyword without a list', teas, ['iced teas products name,category']],
    ['content alone', `{"content": ${teas}}`, ['iced teas products name,category']],
    [
      'a list that says which is which',
      `[{"type": "schema keyword", "words": "customers", "table": "customers"}, {"type": "content", "words": "iced teas", "table": "products", "column": "name"}]`,
      ['iced teas products name'],
    ],
    [
      'keywords as keys',
      `{"content": {"iced teas": {"table": "products", "columns": ["name"]}}}`,
      ['iced teas products name'],
    ],
    [
      'other names for the same',
      `{"Content": [{"keyword": "iced tea", "tables": ["products"], "column": "name"}]}`,
      ['iced teas products name'],
    ],
    ['words alone', `{"content": ["Paris"]}`, ['Paris null ']],
    ['nothing', `{"schema": [], "content": []}`, []],
    ['no content', `{"schema": [{"words": "customers", "table": "customers", "columns": []}]}`, []],
    [
      'names that are nearly right',
      `{"content": [{"words": "iced teas", "table": "Product", "columns": ["products.Name", "categry", "colour"]}]}`,
      ['iced teas products name,category'],
    ],
    [
      'names that are not there',
      `{"content": [{"words": "iced teas", "table": "beverages", "columns": ["label"]}]}`,
      ['iced teas null '],
    ],
    [
      'words that are not there',
      `{"content": [{"words": "coffee", "table": "products", "columns": ["name"]}]}`,
      [],
    ],
    ['the same twice', `{"content": [${teas}, ${teas}]}`, ['iced teas products name,category']],
  ]
  it.each(replies)('%s', async (_, reply, expected) => {
    expect(short((await keywordsOf(reply)).keywords)).toEqual(expected)
  })

  it('says where they stand, the second of two further on', async () => {
    const { keywords } = await keywordsOf(
      '{"content": [{"words": "Paris", "table": "customers", "columns": ["city"]}, {"words": "paris", "table": "products", "columns": ["name"]}]}',
    )
    expect(keywords.map(({ start, end, text }) => [QUESTION.slice(start, end), text, start])).toEqual([
      ['Paris', 'Paris', QUESTION.indexOf('Paris')],
      ['Paris', 'Paris', QUESTION.lastIndexOf('Paris')],
    ])
    expect(keywords[0]!.columns).toEqual([{ table: 'customers', column: 'city' }])
  })

  it('asks with the schema, sample values and the demonstrations', async () => {
    const { request } = await keywordsOf('{"content": []}')
    expect(request).toMatchObject({ task: 'keywords', temperature: 0, wantsJson: true })
    expect(request.turns[0]!.text).toContain('"iced tea"')
    for (const { reply } of KEYWORD_DEMONSTRATIONS) expect(request.system).toContain(reply)
  })

  it('fails where no reply can be read', async () => {
    await expect(keywordsOf('{"content": [{"table": "products"}]}')).rejects.toMatchObject({
      failure: { kind: 'malformed' },
    })
  })
})
