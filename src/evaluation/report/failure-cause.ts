import { foldText } from '../../base/text.ts'
import type { Query } from '../../sql/ast.ts'
import { parseQuery } from '../../sql/parse.ts'
import { resolveNames } from '../../sql/resolve.ts'
import type { SchemaShape } from '../../sql/schema-shape.ts'
import type { MetricId } from '../metrics/metric.ts'
import type { ScoredQuestion } from '../scored-question.ts'
import { aspectsOf, type QueryAspects } from './query-aspects.ts'

/** Why a prediction is wrong, the deepest cause first: what stands further up explains what stands below it. */
export const FAILURE_CAUSES = [
  'the gold query fails',
  'the database is missing',
  'no query',
  'not readable as SQL',
  'unknown table',
  'unknown column',
  'ambiguous column',
  'does not end in time',
  'fails for another reason',
  'the gold query cannot be read',
  'a table is missing',
  'a table too many',
  'other tables',
  'another set operation',
  'another nesting of queries',
  'other joins',
  'other columns shown',
  'other columns in the condition',
  'a value in other letters',
  'other values',
  'another comparison',
  'another aggregate',
  'another grouping',
  'another order',
  'another limit',
  'duplicates dropped or kept',
  'columns in another order',
  'only details',
] as const

export type FailureCause = (typeof FAILURE_CAUSES)[number]

/**
 * The first thing, by `FAILURE_CAUSES`, in which a prediction differs from gold. What the engine said comes from the
 * verdicts; the rest is read from the two queries, with names resolved against the schema, and nothing is run.
 * Without a schema (its database is not there) nothing can be said of names.
 */
export function causeOfFailure(scored: ScoredQuestion, schema: SchemaShape | undefined): FailureCause {
  const { question, predicted } = scored
  if (hasReason(scored, 'gold-failed')) return 'the gold query fails'
  if (schema === undefined) return 'the database is missing'
  if (predicted === null || predicted.trim() === '') return 'no query'
  const made = read(predicted)
  if (made === null) return 'not readable as SQL'
  const hasFailed = hasReason(scored, 'prediction-failed')
  if (hasFailed || !wasRun(scored)) {
    const [problem] = resolveNames(made, schema).problems
    if (problem !== undefined) return NAME_CAUSES[problem.kind]
  }
  if (hasReason(scored, 'prediction-timeout')) return 'does not end in time'
  if (hasFailed) return 'fails for another reason'
  const gold = read(question.gold)
  if (gold === null) return 'the gold query cannot be read'
  return firstDifference(aspectsOf(gold, schema), aspectsOf(made, schema))
}

const NAME_CAUSES = {
  'unknown-table': 'unknown table',
  'unknown-column': 'unknown column',
  'ambiguous-column': 'ambiguous column',
} as const satisfies Record<string, FailureCause>

const ASPECT_CAUSES: readonly (readonly [keyof QueryAspects, FailureCause])[] = [
  ['setOperations', 'another set operation'],
  ['nesting', 'another nesting of queries'],
  ['joins', 'other joins'],
  ['shownColumns', 'other columns shown'],
  ['conditionColumns', 'other columns in the condition'],
  ['values', 'other values'],
  ['comparisons', 'another comparison'],
  ['aggregates', 'another aggregate'],
  ['grouping', 'another grouping'],
  ['order', 'another order'],
  ['limit', 'another limit'],
  ['distinct', 'duplicates dropped or kept'],
  ['columnOrder', 'columns in another order'],
]

function firstDifference(gold: QueryAspects, made: QueryAspects): FailureCause {
  if (!isSame(gold.tables, made.tables)) return tableCause(gold.tables, made.tables)
  const [, cause = 'only details'] =
    ASPECT_CAUSES.find(([aspect]) => !isSame(gold[aspect], made[aspect])) ?? []
  return cause === 'other values' && isSame(folded(gold.values), folded(made.values))
    ? 'a value in other letters'
    : cause
}

function tableCause(gold: readonly string[], made: readonly string[]): FailureCause {
  if (made.every((table) => gold.includes(table))) return 'a table is missing'
  return gold.every((table) => made.includes(table)) ? 'a table too many' : 'other tables'
}

function hasReason({ verdicts }: ScoredQuestion, reason: string): boolean {
  return Object.values(verdicts).some((verdict) => verdict.reason === reason)
}

/** `em` looks at the text alone. */
function wasRun({ verdicts }: ScoredQuestion): boolean {
  return (Object.keys(verdicts) as MetricId[]).some((id) => id !== 'em')
}

function read(sql: string): Query | null {
  try {
    return parseQuery(sql)
  } catch {
    return null
  }
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((item, at) => item === right[at])
}

function folded(values: readonly string[]): readonly string[] {
  return values.map(foldText).sort()
}
