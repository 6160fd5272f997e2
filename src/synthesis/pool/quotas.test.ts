import { describe, expect, it } from 'vitest'
import { maskQuestion, questionsAreNear } from '../../model/question-likeness.ts'
import { parseQuery } from '../../sql/parse.ts'
import { distanceBetween } from './distribution.ts'
import { factsOf, type QueryFacts } from './query-facts.ts'
import { Balance } from './quotas.ts'

const facts = (sql: string): QueryFacts => factsOf(parseQuery(sql), { tables: [] }, [])
const EASY = 'SELECT a FROM t'
const EXTRA =
  'SELECT a, b FROM t JOIN u ON t.i = u.i WHERE t.c = 1 AND u.d = (SELECT max(d) FROM u) ORDER BY a LIMIT 3'
const add = (balance: Balance, sql: string, attempt: number): void =>
  balance.add({ facts: facts(sql), example: {} as never }, attempt)

describe('the balance of a pool', () => {
  it('lets no structure have more than its share', () => {
    const balance = new Balance(600)
    expect(balance.refusalOf(facts(EASY), 0)).toBeNull()
    add(balance, EASY, 0)
    add(balance, EASY, 1)
    expect(balance.refusalOf(facts(EASY), 2)).toContain('has its share')
    expect([...balance.fullSkeletons()]).toEqual(['SELECT _ FROM _'])
  })

  it('holds out for kinds that are short, until they do not come', () => {
    const balance = new Balance(600)
    for (let attempt = 0; attempt < 12; attempt++)
      add(balance, `SELECT a${', a'.repeat(attempt)} FROM t`, attempt)
    const another = facts('SELECT b, c FROM t WHERE d = 1')
    expect(balance.unmet(12).map(({ name }) => name)).toContain('extra')
    expect(balance.refusalOf(another, 12)).toMatch(/more queries of the kind/)
    expect(balance.refusalOf(facts(EXTRA), 12)).toBeNull()
    expect(balance.refusalOf(another, 2_000)).toBeNull()
  })
})

describe('near questions', () => {
  it.each([
    ['Which customers are from Germany?', 'Which customers are from France?', true],
    ['How many orders are there over 5?', 'How many orders are there over 12?', true],
    ['Which customers are from Germany?', 'List the names of German buyers', false],
  ])('%s / %s: %s', (one, other, areNear) => {
    const mask = (question: string): string => {
      const value = /Germany|France/.exec(question)?.[0] ?? 'x'
      const comparison = { value } as QueryFacts['resolution']['comparisons'][number]
      return maskQuestion(question, { tables: [], columns: [], problems: [], comparisons: [comparison] })
    }
    expect(questionsAreNear(mask(one), mask(other))).toBe(areNear)
  })
})

describe('distanceBetween', () => {
  it('is 0 for the same and grows as they part', () => {
    const [easy, extra] = [[facts(EASY), facts('SELECT a FROM t WHERE b = 1')], [facts(EXTRA)]]
    expect(distanceBetween(easy, easy)).toBe(0)
    expect(distanceBetween(easy, [...easy, ...extra])).toBeLessThan(distanceBetween(easy, extra))
    expect(distanceBetween(easy, extra)).toBeLessThanOrEqual(1)
  })
})
