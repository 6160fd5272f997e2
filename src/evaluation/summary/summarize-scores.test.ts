import { describe, expect, it } from 'vitest'
import { type ScoredFacts, scoreCard, scoredQuestions } from '../../../test/support/scored-questions.ts'
import type { Verdict } from '../metrics/metric.ts'
import type { ScoreSummary } from './score-summary.ts'
import { type SummaryOptions, summarizeScores } from './summarize-scores.ts'

const EX = { id: 'ex', title: 'Execution accuracy', isGraded: false } as const
const EM = { id: 'em', title: 'Exact set match', isGraded: false } as const
const VES = { id: 'ves', title: 'Valid efficiency', isGraded: true } as const

const summarize = (facts: readonly ScoredFacts[], options: Partial<SummaryOptions> = {}): ScoreSummary =>
  summarizeScores(scoredQuestions(facts), { card: scoreCard(), metrics: [EX], ...options })

const right = { verdicts: { ex: 1 } }
const wrong = { verdicts: { ex: 0 } }

describe('the summary of scores', () => {
  it('has every question in the score, in percent, with an interval around it', () => {
    const { count, metrics } = summarize([right, wrong, right, right])
    expect(count).toBe(4)
    expect(metrics.ex).toMatchObject({ title: 'Execution accuracy', score: 75 })
    const [low, high] = metrics.ex!.interval
    expect(low).toBeGreaterThanOrEqual(0)
    expect(low).toBeLessThan(75)
    expect(high).toBe(100)
  })

  it('is 0 for no questions', () => {
    expect(summarize([])).toMatchObject({
      count: 0,
      metrics: { ex: { score: 0, interval: [0, 0], byDifficulty: [], byDatabase: [], byFeature: [] } },
      problems: [],
      calibration: null,
    })
  })

  it('counts a question that was not judged as wrong', () => {
    expect(summarize([right, { verdicts: {} }]).metrics.ex!.score).toBe(50)
  })

  it('takes the mean of graded metrics, beyond 100 too', () => {
    const graded = summarize([{ verdicts: { ves: 1.5 } }, { verdicts: { ves: 0.75 } }], { metrics: [VES] })
    expect(graded.metrics.ves!.score).toBe(112.5)
  })

  it('says how far repeated runs would move a timed score, and of no other', () => {
    const verdict = { score: 1, reason: null, details: { spread: 0.1 } }
    const timed = summarize([{ verdicts: { ves: verdict, ex: verdict } }], { metrics: [VES, EX] })
    expect(timed.metrics.ves!.band).toBeGreaterThan(0)
    expect(timed.metrics.ex).not.toHaveProperty('band')
  })

  it('repeats itself with the same seed and not with another', () => {
    const facts = Array.from({ length: 61 }, (_, index) => ({ verdicts: { ves: Math.sqrt(index) } }))
    const interval = (seed: number) =>
      summarize(facts, { metrics: [VES], card: scoreCard({ seed }) }).metrics.ves!.interval
    expect(interval(7)).toEqual(interval(7))
    expect(interval(7)).not.toEqual(interval(8))
  })
})

describe('groups', () => {
  it('go from easy to hard by the benchmark’s own word, else by Spider’s, and end with what cannot be told', () => {
    const { byDifficulty } = summarize([
      { spiderDifficulty: null, ...wrong },
      { spiderDifficulty: 'extra', ...wrong },
      { spiderDifficulty: 'easy', ...right },
      { spiderDifficulty: 'easy', difficulty: 'tricky', ...right },
      { spiderDifficulty: 'easy', ...wrong },
      { spiderDifficulty: 'medium', ...right },
    ]).metrics.ex!
    expect(byDifficulty).toEqual([
      { name: 'easy', count: 2, score: 50 },
      { name: 'medium', count: 1, score: 100 },
      { name: 'extra', count: 1, score: 0 },
      { name: 'tricky', count: 1, score: 100 },
      { name: 'unknown', count: 1, score: 0 },
    ])
  })

  it('know BIRD’s order', () => {
    const names = ['challenging', 'simple', 'moderate']
    const { byDifficulty } = summarize(names.map((difficulty) => ({ difficulty }))).metrics.ex!
    expect(byDifficulty.map(({ name }) => name)).toEqual(['simple', 'moderate', 'challenging'])
  })

  it('are the databases by name, and the features by frequency, a question in each of its own', () => {
    const { byDatabase, byFeature } = summarize([
      { dbId: 'zoo', features: ['join'], ...right },
      { dbId: 'art', features: ['limit', 'join'], ...wrong },
      { dbId: 'zoo', features: [], ...right },
    ]).metrics.ex!
    expect(byDatabase).toEqual([
      { name: 'art', count: 1, score: 0 },
      { name: 'zoo', count: 2, score: 100 },
    ])
    expect(byFeature).toEqual([
      { name: 'join', count: 2, score: 50 },
      { name: 'limit', count: 1, score: 0 },
    ])
  })
})

describe('the components of em', () => {
  const component = (accuracy: number, goldCount: number, predictedCount: number) => ({
    accuracy,
    recall: accuracy,
    f1: accuracy,
    goldCount,
    predictedCount,
  })
  const verdict = (where: ReturnType<typeof component>): Verdict => ({
    score: 0,
    reason: 'other-clauses',
    details: { components: { where } },
  })
  const facts = [
    component(1, 1, 1),
    component(0, 1, 1),
    // No prediction has it: in recall alone.
    component(0, 2, 0),
    // Gold has it not: in accuracy alone.
    component(0, 0, 1),
    component(0, 0, 0),
  ].map((where) => ({ verdicts: { em: verdict(where) } }))

  it('are averaged over the questions that have them, as Spider’s evaluator does', () => {
    const { components } = summarize(facts, { metrics: [EM] }).metrics.em!
    const third = 100 / 3
    expect(components).toEqual([
      {
        name: 'where',
        accuracy: expect.closeTo(third, 9),
        recall: expect.closeTo(third, 9),
        f1: expect.closeTo(third, 9),
      },
    ])
  })

  it.each([
    { mode: 'as-official', f1: 100 },
    { mode: 'corrected', f1: 0 },
  ] as const)('that are never right have an F1 of $f1 $mode', ({ mode, f1 }) => {
    const summary = summarize(facts.slice(1), { metrics: [EM], card: scoreCard({ mode }) })
    expect(summary.metrics.em!.components).toEqual([{ name: 'where', accuracy: 0, recall: 0, f1 }])
  })

  it('are absent where no verdict has any', () => {
    expect(summarize([{ verdicts: { em: 1 } }], { metrics: [EM] }).metrics.em).not.toHaveProperty(
      'components',
    )
  })
})

describe('problems', () => {
  const failing = { score: 0, reason: 'gold-failed', message: 'no such column: age.' } as const
  it('are counted once for each question, with examples', () => {
    const { problems } = summarize(
      [
        { verdicts: { ex: failing, em: failing } },
        { dbId: 'nowhere', verdicts: { ex: failing } },
        { predicted: null, verdicts: { ex: { score: 0, reason: 'no-prediction' } } },
        { predicted: ' ', verdicts: { ex: { score: 0, reason: 'no-prediction' } } },
        { spiderDifficulty: null, gold: 'SELEC 1', verdicts: { ex: failing } },
        // Passed over by the reader, which says so itself.
        { dbId: '', gold: '', spiderDifficulty: null, verdicts: { ex: failing } },
      ],
      {
        unknownDatabases: new Set(['nowhere', '']),
        problems: [{ kind: 'malformed', count: 1, examples: ['x'] }],
      },
    )
    expect(problems.map(({ kind, count }) => [kind, count])).toEqual([
      ['malformed', 1],
      ['unknown-database', 1],
      ['gold-failed', 2],
      ['unreadable-gold', 1],
      ['no-prediction', 2],
    ])
    expect(problems[1]!.examples).toEqual(['Question 1 (nowhere): there is no such database.'])
    expect(problems[2]!.examples[0]).toBe(
      'Question 0 (shop): ex: no such column: age; em: no such column: age.',
    )
  })

  it('show five examples and count the rest', () => {
    const [problem] = summarize(Array.from({ length: 8 }, () => ({ predicted: null }))).problems
    expect(problem).toMatchObject({ kind: 'no-prediction', count: 8 })
    expect(problem!.examples).toHaveLength(5)
  })
})

describe('calibration', () => {
  const run = { status: 'answered', confidence: 0.75, ms: 1 }
  it('is by the first metric of right and wrong, over what was run', () => {
    const facts = [
      { run, verdicts: { ves: 1, ex: 0, em: 1 } },
      { run, verdicts: { ves: 1, ex: 1, em: 1 } },
      { verdicts: { ves: 1, ex: 1, em: 1 } },
    ]
    const { calibration } = summarize(facts, { metrics: [VES, EX, EM] })
    expect(calibration!.bins).toEqual([{ from: 0.7, to: 0.8, count: 2, meanConfidence: 0.75, accuracy: 0.5 }])
    expect(calibration!.expectedError).toBe(0.25)
  })

  it('is null where nothing was run, or no metric says right or wrong', () => {
    expect(summarize([right]).calibration).toBeNull()
    expect(summarize([{ run, verdicts: { ves: 1 } }], { metrics: [VES] }).calibration).toBeNull()
  })
})
