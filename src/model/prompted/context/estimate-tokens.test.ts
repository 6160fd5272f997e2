import { describe, expect, it } from 'vitest'
import { estimateTokens } from './estimate-tokens.ts'

describe('estimateTokens', () => {
  // The second number is what o200k_base, a real encoding, cuts the text into.
  it.each([
    ['', 0],
    ['Show the names of all singers from France, the oldest first.', 13],
    ['singer_in_concert(concert_id integer, singer_id text)', 12],
    ['SELECT count(*) FROM flights WHERE source_airport = "APG"', 13],
    ['2024-03-05 10:15:00', 12],
    ['{"tables": [{"table": "orders", "columns": ["id", "total"]}]}', 20],
  ])('is near what an encoding makes of %j, and rather above it', (text, real) => {
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(0.9 * real)
    expect(estimateTokens(text)).toBeLessThanOrEqual(1.6 * real)
  })

  it('counts what has no spaces: a character of Chinese is about a token', () => {
    expect(estimateTokens('请列出所有顾客的姓名和城市')).toBeGreaterThanOrEqual(9)
    expect(estimateTokens('x'.repeat(400))).toBeGreaterThan(80)
  })
})
