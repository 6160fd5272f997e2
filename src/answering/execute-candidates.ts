import type { Database, QueryLimits, QueryOutcome } from '../database/database.ts'
import type { SqlCandidate } from '../model/model.ts'

export interface ExecutedCandidate extends SqlCandidate {
  readonly outcome: QueryOutcome
}

/** Candidates as sure as this or surer beside the best one are run to see what they say. */
const WORTH_RUNNING = 0.02

/** Runs the best candidates; the engine's refusals are outcomes. */
export async function executeCandidates(
  database: Database,
  candidates: readonly SqlCandidate[],
  limits: Partial<QueryLimits>,
  most: number,
): Promise<ExecutedCandidate[]> {
  const executed: ExecutedCandidate[] = []
  for (const candidate of candidates.slice(0, most)) {
    if (executed.some((done) => isGood(done.outcome)) && candidate.confidence < WORTH_RUNNING) continue
    executed.push({ ...candidate, outcome: await database.run(candidate.sql, limits) })
  }
  return executed
}

export function isGood(outcome: QueryOutcome): boolean {
  return outcome.kind === 'rows' && !isEmptyResult(outcome)
}

/** No rows, or one row that holds nothing but NULL: a filter met nothing. */
export function isEmptyResult(outcome: QueryOutcome): boolean {
  if (outcome.kind !== 'rows') return false
  if (outcome.rows.length === 0) return true
  return outcome.rows.length === 1 && outcome.rows[0]!.every((value) => value === null)
}
