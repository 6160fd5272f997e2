import { mapConcurrently } from '../../base/concurrency.ts'
import type { EvaluatedDatabase } from '../evaluated-database.ts'
import type { ScoredQuestion } from '../scored-question.ts'
import { groupFailures, MOST_DETAILED, type Schemas } from './failure-groups.ts'
import { differenceOfRows, type RowDifference } from './row-difference.ts'

/** So many rows of each side are kept. */
const MOST_ROWS = 10

export interface DifferenceSource {
  readonly questions: readonly ScoredQuestion[]
  readonly schemas: Schemas
  /** null: there is no such database, and its questions are passed over. */
  readonly databaseOf: (dbId: string) => Promise<EvaluatedDatabase | null>
}

export interface DifferenceLimits {
  /** For one statement. */
  readonly timeoutMs: number
  /** How many failures; the report details as many if not said. */
  readonly failures?: number
  /** How many run at once; 2 if not said. */
  readonly concurrency?: number
  /** Ends the work early: what was compared until then is returned. */
  readonly signal?: AbortSignal
}

/**
 * Runs gold and prediction of the failures that the report details, as they are written, and says in which rows they
 * differ, by the index of the question. A statement that fails or never ends is a difference like any other.
 */
export async function collectDifferences(
  { questions, schemas, databaseOf }: DifferenceSource,
  { timeoutMs, failures = MOST_DETAILED, concurrency = 2, signal }: DifferenceLimits,
): Promise<ReadonlyMap<number, RowDifference>> {
  const detailed = groupFailures(questions, schemas, failures).flatMap((group) => group.detailed)
  const limits = { timeoutMs, ...(signal && { signal }) }
  const differences = new Map<number, RowDifference>()
  await mapConcurrently(detailed, concurrency, async ({ question, predicted }) => {
    if (predicted === null || predicted.trim() === '' || signal?.aborted) return
    const database = await databaseOf(question.dbId)
    if (database === null) return
    const gold = await database.execute(question.gold, limits)
    const made = await database.execute(predicted, limits)
    if (!signal?.aborted) differences.set(question.index, differenceOfRows(gold, made, MOST_ROWS))
  })
  return differences
}
