import type { Database, QueryLimits, QueryOutcome } from '../database/database.ts'
import type { SqlCandidate } from '../model/model.ts'

export interface ExecutedCandidate extends SqlCandidate {
  readonly outcome: QueryOutcome
}

/** Runs a candidate; the engine's refusal is an outcome. */
export async function executeCandidate(
  database: Database,
  candidate: SqlCandidate,
  limits: Partial<QueryLimits>,
): Promise<ExecutedCandidate> {
  return { ...candidate, outcome: await database.run(candidate.sql, limits) }
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
