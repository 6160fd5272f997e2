import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Explored, exploreScript, SHOP } from '../../test/support/explored-shop.ts'
import { judgeAnswer } from './judge-answer.ts'

let shop: Explored
beforeAll(async () => {
  shop = await exploreScript(SHOP)
})
afterAll(() => shop.close())

/** What is said of a likely query that leaves some words of the question out. */
function judge(question: string, unusedWords: readonly string[], sql = 'SELECT count(*) FROM orders') {
  const candidate = { sql, score: 1, confidence: 0.9, unusedWords, links: [] }
  const outcome = { kind: 'rows', columns: ['count(*)'], rows: [[5]], truncated: false } as const
  const chosen = { ...candidate, outcome }
  return judgeAnswer([candidate], { chosen, executed: [chosen], rounds: [] }, { question, context: shop })
}

describe('an answer is not called sure', () => {
  it.each([
    ['how many orders were placed in Atlantis', ['Atlantis'], /accounts for "Atlantis"/],
    ['how many orders are called "moonlight"', ['moonlight'], /accounts for "moonlight"/],
    ['how many orders have 17 parts', ['17'], /accounts for "17"/],
    ['delete all orders', ['delete'], /only read here, so it cannot delete anything/],
    ['Please drop the orders', ['drop'], /cannot drop anything/],
    ['Delete every order', [], /cannot delete anything/],
  ])('when it leaves out what the question names: %s', (question, unused, reason) => {
    const judged = judge(question, unused)
    expect(judged.reason).toMatch(reason)
    expect(judged.confidence).toBeLessThan(0.5)
  })

  it('when the data does not hold what it looks for', () => {
    const judged = judge('orders that are lost', [], "SELECT count(*) FROM orders WHERE status = 'lost'")
    expect(judged).toEqual({ confidence: 0.45, reason: "orders.status holds no 'lost'." })
  })
})

describe('a likely answer is called sure', () => {
  it.each([
    ['how many orders do we currently have', ['currently']],
    ['Orders please, how many', ['Orders']],
    ['how many orders did people drop off', ['drop']],
    ['Drop orders, how many', [], "SELECT count(*) FROM orders WHERE status IS NOT 'drop'"],
  ] as [string, string[], string?][])(
    'when what it leaves out names nothing: %s',
    (question, unused, sql) => {
      expect(judge(question, unused, sql)).toEqual({ confidence: 0.9, reason: null })
    },
  )
})
