import { describe, expect, it } from 'vitest'
import { type Comparison, compareScores } from './compare-scores.ts'
import { comparisonVerdict } from './comparison-verdict.ts'
import type { PerQuestionLine } from './per-question-lines.ts'

const NAMES = { first: 'a.jsonl', second: 'b.jsonl' }

function lineOf(index: number, facts: Partial<PerQuestionLine> = {}): PerQuestionLine {
  return {
    index,
    dbId: 'shop',
    scores: { ex: true },
    question: `Question ${index}?`,
    gold: 'SELECT 1',
    predicted: 'SELECT 2',
    difficulty: 'easy',
    reasons: {},
    run: null,
    ...facts,
  }
}

/** One line for each letter: r is right, w is wrong. */
const linesOf = (letters: string): PerQuestionLine[] =>
  [...letters].map((letter, index) => lineOf(index, { scores: { ex: letter === 'r' } }))

const compare = (first: string, second: string): Comparison =>
  compareScores(linesOf(first), linesOf(second), { seed: 7 })

describe('two scored sets', () => {
  it('differ by what was gained and lost', () => {
    const comparison = compare('rrwwr', 'rwrrr')
    expect(comparison).toMatchObject({
      metric: 'ex',
      count: 5,
      first: 60,
      second: 80,
      difference: 20,
      test: 'mcnemar-exact',
      pValue: 1,
      isSignificant: false,
    })
    expect(comparison.gained.map(({ index }) => index)).toEqual([2, 3])
    expect(comparison.lost).toEqual([
      {
        index: 1,
        dbId: 'shop',
        question: 'Question 1?',
        gold: 'SELECT 1',
        first: { score: true, predicted: 'SELECT 2', reason: null },
        second: { score: false, predicted: 'SELECT 2', reason: null },
      },
    ])
  })

  it.each([
    // 2 / 2^6, 2 / 2^5, 2 × (1 + 10) / 2^10
    { gained: 6, lost: 0, p: 0.03125, isSignificant: true },
    { gained: 5, lost: 0, p: 0.0625, isSignificant: false },
    { gained: 9, lost: 1, p: 22 / 1024, isSignificant: true },
  ])('$gained gained and $lost lost: p = $p', ({ gained, lost, p, isSignificant }) => {
    const first = `${'w'.repeat(gained)}${'r'.repeat(lost)}${'r'.repeat(20)}`
    const second = `${'r'.repeat(gained)}${'w'.repeat(lost)}${'r'.repeat(20)}`
    const there = compare(first, second)
    const back = compare(second, first)
    expect(there.pValue).toBeCloseTo(p, 12)
    expect(back.pValue).toBe(there.pValue)
    expect(there.isSignificant).toBe(isSignificant)
    expect(back.difference).toBe(-there.difference)
  })

  it('have an interval of the difference that counts the pairs, not the sets', () => {
    // As far apart as 50 of 100 questions would be by accident, were it not that 98 of 100 pairs agree.
    const { interval, difference } = compare(`${'rw'.repeat(49)}ww`, `${'rw'.repeat(49)}rr`)
    expect(difference).toBe(2)
    expect(interval[0]).toBe(0)
    expect(interval[1]).toBeLessThanOrEqual(6)
  })

  it('are matched by index, whatever the order of the lines', () => {
    const first = linesOf('rw')
    expect(compareScores(first, first.toReversed(), { seed: 7 })).toMatchObject({ gained: [], lost: [] })
  })

  it('are compared by graded scores, the largest change first', () => {
    const graded = (scores: readonly number[]) =>
      scores.map((ves, index) => lineOf(index, { scores: { ves } }))
    const comparison = compareScores(graded([0.5, 1, 1]), graded([0.75, 1, 2]), { seed: 7 })
    expect(comparison).toMatchObject({ metric: 'ves', test: 'sign-flip', pValue: 0.5, lost: [] })
    expect(comparison.difference).toBeCloseTo(125 / 3, 10)
    expect(comparison.gained.map(({ index }) => index)).toEqual([2, 0])
  })

  it('are compared by the metric asked for, or the first that both have', () => {
    const first = [lineOf(0, { scores: { ex: true, em: false } })]
    const second = [lineOf(0, { scores: { em: true, ts: true } })]
    expect(compareScores(first, second, { seed: 7 }).metric).toBe('em')
    expect(compareScores(first, second, { metric: 'em', seed: 7 }).difference).toBe(100)
    expect(() => compareScores(first, second, { metric: 'ex', seed: 7 })).toThrow(/metric ex; both have em\./)
    expect(() => compareScores(first, [lineOf(0, { scores: { ts: true } })], { seed: 7 })).toThrow(
      /no metric in common/,
    )
  })

  it.each([
    ['fewer questions', [lineOf(0)], /first has 2 questions and the second 1/],
    ['another index', [lineOf(0), lineOf(2)], /question 1 is only in the first/],
    ['another database', [lineOf(0), lineOf(1, { dbId: 'zoo' })], /question 1 has another database/],
    ['another wording', [lineOf(0), lineOf(1, { question: 'Else?' })], /question 1 has another wording/],
    ['another gold query', [lineOf(0), lineOf(1, { gold: 'SELECT 3' })], /question 1 has another gold query/],
  ])('of %s are refused', (_, second, message) => {
    expect(() => compareScores([lineOf(0), lineOf(1)], second, { seed: 7 })).toThrow(message)
  })

  it('with a question twice are refused', () => {
    expect(() => compareScores([lineOf(0), lineOf(0)], [lineOf(0), lineOf(1)], { seed: 7 })).toThrow(/twice/)
    expect(() => compareScores([lineOf(0), lineOf(0)], [lineOf(0), lineOf(0)], { seed: 7 })).toThrow(/twice/)
  })
})

describe('the verdict in words', () => {
  it('names the better one where the difference is significant', () => {
    expect(comparisonVerdict(compare('w'.repeat(6), 'r'.repeat(6)), NAMES)).toBe(
      'b.jsonl is better, and the difference is significant at 5 %. If the two were equally good, a difference at ' +
        'least this large would still come about in 3.1 % of comparisons.',
    )
    expect(comparisonVerdict(compare('r'.repeat(40), 'w'.repeat(40)), NAMES)).toMatch(
      /^a\.jsonl is better.* in less than 0\.01 % of comparisons\.$/,
    )
  })

  it('calls neither better where it is not', () => {
    expect(comparisonVerdict(compare('ww', 'rr'), NAMES)).toMatch(
      /^The difference is not significant at 5 %\. .* in 50 % of comparisons, which is too often.* more questions could tell\.$/,
    )
  })

  it('says so where nothing differs', () => {
    expect(comparisonVerdict(compare('rw', 'rw'), NAMES)).toMatch(/same verdict on every question/)
  })
})
