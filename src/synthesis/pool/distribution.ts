import { CONSTRUCTS } from './constructs.ts'
import type { QueryFacts } from './query-facts.ts'

const DIFFICULTIES = ['easy', 'medium', 'hard', 'extra'] as const

/** How queries are spread over difficulties and constructs; each group of shares sums to 1. */
function spread(queries: readonly QueryFacts[]): readonly (readonly number[])[] {
  const difficulties = DIFFICULTIES.map(
    (name) => queries.filter(({ difficulty }) => difficulty === name).length,
  )
  const constructs = CONSTRUCTS.map((name) => queries.filter((facts) => facts.constructs.has(name)).length)
  return [difficulties, constructs].map((counts) => {
    const sum = counts.reduce((total, count) => total + count, 0)
    return counts.map((count) => (sum === 0 ? 1 / counts.length : count / sum))
  })
}

/**
 * How far a pool has drifted from its seeds: the Jensen–Shannon divergence of their difficulties and constructs, the
 * mean of both, in bits: 0 when they are spread alike, 1 when they share nothing.
 */
export function distanceBetween(pool: readonly QueryFacts[], seeds: readonly QueryFacts[]): number {
  const [left, right] = [spread(pool), spread(seeds)]
  const distances = left.map((shares, index) => divergence(shares, right[index]!))
  return distances.reduce((sum, distance) => sum + distance, 0) / distances.length
}

function divergence(one: readonly number[], other: readonly number[]): number {
  const middle = one.map((share, index) => (share + other[index]!) / 2)
  const towards = (shares: readonly number[]): number =>
    shares.reduce(
      (sum, share, index) => sum + (share === 0 ? 0 : share * Math.log2(share / middle[index]!)),
      0,
    )
  return (towards(one) + towards(other)) / 2
}
