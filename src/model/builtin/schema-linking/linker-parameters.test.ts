import { describe, expect, it } from 'vitest'
import type { TreeRanker } from '../ranking/tree-ranker.ts'
import { decodeLinkerParameters, encodeLinkerParameters, loadLinkerParameters } from './linker-parameters.ts'

const trees = (depth: number, count: number): TreeRanker => ({
  depth,
  columns: Uint8Array.from({ length: depth * count }, (_, place) => place % 7),
  thresholds: Float32Array.from({ length: depth * count }, (_, place) => place / 8),
  leaves: Float32Array.from({ length: (1 << depth) * count }, (_, place) => (place - 3) / 1000),
})

describe('the parameters of schema linking', () => {
  it('come back from their file as they were', () => {
    const parameters = { tables: trees(2, 3), columns: trees(3, 5) }
    expect(decodeLinkerParameters(encodeLinkerParameters(parameters))).toEqual(parameters)
  })

  it('keep a cut that nothing lies above', () => {
    const never = { ...trees(1, 1), thresholds: Float32Array.of(Number.POSITIVE_INFINITY) }
    const { tables } = decodeLinkerParameters(encodeLinkerParameters({ tables: never, columns: never }))
    expect(tables.thresholds[0]).toBeGreaterThan(1e8)
  })

  it.each(['', '{}', 'sonde schema linker 2\ntables 1'])('refuses a file that begins with %j', (text) => {
    expect(() => decodeLinkerParameters(text)).toThrow(/install Sonde again/)
  })

  it('ship with the package', () => {
    const { tables, columns } = loadLinkerParameters()
    for (const one of [tables, columns]) {
      expect(one.columns.length / one.depth).toBeGreaterThan(50)
      expect(one.leaves).toHaveLength((one.columns.length / one.depth) * (1 << one.depth))
      expect([...one.leaves].every(Number.isFinite)).toBe(true)
    }
  })
})
