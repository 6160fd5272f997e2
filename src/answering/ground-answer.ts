import { foldText } from '../base/text.ts'
import { findColumn } from '../database/schema.ts'
import type { DatabaseContext, GroundedKeyword, SqlCandidate } from '../model/model.ts'
import type { Comparison } from '../sql/resolution.ts'
import type { KnowledgeEntry } from '../values/knowledge.ts'
import { findTypedValues, type TypedValue } from '../values/typed-values.ts'
import type { Grounding } from './answer.ts'
import { resolveDraft } from './collect-findings.ts'

/** How close a keyword and a value written otherwise are that a probe tied together. */
const LEARNED_SCORE = 0.8

/** How each literal and each name of the query was found: what a reader checks before trusting the answer. */
export function groundAnswer(
  candidate: SqlCandidate,
  {
    question,
    grounded,
    now,
  }: { readonly question: string; readonly grounded: readonly GroundedKeyword[]; readonly now: Date },
  context: DatabaseContext,
): Grounding[] {
  const typed = findTypedValues(question, now)
  const resolution = resolveDraft(candidate.sql, context)
  const literals = (resolution?.comparisons ?? []).map((comparison) =>
    groundLiteral(comparison, { grounded, typed }, context),
  )
  const used = new Set(resolution?.columns.map(({ table, column }) => `${table}.${column}`))
  const tables = new Set(resolution?.tables)
  const names = candidate.links
    .filter(({ table, column }) => (column === null ? tables.has(table) : used.has(`${table}.${column}`)))
    .map(
      ({ words, table, column, score }): Grounding => ({
        keyword: words,
        table,
        column,
        value: null,
        how: 'name',
        score,
      }),
    )
  return dedupe([...literals, ...names])
}

function groundLiteral(
  comparison: Comparison,
  {
    grounded,
    typed,
  }: { readonly grounded: readonly GroundedKeyword[]; readonly typed: readonly TypedValue[] },
  context: DatabaseContext,
): Grounding {
  const { table, column, value } = comparison
  const place = { table, column, value }
  for (const { keyword, matches, knowledge } of grounded) {
    const entry = knowledge.find(
      (known) =>
        known.kind === 'value' &&
        known.origin !== 'probe' &&
        known.column === column &&
        known.value === value,
    )
    if (entry !== undefined) return { keyword: keyword.text, ...place, how: 'knowledge', score: 1 }
    const match = matches.find(
      (stored) => stored.table === table && stored.column === column && stored.value === value,
    )
    // Where Seed SQL searched, only what it learned is left of the matches.
    const found = match ?? knowledge.find((known) => isOf(known, comparison))
    if (found === undefined) continue
    const isSame = foldText(keyword.text).trim() === foldText(String(value)).trim()
    return {
      keyword: keyword.text,
      ...place,
      how: isSame ? 'stored value' : 'similar value',
      score: match?.score ?? (isSame ? 1 : LEARNED_SCORE),
    }
  }
  if (comparison.operator === 'like' || comparison.operator === 'not like') {
    return { keyword: String(value).replaceAll('%', ''), ...place, how: 'pattern', score: 1 }
  }
  const content = context.survey.tables
    .find((profile) => profile.table === table)
    ?.columns.find((profile) => profile.column === column)?.content
  const isMoment = content === 'date' || content === 'datetime' || content === 'year'
  const said = typed.find((candidate) => namesValue(candidate, value))?.text ?? String(value)
  if (isMoment) return { keyword: said, ...place, how: 'date', score: 1 }
  if (typeof value === 'number') return { keyword: said, ...place, how: 'number', score: 1 }
  const isStored =
    findColumn(context.survey.schema, { table, column }) !== undefined &&
    context.values.findExact(value, { columns: [{ table, column }], limit: 1 }).length > 0
  return {
    keyword: value,
    ...place,
    how: isStored ? 'stored value' : 'similar value',
    score: isStored ? 1 : 0,
  }
}

function isOf(entry: KnowledgeEntry, { table, column, value }: Comparison): boolean {
  return entry.kind === 'value' && entry.table === table && entry.column === column && entry.value === value
}

/** "March 2024" names both ends of the month; "five" names 5. */
function namesValue(typed: TypedValue, value: string | number): boolean {
  if ('from' in typed)
    return (
      value === typed.from || (typeof value === 'string' && value > typed.from && value <= dayAfter(typed.to))
    )
  if (typed.kind === 'date') return value === typed.value || value === dayAfter(typed.value)
  if (typed.kind === 'year' && typeof value === 'string') {
    return value === `${typed.value}-01-01` || value === `${typed.value + 1}-01-01`
  }
  return typed.value === value
}

function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return next.toISOString().slice(0, 10)
}

function dedupe(groundings: readonly Grounding[]): Grounding[] {
  const seen = new Set<string>()
  return groundings.filter((grounding) => {
    const key = JSON.stringify([grounding.keyword, grounding.table, grounding.column, grounding.value])
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
