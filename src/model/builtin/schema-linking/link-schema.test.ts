import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Explored, exploreScript, SHOP } from '../../../../test/support/explored-shop.ts'
import type { KnowledgeEntry } from '../../../values/knowledge.ts'
import type { GroundedKeyword, LinkingRequest } from '../../model.ts'
import { extractKeywords } from '../linking/values/extract-keywords.ts'
import { linkSchema } from './link-schema.ts'

const NOW = new Date('2026-01-01T00:00:00Z')

let shop: Explored
beforeAll(async () => {
  shop = await exploreScript(SHOP)
})
afterAll(() => shop.close())

function linkQuestion(
  question: string,
  more: Partial<LinkingRequest> = {},
): Record<string, readonly string[]> {
  const shared = { question, context: shop, now: NOW }
  const grounded = extractKeywords(shared).map(
    (keyword): GroundedKeyword => ({ keyword, matches: shop.values.search(keyword.text), knowledge: [] }),
  )
  const part = linkSchema({ ...shared, grounded, ...more })
  return Object.fromEntries(part.tables.map(({ table, columns }) => [table, columns]))
}

function knows(text: string, entry: KnowledgeEntry): GroundedKeyword {
  const keyword = { text, start: 0, end: text.length, table: null, columns: [] }
  return { keyword, matches: [], knowledge: [entry] }
}

describe('linkSchema', () => {
  it.each<[string, Record<string, readonly string[]>]>([
    ['What is the price of the whisk?', { products: ['price', 'name'] }],
    ['How many customers live in Berlin?', { customers: ['city'] }],
    ['total of the orders of each customer', { orders: ['customer_id', 'total'], customers: ['id'] }],
    [
      'Which carrier delivered the orders of Ann Lee?',
      { deliveries: ['carrier', 'order_no'], customers: ['name'], orders: ['id', 'customer_id'] },
    ],
    [
      'Which customers bought an Espresso?',
      {
        customers: ['id', 'name'],
        products: ['name', 'id'],
        order_items: ['product_id', 'order_id'],
        orders: ['id', 'customer_id'],
      },
    ],
    ['names of staff hired before 2018', { staff: ['fname', 'lname', 'hired'] }],
  ])('keeps what "%s" needs, and less than half of the schema', (question, needed) => {
    const kept = linkQuestion(question)
    for (const [table, columns] of Object.entries(needed)) {
      expect(kept[table], table).toEqual(expect.arrayContaining([...columns]))
    }
    expect(Object.values(kept).flat().length).toBeLessThan(0.5 * 32)
  })

  it('leaves out tables that the question does not speak of', () => {
    const tables = Object.keys(linkQuestion('Which members of the staff were hired before 2018?'))
    expect(tables).toContain('staff')
    for (const other of ['orders', 'order_items', 'deliveries', 'returns'])
      expect(tables).not.toContain(other)
  })

  it('keeps the columns of knowledge, those inside expressions and conditions too', () => {
    const entries: KnowledgeEntry[] = [
      {
        kind: 'expression',
        keyword: 'zest',
        table: 'order_items',
        origin: 'person',
        expression: 'quantity * unit_price',
      },
      {
        kind: 'filter',
        keyword: 'zest',
        table: 'returns',
        origin: 'person',
        condition: "reason <> 'broken'",
      },
      { kind: 'value', keyword: 'zest', table: 'staff', column: 'dept', value: 'IT', origin: 'lookup' },
    ]
    const kept = linkQuestion('zest', { grounded: entries.map((entry) => knows('zest', entry)) })
    expect(kept.order_items).toEqual(expect.arrayContaining(['quantity', 'unit_price']))
    expect(kept.returns).toContain('reason')
    expect(kept.staff).toContain('dept')
  })

  it('keeps the columns that the evidence names', () => {
    const evidence = 'newcomers refers to signed_up_on >= 2024; staff is not meant'
    expect(linkQuestion('How many newcomers are there?', { evidence }).customers).toContain('signed_up_on')
  })

  it('keeps something of a schema that a question says nothing of', () => {
    expect(Object.values(linkQuestion('xyzzy?')).flat().length).toBeGreaterThan(0)
  })

  it('gives the same part for the same question', () => {
    const question = 'total of the orders of each customer'
    expect(linkQuestion(question)).toEqual(linkQuestion(question))
  })
})
