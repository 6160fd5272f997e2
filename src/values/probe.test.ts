import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openInMemoryDatabase } from '../../test/support/in-memory-database.ts'
import type { Database } from '../database/database.ts'
import { type ProbeResult, runProbes } from './probe.ts'
import { retrieveKnowledge } from './retrieve-knowledge.ts'
import type { ValueIndex } from './value-index.ts'

let database: Database
const statements: string[] = []

beforeAll(() => {
  const inner =
    openInMemoryDatabase(`CREATE TABLE "or ders"(status TEXT, "the ""note""" TEXT, amount INTEGER);
    INSERT INTO "or ders" VALUES ('Shipped', '100% wool_x', 5), ('shipped late', '100x woolyx', 6), ('open', 'O''Brien', 7)`)
  database = {
    ...inner,
    run: (sql, limits) => {
      statements.push(sql)
      return inner.run(sql, limits)
    },
  }
})

afterAll(() => database.close())

const request = {
  keyword: 'shipped',
  table: 'or ders',
  columns: ['status', 'the "note"'],
  variants: ['Shipped', 'open'],
}

function found(results: readonly ProbeResult[], column: string, variant: string, skeleton: string): unknown {
  const result = results.find(
    (one) => one.column === column && one.variant === variant && one.skeleton === skeleton,
  )
  return result?.outcome.kind === 'values' ? result.outcome.values : result?.outcome
}

describe('runProbes', () => {
  it('runs every combination once', async () => {
    const results = await runProbes(database, request, { seed: 1 })
    expect(results).toHaveLength(2 * 3 * 2)
    expect(new Set(results.map((result) => result.sql)).size).toBe(12)
    expect(found(results, 'status', 'Shipped', 'equals')).toEqual(['Shipped'])
    expect(found(results, 'status', 'shipped', 'equals')).toEqual([])
    expect(found(results, 'status', 'shipped', 'contains')).toEqual(['Shipped', 'shipped late'])
    expect(found(results, 'the "note"', 'open', 'contains')).toEqual([])
  })

  it('runs in an order that the seed decides, and in one statement', async () => {
    statements.length = 0
    const order = async (seed: number): Promise<string[]> =>
      (await runProbes(database, request, { seed })).map((result) => result.sql)
    const first = await order(1)
    expect(statements).toHaveLength(1)
    expect(await order(1)).toEqual(first)
    expect(await order(2)).not.toEqual(first)
  })

  it('finds the same one by one', async () => {
    const together = await runProbes(database, request, { seed: 3 })
    const alone = await runProbes(database, request, { seed: 3, batchSize: 1 })
    expect(alone).toEqual(together)
  })

  it.each([
    ['100%', ['100% wool_x']],
    ['wool_', ['100% wool_x']],
    ["o'b", ["O'Brien"]],
    ["'; DROP TABLE x; --", []],
    ['\\', []],
  ])('takes %j literally', async (keyword, values) => {
    const results = await runProbes(database, { ...request, keyword, variants: [] }, { seed: 1 })
    expect(found(results, 'the "note"', keyword, 'contains')).toEqual(values)
  })

  it('keeps so many values and says that there are more', async () => {
    const results = await runProbes(
      database,
      { ...request, keyword: 'o', variants: [] },
      { seed: 1, valuesPerProbe: 1 },
    )
    const result = results.find((one) => one.column === 'the "note"' && one.skeleton === 'contains')
    expect(result?.outcome).toMatchObject({ kind: 'values', hasMore: true })
  })

  it('uses the keyword and no more than five variants', async () => {
    const variants = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    expect(
      await runProbes(database, { ...request, columns: ['status'], variants }, { seed: 1 }),
    ).toHaveLength(6 * 2)
  })

  it('says which probe was refused and still answers the others', async () => {
    const results = await runProbes(database, { ...request, columns: ['status', 'no such'] }, { seed: 1 })
    expect(found(results, 'no such', 'shipped', 'equals')).toMatchObject({ kind: 'rejected' })
    expect(found(results, 'status', 'Shipped', 'equals')).toEqual(['Shipped'])
  })

  it('leaves to the index what it can answer exactly', async () => {
    const match = { table: 'or ders', column: 'status', value: 'Shipped', score: 1, rowCount: 1 }
    const index: ValueIndex = { search: () => [], findExact: () => [match], close: () => undefined }
    const results = await runProbes(
      database,
      { ...request, columns: ['status'], variants: ['Shipped'] },
      { seed: 1, index },
    )
    expect(
      results
        .filter((result) => result.answeredBy === 'index')
        .map((result) => [result.variant, result.skeleton]),
    ).toEqual([['Shipped', 'equals']])
  })
})

describe('retrieveKnowledge', () => {
  it('makes knowledge of single values only and keeps the others as candidates', async () => {
    const results = await runProbes(database, request, { seed: 1 })
    const { entries, candidates } = retrieveKnowledge(results)
    const entry = { kind: 'value', keyword: 'shipped', table: 'or ders', column: 'status', origin: 'probe' }
    expect(entries).toHaveLength(2)
    expect(entries).toEqual(
      expect.arrayContaining([
        { ...entry, value: 'Shipped' },
        { ...entry, value: 'open' },
      ]),
    )
    expect(candidates.map((result) => [result.variant, result.skeleton]).sort()).toEqual([
      ['Shipped', 'contains'],
      ['shipped', 'contains'],
    ])
  })
})
