import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../base/random.ts'
import { columnKey, type Schema } from '../../database/schema.ts'
import { buildDbGraph } from '../db-graph.ts'
import type { JoinKey } from '../survey.ts'
import { chooseStart } from './choose-start.ts'
import { sampleSubgraph } from './sample-subgraph.ts'

const TABLES: Readonly<Record<string, readonly string[]>> = {
  customers: ['id', 'name', 'city', 'phone'],
  orders: ['id', 'customer_id', 'total', 'ordered_on'],
  items: ['order_id', 'product', 'quantity'],
  islands: ['name', 'area'],
}
const schema: Schema = {
  tables: Object.entries(TABLES).map(([name, columns]) => ({
    name,
    kind: 'table',
    columns: columns.map((column) => ({ name: column, declaredType: '', type: 'unknown', nullable: true })),
    primaryKey: [],
    foreignKeys: [],
    uniqueKeys: [],
  })),
}
const key = (from: string, column: string, to: string): JoinKey => ({
  from: { table: from, columns: [column] },
  to: { table: to, columns: ['id'] },
  origin: 'declared',
  confidence: 1,
})
const joins = [key('orders', 'customer_id', 'customers'), key('items', 'order_id', 'orders')]
const start = { table: 'customers', column: 'name' }

describe('sampleSubgraph', () => {
  const graph = buildDbGraph(schema, joins)

  it.each(['random-walk', 'empirical-weighted'] as const)(
    '%s: is connected, of the size asked for, and the same again',
    (strategy) => {
      for (let seed = 0; seed < 20; seed++) {
        const sample = sampleSubgraph(graph, seededRandom(seed), { strategy, size: 6, start })
        expect(sample).toEqual(sampleSubgraph(graph, seededRandom(seed), { strategy, size: 6, start }))
        expect(sample.columns.length).toBeLessThanOrEqual(6)
        expect(sample.columns.length).toBeGreaterThan(3)
        expect(sample.columns[0]).toEqual(start)
        // Each table after the first was entered along a key.
        expect(sample.keys.length).toBeGreaterThanOrEqual(sample.tables.length - 1)
        expect(sample.tables).not.toContain('islands')
      }
    },
  )

  it('stays within the tables allowed', () => {
    const sample = sampleSubgraph(graph, seededRandom(1), {
      strategy: 'random-walk',
      size: 20,
      start,
      maxTables: 2,
    })
    expect(sample.tables.length).toBeLessThanOrEqual(2)
    const inside = sampleSubgraph(graph, seededRandom(1), {
      strategy: 'random-walk',
      size: 20,
      start,
      isOutside: (table) => table === 'orders',
    })
    expect(inside.tables).toEqual(['customers'])
  })

  it('follows what the seeds use together, when it weighs', () => {
    const seeds = Array.from({ length: 50 }, () => [start, { table: 'customers', column: 'phone' }])
    const weighted = buildDbGraph(schema, joins, seeds)
    const seconds = Array.from(
      { length: 60 },
      (_, seed) =>
        sampleSubgraph(weighted, seededRandom(seed), { strategy: 'empirical-weighted', size: 2, start })
          .columns[1]?.column,
    )
    expect(seconds.filter((column) => column === 'phone').length).toBeGreaterThan(50)
  })
})

describe('chooseStart', () => {
  it('begins where nothing was used yet', () => {
    const columns = schema.tables.flatMap(({ name, columns: own }) =>
      own.map((column) => ({ table: name, column: column.name })),
    )
    const uses = new Map(columns.slice(1).map((column) => [columnKey(column), 9]))
    const starts = Array.from({ length: 100 }, (_, seed) => chooseStart(columns, uses, seededRandom(seed)))
    expect(starts.filter((column) => column === columns[0]).length).toBeGreaterThan(80)
  })
})
