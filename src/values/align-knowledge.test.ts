import { describe, expect, it } from 'vitest'
import { alignKnowledge } from './align-knowledge.ts'
import { cosineSimilarity } from './embedder.ts'
import { hashedEmbedder } from './hashed-embedder.ts'
import type { KnowledgeEntry } from './knowledge.ts'

const embedder = hashedEmbedder()

async function similarity(left: string, right: string): Promise<number> {
  const [one, other] = await embedder.embed([left, right])
  return cosineSimilarity(one!, other!)
}

describe('hashedEmbedder', () => {
  it.each(['GDP growth rate', 'x', '', '🎈', '国内生产总值'])(
    'gives %j a vector of unit norm',
    async (text) => {
      const [vector] = await embedder.embed([text])
      expect(vector).toHaveLength(256)
      expect(cosineSimilarity(vector!, vector!)).toBeCloseTo(1, 5)
    },
  )

  it.each([
    ['GDP growth', 'GDP growth rate', 'population'],
    ['delivered orders', 'delivery order', 'cancelled'],
    ['Umsätze', 'umsatz', 'kunden'],
    ['生产总值', '国内生产总值', '人口'],
    ['custmer', 'customer', 'order'],
  ])('%j is closer to %j than to %j', async (text, near, far) => {
    expect(await similarity(text, near)).toBeGreaterThan(await similarity(text, far))
  })

  it('gives the same text the same vector', async () => {
    expect(await similarity('Ice Tea', 'ICE  TÉA')).toBeCloseTo(1, 5)
    expect(await embedder.embed(['tea'])).toEqual(await hashedEmbedder().embed(['tea']))
  })
})

const ENTRIES: readonly KnowledgeEntry[] = [
  {
    kind: 'value',
    keyword: 'GDP growth rate',
    table: 'indicators',
    column: 'roworder',
    value: 5,
    origin: 'lookup',
  },
  { kind: 'value', keyword: 'delivered', table: 'orders', column: 'status', value: 3, origin: 'lookup' },
  {
    kind: 'filter',
    keyword: 'active customers',
    table: 'customers',
    condition: 'closed_on IS NULL',
    origin: 'person',
  },
  {
    kind: 'expression',
    keyword: 'revenue',
    table: 'items',
    expression: 'price * quantity',
    origin: 'person',
  },
]

describe('alignKnowledge', () => {
  it.each([
    ['growth rate of GDP', 0],
    ['delivered', 1],
    ['active customer', 2],
    ['revenues', 3],
  ])('gives %j entry %i', async (keyword, expected) => {
    const [alignment] = await alignKnowledge([keyword], ENTRIES, embedder)
    expect(alignment!.entry).toBe(ENTRIES[expected])
  })

  it('gives every keyword an entry without a threshold, and none below it', async () => {
    const [taken] = await alignKnowledge(['zebra'], ENTRIES, embedder)
    expect(taken!.entry).toBeDefined()
    const [none] = await alignKnowledge(['zebra'], ENTRIES, embedder, { threshold: 0.5, compare: 'keyword' })
    expect(none!.entry).toBeUndefined()
    expect(none!.similarity).toBeLessThan(0.5)
  })

  it('takes the first of equals, and nothing where there is nothing', async () => {
    const twins = [ENTRIES[1]!, { ...ENTRIES[1]! }]
    expect((await alignKnowledge(['delivered'], twins, embedder))[0]!.entry).toBe(twins[0])
    expect(await alignKnowledge(['delivered'], [], embedder)).toEqual([
      { keyword: 'delivered', entry: undefined, similarity: 0 },
    ])
  })
})
