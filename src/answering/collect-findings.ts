import type { QueryOutcome } from '../database/database.ts'
import { findColumn } from '../database/schema.ts'
import type { DatabaseContext, RevisionFinding } from '../model/model.ts'
import { parseQuery } from '../sql/parse.ts'
import type { Resolution } from '../sql/resolution.ts'
import { resolveNames } from '../sql/resolve.ts'
import { SqlSyntaxError } from '../sql/sql-syntax-error.ts'
import { isEmptyResult } from './execute-candidate.ts'

/** What the names and literals of a query stand for; null when it does not parse. */
export function resolveDraft(sql: string, context: DatabaseContext): Resolution | null {
  try {
    return resolveNames(parseQuery(sql), context.survey.schema)
  } catch (error) {
    if (error instanceof SqlSyntaxError) return null
    throw error
  }
}

/** Everything that speaks against a query: unknown names, literals that are stored nowhere, what running it said. */
export function collectFindings(
  sql: string,
  outcome: QueryOutcome,
  context: DatabaseContext,
): readonly RevisionFinding[] {
  const resolution = resolveDraft(sql, context)
  const findings: RevisionFinding[] = []
  for (const problem of resolution?.problems ?? []) {
    if (problem.kind === 'ambiguous-column') continue
    findings.push({ kind: 'unknown-name', name: problem.name, near: problem.near })
  }
  if (outcome.kind === 'rejected') {
    findings.push({ kind: 'rejected', reason: outcome.reason, message: outcome.message })
  }
  findings.push(...unknownValues(resolution, context))
  if (isEmptyResult(outcome)) findings.push({ kind: 'empty' })
  return findings
}

/** Text literals that their column does not hold, each with the stored values nearest to it. */
export function unknownValues(resolution: Resolution | null, context: DatabaseContext): RevisionFinding[] {
  return (resolution?.comparisons ?? []).flatMap((comparison): RevisionFinding[] => {
    const { table, column, value } = comparison
    if (typeof value !== 'string' || !['=', 'in'].includes(comparison.operator)) return []
    const declared = findColumn(context.survey.schema, { table, column })
    if (declared === undefined) return []
    const exact = context.values.findExact(value, { columns: [{ table, column }], limit: 20 })
    if (exact.some((match) => match.value === value)) return []
    const near =
      exact.length > 0
        ? exact
        : context.values.search(value, { columns: [{ table, column }], limit: 3, minimumScore: 0.6 })
    return [{ kind: 'unknown-value', column: { table, column }, value, near }]
  })
}
