import type { MetricId } from '../metrics/metric.ts'
import type { ScoredQuestion } from '../scored-question.ts'
import type { GroupScore } from './score-summary.ts'

/** From easy to hard, as Spider and BIRD name them. What else benchmarks say follows in the order of the file. */
const DIFFICULTIES = ['easy', 'medium', 'hard', 'extra', 'simple', 'moderate', 'challenging']
/** The gold query cannot be parsed, and the benchmark says nothing itself. */
const UNKNOWN_DIFFICULTY = 'unknown'

/** What the benchmark calls a question's difficulty; where it says nothing, what Spider's evaluator would; else null. */
export function difficultyOf({ question, spiderDifficulty }: ScoredQuestion): string | null {
  return question.difficulty ?? spiderDifficulty
}

/** The mean score of questions in percent; 0 of none. A question that was not judged counts 0. */
export function meanScore(questions: readonly ScoredQuestion[], metric: MetricId): number {
  if (questions.length === 0) return 0
  return questions.reduce((sum, each) => sum + percentOf(each, metric), 0) / questions.length
}

export function percentOf({ verdicts }: ScoredQuestion, metric: MetricId): number {
  return 100 * (verdicts[metric]?.score ?? 0)
}

/** From easy to hard. */
export function scoresByDifficulty(questions: readonly ScoredQuestion[], metric: MetricId): GroupScore[] {
  const groups = groupBy(questions, (scored) => [difficultyOf(scored) ?? UNKNOWN_DIFFICULTY])
  return scoresOf(groups, metric).sort((one, other) => rankOf(one.name) - rankOf(other.name))
}

/** By the databases' names. */
export function scoresByDatabase(questions: readonly ScoredQuestion[], metric: MetricId): GroupScore[] {
  const groups = groupBy(questions, ({ question }) => [question.dbId])
  return scoresOf(groups, metric).sort((one, other) => (one.name < other.name ? -1 : 1))
}

/** The most frequent first; a question is in as many groups as its gold query has features. */
export function scoresByFeature(questions: readonly ScoredQuestion[], metric: MetricId): GroupScore[] {
  const groups = groupBy(questions, ({ features }) => features)
  return scoresOf(groups, metric).sort((one, other) => other.count - one.count)
}

function rankOf(difficulty: string): number {
  if (difficulty === UNKNOWN_DIFFICULTY) return DIFFICULTIES.length + 1
  const index = DIFFICULTIES.indexOf(difficulty.toLowerCase())
  return index < 0 ? DIFFICULTIES.length : index
}

function groupBy(
  questions: readonly ScoredQuestion[],
  namesOf: (scored: ScoredQuestion) => readonly string[],
): ReadonlyMap<string, readonly ScoredQuestion[]> {
  const groups = new Map<string, ScoredQuestion[]>()
  for (const scored of questions) {
    for (const name of namesOf(scored)) {
      const group = groups.get(name) ?? []
      group.push(scored)
      groups.set(name, group)
    }
  }
  return groups
}

function scoresOf(groups: ReadonlyMap<string, readonly ScoredQuestion[]>, metric: MetricId): GroupScore[] {
  return [...groups].map(([name, members]) => ({
    name,
    count: members.length,
    score: meanScore(members, metric),
  }))
}
