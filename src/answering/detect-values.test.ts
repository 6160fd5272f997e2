import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript, SHOP } from '../../test/support/explored-shop.ts'
import { scriptedModel } from '../../test/support/scripted-model.ts'
import type { Keyword, Model } from '../model/model.ts'
import { detectValues } from './detect-values.ts'
import { findProfile } from './profiles.ts'

const explored = await exploreScript(SHOP)
const { survey, graph, values, database } = explored
afterAll(explored.close)

const QUESTION = 'how many Ice Tea were sold in Berlin'

function keyword(text: string, columns: readonly string[] = []): Keyword {
  const start = QUESTION.indexOf(text)
  const [table = null] = columns.map((column) => column.split('.')[0]!)
  return {
    text,
    start,
    end: start + text.length,
    table,
    columns: columns.map((name) => ({ table: name.split('.')[0]!, column: name.split('.')[1]! })),
  }
}

function detect(
  profile: string,
  keywords: readonly Keyword[],
  variants: readonly string[] = [],
  model: Model = { ...scriptedModel({ drafts: [] }), proposeVariants: async () => variants },
) {
  const context = { survey, graph, values }
  return detectValues({
    question: QUESTION,
    keywords,
    context,
    model,
    database,
    profile: findProfile(profile),
    now: new Date('2025-06-15'),
    seed: 0,
  })
}

describe('detection by Seed SQL (profile tcsr)', () => {
  it('probes every column with the keyword and its variants under both skeletons, once each', async () => {
    const [found] = await detect(
      'tcsr',
      [keyword('Ice Tea', ['products.name', 'products.category'])],
      ['iced tea', 'icetea'],
    )
    expect(found?.probes).toHaveLength(2 * 3 * 2)
    expect(new Set(found?.probes.map(({ sql }) => sql)).size).toBe(12)
    expect(found?.matches).toMatchObject([{ table: 'products', column: 'name', value: 'iced tea' }])
  })

  it('finds nothing that only the value index knows', async () => {
    const [found] = await detect('tcsr', [keyword('Ice Tea', ['products.name'])])
    expect(found?.matches).toEqual([])
    expect((await detect('sonde', [keyword('Ice Tea')]))[0]?.matches).toMatchObject([{ value: 'iced tea' }])
  })

  it('asks for five variants and runs no more', async () => {
    const asked: number[] = []
    const model: Model = {
      ...scriptedModel({ drafts: [] }),
      proposeVariants: async ({ count }) => {
        asked.push(count)
        return ['a', 'b', 'c', 'd', 'e', 'f', 'g']
      },
    }
    const [found] = await detect('tcsr', [keyword('Ice Tea', ['products.name'])], [], model)
    expect(asked).toEqual([5])
    expect(found?.probes).toHaveLength((1 + 5) * 2)
  })

  it('lets the index say where to look when the model names no column', async () => {
    const [found] = await detect('tcsr', [keyword('Berlin')])
    expect(found?.probes.map(({ table, column }) => `${table}.${column}`)).toContain('customers.city')
    expect(found?.matches).toMatchObject([{ value: 'Berlin' }])
  })
})

describe('detection in the value index', () => {
  it('runs nothing on the database (profile sonde)', async () => {
    const found = await detect('sonde', [keyword('Berlin', ['customers.city'])])
    expect(found).toMatchObject([{ probes: [], matches: [{ column: 'city', value: 'Berlin', score: 1 }] }])
  })

  it('takes the words of the question itself where there are no keywords (profile db-explore)', async () => {
    const found = await detect('db-explore', [])
    expect(found.map(({ keyword, matches }) => [keyword.text, matches[0]?.value])).toEqual([
      ['Ice Tea', 'iced tea'],
      ['Berlin', 'Berlin'],
    ])
    expect(found[1]?.keyword).toMatchObject({ start: QUESTION.indexOf('Berlin'), end: QUESTION.length })
  })
})
