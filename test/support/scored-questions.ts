import type { MetricId, Verdict } from '../../src/evaluation/metrics/metric.ts'
import type { ScoredQuestion } from '../../src/evaluation/scored-question.ts'
import type { ScoreCard } from '../../src/evaluation/summary/score-summary.ts'

/** What of a scored question a test says; the rest is made up. */
export interface ScoredFacts extends Partial<Omit<ScoredQuestion, 'question' | 'verdicts'>> {
  readonly dbId?: string
  readonly gold?: string
  readonly difficulty?: string
  /** A number is a verdict's score; less than 1 is for other rows. */
  readonly verdicts?: Readonly<Partial<Record<MetricId, number | Verdict>>>
}

/** Questions scored by hand, numbered in order. */
export function scoredQuestions(facts: readonly ScoredFacts[]): ScoredQuestion[] {
  return facts.map(
    ({ dbId = 'shop', gold = 'SELECT 1', difficulty, verdicts = { ex: 1 }, ...rest }, index) => ({
      question: {
        index,
        dbId,
        question: `Question ${index}?`,
        gold,
        ...(difficulty === undefined ? {} : { difficulty }),
      },
      predicted: 'SELECT 1',
      spiderDifficulty: 'easy',
      features: [],
      run: null,
      ...rest,
      verdicts: Object.fromEntries(
        Object.entries(verdicts).map(([id, verdict]) => [
          id,
          typeof verdict === 'number'
            ? { score: verdict, reason: verdict === 1 ? null : 'other-rows' }
            : verdict,
        ]),
      ),
    }),
  )
}

export function scoreCard(facts: Partial<ScoreCard> = {}): ScoreCard {
  return {
    sonde: '0.1.0',
    engine: 'SQLite 3.50.0',
    node: 'v20.0.0',
    mode: 'as-official',
    metrics: ['ex'],
    timeoutMs: 30_000,
    rounds: 100,
    seed: 7,
    questions: { name: 'questions.json', sha256: 'a'.repeat(64) },
    predictions: { name: 'predictions.json', sha256: 'b'.repeat(64) },
    run: null,
    ...facts,
  }
}
