import { describe, expect, it } from 'vitest'
import { exploreScript, SHOP } from '../../../test/support/explored-shop.ts'
import { loadParameters, openModel } from '../../model/open-model.ts'
import type { ExploredDatabase } from '../../values/explored-database.ts'
import { type ListMaking, listsOfDatabase, type TrainingPair } from './lists-of-database.ts'
import { type BuiltinTraining, trainBuiltin } from './train-builtin.ts'

const pair = (question: string, query: string, dbId = 'shop'): TrainingPair => ({ dbId, question, query })
/** The shop under several names, so that whole databases can be held out. */
const pairs = ['shop1', 'shop2', 'shop3', 'shop4', 'shop5', 'shop6'].flatMap((dbId) => [
  pair('How many customers are there?', 'SELECT count(*) FROM customers', dbId),
  pair('list the customers from Berlin', "SELECT name FROM customers WHERE city = 'Berlin'", dbId),
  pair('average price per category', 'SELECT category, avg(price) FROM products GROUP BY category', dbId),
  pair('number of orders by status', 'SELECT status, count(*) FROM orders GROUP BY status', dbId),
])
const odd = [
  pair('How many ships?', 'SELECT count(*) FROM ships', 'harbour'),
  pair('How many customers?', 'SELECT count(*) FROM custommers'),
  pair('customers from Rome', "SELECT name FROM customers WHERE city = 'Rome'"),
]

async function openShop(): Promise<ExploredDatabase> {
  const explored = await exploreScript(SHOP)
  return { ...explored, knowledge: [], warnings: [], knowledgeFile: '', folder: '' }
}

const model = await openModel()
const now = new Date('2025-06-15T12:00:00Z')
const making: ListMaking = {
  model,
  now,
  openExplored: async (dbId) => (dbId.startsWith('shop') ? openShop() : 'no-database'),
  ground: async (question, { survey, graph, values }) => {
    const context = { survey, graph, values }
    const keywords = await model.extractKeywords({ question, context, now })
    return keywords.map((keyword) => ({
      keyword,
      matches: values.findExact(keyword.text, { limit: 5 }),
      knowledge: [],
    }))
  },
}
const training: BuiltinTraining = {
  pairs,
  seed: 1,
  atOnce: 2,
  listsOf: (job, onPair) => listsOfDatabase(job, { ...making, onPair }),
}

describe('training the builtin model', { timeout: 120_000 }, () => {
  it('learns from pairs, says what came of it, and passes over what teaches nothing', async () => {
    const stages: string[] = []
    const { report } = await trainBuiltin({
      ...training,
      pairs: [...pairs, ...odd],
      onRound: ({ stage }) => stages.push(stage),
    })
    expect(report).toMatchObject({
      pairs: 27,
      questions: 24,
      databases: 6,
      heldOut: 'databases',
      skipped: { 'no-database': 1, 'gold-fails': 1, 'gold-finds-nothing': 1, 'database-too-large': 0 },
      reachable: 1,
      after: 1,
    })
    expect(new Set(stages)).toEqual(new Set(['linear']))
    expect(report.rounds).toHaveLength(stages.length)
    expect(report.confidence.curve.at(-1)).toMatchObject({ coverage: 1, precision: 1 })
  })

  it('gives the same bytes for the same pairs and seed, in whatever order databases are done', async () => {
    const first = await trainBuiltin(training)
    let isFirst = true
    const openExplored: ListMaking['openExplored'] = async () => {
      if (isFirst) await new Promise((resolve) => setTimeout(resolve, 20))
      isFirst = false
      return openShop()
    }
    const second = await trainBuiltin({
      ...training,
      atOnce: 3,
      listsOf: (job, onPair) => listsOfDatabase(job, { ...making, openExplored, onPair }),
    })
    expect(second.bytes).toEqual(first.bytes)
    expect(second.report).toEqual(first.report)
  })

  it('learns from questions that are made from the databases too, and counts none of them', async () => {
    const { report } = await trainBuiltin({ ...training, synthesized: 2 })
    expect(report).toMatchObject({ pairs: 24, questions: 24 })
  })

  it('adapts parameters that are there to one database, or leaves them as they are', async () => {
    const base = loadParameters()
    const shop = pairs.filter(({ dbId }) => dbId === 'shop1')
    const { report } = await trainBuiltin({ ...training, pairs: shop, base })
    expect(report).toMatchObject({ heldOut: 'questions', databases: 1, questions: 4 })
    expect(report.after).toBeGreaterThanOrEqual(report.before)
  })

  it('stops when it is told to', async () => {
    const abort = new AbortController()
    const stopped = trainBuiltin({
      ...training,
      signal: abort.signal,
      onProgress: (done) => done > 3 && abort.abort(),
    })
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
    const later = new AbortController()
    const started = trainBuiltin({ ...training, signal: later.signal, onRound: () => later.abort() })
    await expect(started).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('refuses pairs that teach nothing, and says why', async () => {
    await expect(trainBuiltin({ ...training, pairs: odd })).rejects.toThrow(
      /None of the 3 pairs teaches anything \(no-database: 1/,
    )
  })
})
