import { describe, expect, it } from 'vitest'
import { hashText, seededRandom } from '../../base/random.ts'
import { type CandidateList, MEASURES, scoreLinearly } from '../../model/open-model.ts'
import { type LabelledList, shareRight } from './labelled-list.ts'
import { trainLinearRanker } from './train-linear-ranker.ts'

const hashes = (...texts: string[]): Uint32Array => Uint32Array.from(texts, hashText)

/** Questions with "many" want the count, the others the names. */
function question(words: readonly string[]): LabelledList {
  const candidate = (structure: string) => ({
    structure: hashes(structure),
    naming: hashes(),
    lone: hashes(),
    measures: new Float32Array(MEASURES.length),
  })
  const list: CandidateList = {
    phrases: hashes('', ...words),
    words: hashes(...words),
    candidates: ['names', 'count', 'both'].map(candidate),
  }
  return {
    dbId: 'shop',
    origin: 'asked',
    list,
    results: Int32Array.of(1, 1, 2, 1, 3, 1),
    right: words.includes('many') ? Uint8Array.of(0, 1, 0) : Uint8Array.of(1, 0, 0),
  }
}

const things = ['singers', 'songs', 'albums', 'stores', 'orders', 'cities']
const lists = things.flatMap((thing) => [question(['how', 'many', thing]), question(['which', thing])])
const options = { bits: 12, rounds: 5, rate: 0.1, measureRate: 0.1 }

describe('the linear ranker', () => {
  it('learns which words go with which queries, also beside unknown words', async () => {
    const ranker = await trainLinearRanker(lists, { ...options, random: seededRandom(1) })
    expect(shareRight(lists, ({ list }) => scoreLinearly(list, ranker))).toBe(1)
    const scores = scoreLinearly(question(['how', 'many', 'penguins']).list, ranker)
    expect(scores.indexOf(Math.max(...scores))).toBe(1)
  })

  it('is the same for the same seed', async () => {
    const train = (seed: number) => trainLinearRanker(lists, { ...options, random: seededRandom(seed) })
    expect(await train(7)).toEqual(await train(7))
    expect((await train(7)).weights).not.toEqual((await train(8)).weights)
  })

  it('goes on from what was learned before, which stays as it was', async () => {
    const base = await trainLinearRanker(lists, { ...options, random: seededRandom(1) })
    const before = Float32Array.from(base.weights)
    const more = await trainLinearRanker([question(['count', 'songs'])], {
      ...options,
      rounds: 1,
      random: seededRandom(1),
      base,
    })
    expect(base.weights).toEqual(before)
    expect(shareRight(lists, ({ list }) => scoreLinearly(list, more))).toBe(1)
  })

  it('ends when it is told to', async () => {
    const rounds: number[] = []
    await trainLinearRanker(lists, {
      ...options,
      random: seededRandom(1),
      onRound: async (round) => {
        rounds.push(round)
        return round < 1
      },
    })
    expect(rounds).toEqual([0, 1])
  })
})
