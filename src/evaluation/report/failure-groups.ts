import type { SchemaShape } from '../../sql/schema-shape.ts'
import type { MetricId } from '../metrics/metric.ts'
import type { ScoredQuestion } from '../scored-question.ts'
import { causeOfFailure, FAILURE_CAUSES, type FailureCause } from './failure-cause.ts'
import { isRight } from './is-right.ts'

/** So many failures are shown with SQL and rows: what a browser opens without delay, and more than people read. */
export const MOST_DETAILED = 500

/** Failures that have one cause. */
export interface FailureGroup {
  readonly cause: FailureCause
  /** All of them, in the order of the questions. */
  readonly failures: readonly ScoredQuestion[]
  /** Those that the report shows in full, in the same order. */
  readonly detailed: readonly ScoredQuestion[]
}

/** Schemas by database id. */
export type Schemas = ReadonlyMap<string, SchemaShape>

/**
 * What is wrong by any metric, grouped by cause, the commonest first. Of each group so many are detailed that all
 * together are at most `mostDetailed`, and that rare causes are not crowded out by common ones.
 */
export function groupFailures(
  questions: readonly ScoredQuestion[],
  schemas: Schemas,
  mostDetailed = MOST_DETAILED,
): readonly FailureGroup[] {
  const byCause = new Map<FailureCause, ScoredQuestion[]>()
  for (const scored of questions) {
    if (failedMetrics(scored).length === 0) continue
    const cause = causeOfFailure(scored, schemas.get(scored.question.dbId))
    const failures = byCause.get(cause)
    if (failures === undefined) byCause.set(cause, [scored])
    else failures.push(scored)
  }
  const share = fairShare(
    [...byCause.values()].map((failures) => failures.length),
    mostDetailed,
  )
  return [...byCause]
    .map(([cause, failures]) => ({ cause, failures, detailed: chooseDetailed(failures, share) }))
    .sort(
      (one, other) =>
        other.failures.length - one.failures.length ||
        FAILURE_CAUSES.indexOf(one.cause) - FAILURE_CAUSES.indexOf(other.cause),
    )
}

/** The metrics by which a prediction is wrong. */
export function failedMetrics({ verdicts }: ScoredQuestion): readonly MetricId[] {
  return (Object.keys(verdicts) as MetricId[]).filter((id) => !isRight(verdicts[id]!))
}

/** What is wrong by most metrics goes first: it is the least a matter of definition. */
function chooseDetailed(failures: readonly ScoredQuestion[], most: number): readonly ScoredQuestion[] {
  if (failures.length <= most) return failures
  const chosen = failures
    .map((scored) => ({ scored, weight: failedMetrics(scored).length }))
    .sort((one, other) => other.weight - one.weight)
    .slice(0, most)
  const kept = new Set(chosen.map(({ scored }) => scored))
  return failures.filter((scored) => kept.has(scored))
}

/** The largest bound on each count under which they sum up to no more than `total`. */
function fairShare(counts: readonly number[], total: number): number {
  let left = total
  const ascending = counts.toSorted((one, other) => one - other)
  for (const [at, count] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - at))
    if (count > share) return share
    left -= count
  }
  return total
}
