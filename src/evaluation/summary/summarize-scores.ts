import type { Metric, MetricId } from '../metrics/metric.ts'
import type { ScoredQuestion } from '../scored-question.ts'
import { timingBand } from '../timing/timing-band.ts'
import { addSpending } from './add-spending.ts'
import { bootstrapInterval } from './bootstrap-interval.ts'
import { calibrationOf } from './calibration.ts'
import { componentScores } from './component-scores.ts'
import { findProblems } from './find-problems.ts'
import {
  meanScore,
  percentOf,
  scoresByDatabase,
  scoresByDifficulty,
  scoresByFeature,
} from './group-scores.ts'
import type { Calibration, MetricSummary, Problem, ScoreCard, ScoreSummary } from './score-summary.ts'

const TIMED: ReadonlySet<MetricId> = new Set(['ves', 'r-ves'])

export interface SummaryOptions {
  readonly card: ScoreCard
  /** Those that the questions were judged by. */
  readonly metrics: readonly Pick<Metric, 'id' | 'title' | 'isGraded'>[]
  /** Databases that questions name and that are not there. */
  readonly unknownDatabases?: ReadonlySet<string>
  /** What readers had to pass over, to be told before what is found here. */
  readonly problems?: readonly Problem[]
}

/** What the verdicts on a set of questions come to. Every question is in every score, whatever befell it. */
export function summarizeScores(
  questions: readonly ScoredQuestion[],
  { card, metrics, unknownDatabases = new Set(), problems = [] }: SummaryOptions,
): ScoreSummary {
  const summaries: Partial<Record<MetricId, MetricSummary>> = {}
  for (const metric of metrics) summaries[metric.id] = summarizeMetric(questions, metric, card)
  return {
    card,
    count: questions.length,
    metrics: summaries,
    problems: [...problems, ...findProblems(questions, unknownDatabases)],
    calibration: calibrationBy(metrics.find(({ isGraded }) => !isGraded)?.id, questions),
    spending: addSpending(questions),
  }
}

function summarizeMetric(
  questions: readonly ScoredQuestion[],
  { id, title }: SummaryOptions['metrics'][number],
  { mode, seed }: ScoreCard,
): MetricSummary {
  const verdicts = questions.map((scored) => scored.verdicts[id]).filter((verdict) => verdict !== undefined)
  const components = id === 'em' ? componentScores(verdicts, mode) : undefined
  return {
    title,
    score: meanScore(questions, id),
    interval: bootstrapInterval(
      questions.map((scored) => percentOf(scored, id)),
      `${seed} ${id}`,
    ),
    byDifficulty: scoresByDifficulty(questions, id),
    byDatabase: scoresByDatabase(questions, id),
    byFeature: scoresByFeature(questions, id),
    ...(components === undefined ? {} : { components }),
    ...(TIMED.has(id) ? { band: timingBand(verdicts) } : {}),
  }
}

/** By the first metric that calls predictions right or wrong; null where there is none, or nothing was run. */
function calibrationBy(
  metric: MetricId | undefined,
  questions: readonly ScoredQuestion[],
): Calibration | null {
  const run = questions.flatMap(({ run, verdicts }) =>
    run === null || metric === undefined
      ? []
      : [{ confidence: run.confidence, isRight: verdicts[metric]?.score === 1 }],
  )
  return run.length === 0 ? null : calibrationOf(run)
}
