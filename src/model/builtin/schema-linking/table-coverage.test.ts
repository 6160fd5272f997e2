import { describe, expect, it } from 'vitest'
import type { Schema } from '../../../database/schema.ts'
import { buildDbGraph } from '../../../exploration/db-graph.ts'
import { bestInReach, coverTables, distancesFrom, neighbourTables } from './table-coverage.ts'
import type { WordLink } from './word-evidence.ts'

/** a <- b <- c, and d alone. */
const schema: Schema = {
  tables: ['a', 'b', 'c', 'd'].map((name) => ({
    name,
    kind: 'table',
    columns: [{ name: 'id', declaredType: '', type: 'integer', nullable: false }],
    primaryKey: [],
    foreignKeys: [],
    uniqueKeys: [],
  })),
}
const graph = buildDbGraph(
  schema,
  [
    ['b', 'a'],
    ['c', 'b'],
  ].map(([from, to]) => ({
    from: { table: from!, columns: ['id'] },
    to: { table: to!, columns: ['id'] },
    origin: 'declared',
    confidence: 1,
  })),
)

const link = (start: number, score: number): WordLink => ({
  kind: 'name',
  column: null,
  start,
  end: start + 1,
  score,
  standing: 1,
  rivals: 0,
})

describe('coverTables', () => {
  it('says how much of the question a table, its neighbours and all that it is connected to explain', () => {
    const evidence = new Map([
      ['a', [link(0, 1)]],
      ['b', []],
      ['c', [link(2, 1)]],
      ['d', [link(0, 1)]],
    ])
    const [a, b, c, d] = coverTables(graph, evidence, [0, 2])
    // Word 2 is known to one table, word 0 to two: it counts less.
    expect(c!.own).toBeGreaterThan(a!.own)
    expect(a!.own).toBeCloseTo(d!.own)
    expect(a!.neighbourhood).toBeCloseTo(a!.own)
    expect(b!).toEqual({ own: 0, neighbourhood: 1, component: 1 })
    expect(d!.component).toBeCloseTo(d!.own)
  })

  it('is nothing where no word is known', () => {
    expect(coverTables(graph, new Map(), [0, 1])[0]).toEqual({ own: 0, neighbourhood: 0, component: 0 })
    expect(coverTables(graph, new Map(), [])[0]).toEqual({ own: 0, neighbourhood: 0, component: 0 })
  })
})

describe('ways between tables', () => {
  it('finds neighbours, distances and what is within reach', () => {
    expect(neighbourTables(graph, 1)).toEqual([0, 2])
    expect(distancesFrom(graph, [0])).toEqual([0, 1, 2, Number.POSITIVE_INFINITY])
    expect(distancesFrom(graph, [0, 2])).toEqual([0, 1, 0, Number.POSITIVE_INFINITY])
    expect(bestInReach(graph, [0.1, 0.2, 0.7, 0.5])).toEqual([0.7, 0.7, 0.7, 0.5])
  })
})
