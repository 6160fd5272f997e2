import { describe, expect, it } from 'vitest'
import {
  describeResult,
  type FoundResult,
  RESULT_FACTS,
  rankByResults,
  resultFacts,
} from './rank-by-results.ts'
import { rankScores } from './rank-candidates.ts'

const found = (key: number, rowCount = 3): FoundResult => ({ key, rowCount })
const of = (results: readonly (FoundResult | undefined)[]) => (index: number) => results[index]
const places = (scores: readonly number[], results: readonly (FoundResult | undefined)[]) =>
  rankByResults(rankScores(scores), of(results)).map(({ index }) => index)

describe('a vote of results', () => {
  it('lets the readings that find the same stand for one answer, by the best of them', () => {
    expect(places([1, 0.9, 0.8], [found(1), found(2), found(2)])).toEqual([1, 0, 2])
    expect(places([2, 0.9, 0.8], [found(1), found(2), found(2)])).toEqual([0, 1, 2])
  })

  it('has no place for what fails, and a small one for what finds nothing', () => {
    expect(places([2, 1], [found(0, -1), found(3)])).toEqual([1, 0])
    expect(places([2, 1], [found(0, -1), found(0, -1)])).toEqual([0, 1])
    expect(places([2, 1], [found(5, 0), found(3)])).toEqual([1, 0])
    expect(places([4, 1], [found(5, 0), found(3)])).toEqual([0, 1])
  })

  it('changes nothing where nothing ran', () => {
    expect(places([2, 1], [])).toEqual([0, 1])
    expect(rankByResults([], of([]))).toEqual([])
  })

  it('is of the best six', () => {
    const scores = [0, 0, 0, 0, 0, 0, 0, 0]
    expect(
      places(
        scores,
        [1, 2, 3, 4, 5, 6, 6, 6].map((key) => found(key)),
      )[0],
    ).toBe(0)
  })
})

describe('what a result says', () => {
  it('is the same however often a row is there, and nothing where all is NULL', () => {
    expect(describeResult([['a'], ['a']]).key).toBe(describeResult([['a']]).key)
    expect(describeResult([[null], [null]]).rowCount).toBe(0)
    expect(describeResult(null).rowCount).toBe(-1)
  })

  it('is a number for each fact, whether the candidates ran or not', () => {
    const ranked = rankScores([2, 1, 1])
    for (const results of [[], [found(1), found(1), found(2)], [found(0, -1), found(0, -1), found(4, 0)]]) {
      const facts = resultFacts(ranked, of(results))
      expect(facts).toHaveLength(RESULT_FACTS.length)
      expect(facts.every(Number.isFinite)).toBe(true)
    }
  })

  it('is surer of what others find too', () => {
    const ranked = rankScores([2, 1, 1])
    const [alone] = resultFacts(ranked, of([found(1), found(2), found(3)]))
    const [together] = resultFacts(ranked, of([found(1), found(1), found(3)]))
    expect(together).toBeGreaterThan(alone!)
  })
})
