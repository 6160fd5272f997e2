import { parseQuery } from '../../sql/parse.ts'
import { SqlSyntaxError } from '../../sql/sql-syntax-error.ts'
import type { EvaluatedDatabase } from '../evaluated-database.ts'
import type { ComponentVerdict } from '../spider-sql/compare-clauses.ts'
import { type CanonicalClauses, CLAUSE_NAMES } from './corrected-set-match/canonical-clauses.ts'
import { canonicalClauses } from './corrected-set-match/canonical-query.ts'
import { rememberingGolds } from './exact-set-match-golds.ts'
import type { JudgedPair, Verdict } from './metric.ts'

/**
 * Exact set match as it was meant: queries are the same when they differ in nothing but the writing. Literals, join
 * conditions, LIMIT, DISTINCT and the direction of each ORDER BY term count; docs/metrics.md names all differences
 * from the official one.
 */
export function judgeCorrectedSetMatch({ question, predicted, database }: JudgedPair): Verdict {
  const gold = readGold(question.gold, database)
  if (typeof gold === 'string') return { score: 0, reason: 'gold-failed', message: `The gold query: ${gold}` }
  const made = readClauses(predicted, database)
  if (typeof made === 'string') return { score: 0, reason: 'prediction-unreadable', message: made }
  const components = Object.fromEntries(
    CLAUSE_NAMES.map((name) => [name, compareClause(gold[name], made[name])]),
  )
  const different = CLAUSE_NAMES.filter((name) => components[name]!.f1 === 0)
  const details = { components }
  if (different.length === 0) return { score: 1, reason: null, details }
  if (different.length === 1 && different[0] === 'tables') {
    return { score: 0, reason: 'other-tables', message: 'The tables in FROM differ.', details }
  }
  return { score: 0, reason: 'other-clauses', message: `These differ: ${different.join(', ')}.`, details }
}

function compareClause(gold: readonly string[], predicted: readonly string[]): ComponentVerdict {
  const isSame = gold.length === predicted.length && gold.every((key, place) => key === predicted[place])
  const score = isSame ? 1 : 0
  return {
    accuracy: score,
    recall: score,
    f1: score,
    goldCount: gold.length,
    predictedCount: predicted.length,
  }
}

/** What is wrong with it, where it is no query. */
function readClauses(sql: string, { schema }: EvaluatedDatabase): CanonicalClauses | string {
  try {
    return canonicalClauses(parseQuery(sql), schema)
  } catch (error) {
    if (error instanceof SqlSyntaxError) return error.message
    throw error
  }
}

const readGold = rememberingGolds(readClauses)
