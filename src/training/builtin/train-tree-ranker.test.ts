import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../base/random.ts'
import { scoreByTrees } from '../../model/open-model.ts'
import { type TreeTraining, trainTreeRanker } from './train-tree-ranker.ts'

const random = seededRandom(1)
const rows = Array.from({ length: 400 }, () => Float32Array.from({ length: 4 }, () => random.next()))
/** Only the first two columns together say it. */
const targets = rows.map((row) => (row[0]! > 0.5 !== row[1]! > 0.3 ? 1 : 0))

/** A training of its own for each use: its source of randomness is used up. */
const training = (): TreeTraining => ({
  rounds: 40,
  depth: 3,
  rate: 0.3,
  smoothing: 1,
  columns: { share: 1, random: seededRandom(1) },
  derive: (scores, gradients, curvatures) => {
    scores.forEach((score, row) => {
      const chance = 1 / (1 + Math.exp(-score))
      gradients[row] = chance - targets[row]!
      curvatures[row] = chance * (1 - chance)
    })
  },
})

describe('the tree ranker', () => {
  it('learns what columns say only together', async () => {
    const ranker = await trainTreeRanker(rows, training())
    const right = rows.filter((row, index) => scoreByTrees(row, ranker) > 0 === (targets[index] === 1)).length
    expect(right / rows.length).toBeGreaterThan(0.97)
  })

  it('is the same for the same rows', async () => {
    expect(await trainTreeRanker(rows, training())).toEqual(await trainTreeRanker(rows, training()))
  })

  it('chooses among other columns for another seed, and the same ones for the same', async () => {
    const train = (seed: number) =>
      trainTreeRanker(rows, { ...training(), columns: { share: 0.5, random: seededRandom(seed) } })
    expect(await train(1)).toEqual(await train(1))
    expect((await train(1)).columns).not.toEqual((await train(2)).columns)
  })

  it('scores a row as it did while it learned', async () => {
    const seen: Float64Array[] = []
    const derive: TreeTraining['derive'] = (scores, gradients, curvatures) => {
      seen.push(scores.slice())
      training().derive(scores, gradients, curvatures)
    }
    const shorter = await trainTreeRanker(rows, { ...training(), rounds: 5 })
    await trainTreeRanker(rows, { ...training(), rounds: 6, derive })
    rows.forEach((row, index) => {
      expect(scoreByTrees(row, shorter)).toBeCloseTo(seen[5]![index]!, 5)
    })
  })

  it('makes nothing of columns that never change', async () => {
    const flat = rows.map(() => Float32Array.of(1, 2))
    const ranker = await trainTreeRanker(flat, { ...training(), rounds: 2 })
    expect(new Set(flat.map((row) => scoreByTrees(row, ranker))).size).toBe(1)
  })
})
