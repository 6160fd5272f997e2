import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Explored, exploreScript, SHOP } from '../../../../test/support/explored-shop.ts'
import { replyQueue } from '../../../../test/support/reply-queue.ts'
import { linkSchema } from './linking-task.ts'
import type { PromptSettings } from './prompt-settings.ts'

const SETTINGS: PromptSettings = {
  shots: { keywords: 0, variants: 0, sql: 0, revision: 0 },
  samplesPerTable: 3,
  tokenBudget: 3_000,
  dialectName: 'SQLite',
}

let shop: Explored
beforeAll(async () => {
  shop = await exploreScript(SHOP)
})
afterAll(() => shop.close())

async function link(...replies: string[]) {
  const chat = replyQueue(...replies)
  const { tables } = await linkSchema(chat, SETTINGS, {
    question: 'Which products did Ann Lee order?',
    context: shop,
    now: new Date(0),
    grounded: [],
  })
  return { part: tables.map(({ table, columns }) => `${table}(${columns.join()})`), requests: chat.requests }
}

describe('the part that a language model chooses', () => {
  const pair = ['customers(id,name)', 'orders(customer_id,status)']
  const replies: readonly (readonly [string, string, readonly string[]])[] = [
    ['an object', '{"tables": {"orders": ["status"], "customers": ["name"]}}', pair],
    ['an object without its name', '{"orders": ["status"], "customers": ["name"]}', pair],
    [
      'records',
      '{"tables": [{"table": "orders", "columns": ["status"]}, {"name": "customers", "columns": ["name"]}]}',
      pair,
    ],
    ['one record', '{"table": "products", "columns": ["name"]}', ['products(name)']],
    ['names with dots', '["orders.status", "customers.name"]', pair],
    ['names that are nearly right', '{"Order": ["Status"], "CUSTOMERS": ["nmae", "shoe_size"]}', pair],
    [
      'a table that is not there',
      '{"orders": ["status"], "customers": ["name"], "invoices": ["amount"]}',
      pair,
    ],
    ['a table without columns', '{"tables": {"products": []}}', ['products(id)']],
    ['columns as records', '{"products": [{"name": "price"}]}', ['products(price)']],
    [
      'tables that others join',
      '{"customers": ["name"], "products": ["name"]}',
      [
        'customers(id,name)',
        'products(id,name)',
        'orders(id,customer_id)',
        'order_items(order_id,product_id)',
      ],
    ],
  ]
  it.each(replies)('%s', async (_, reply, expected) => {
    const { part, requests } = await link(reply)
    expect(part).toEqual(expected)
    expect(requests).toHaveLength(1)
  })

  it('asks again where no table is known, then fails', async () => {
    expect((await link('{"invoices": ["amount"]}', '{"products": ["price"]}')).part).toEqual([
      'products(price)',
    ])
    await expect(link('{"invoices": ["amount"]}')).rejects.toMatchObject({ failure: { kind: 'malformed' } })
  })

  it('sees the whole schema', async () => {
    const { requests } = await link('{"products": ["price"]}')
    const user = requests[0]!.turns[0]!.text
    for (const { name } of shop.survey.schema.tables) expect(user).toContain(`${name}(`)
    expect(requests[0]).toMatchObject({ task: 'linking', temperature: 0, wantsJson: true })
  })
})
