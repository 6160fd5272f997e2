import type { Mention } from '../linking/mention.ts'
import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import type { ConditionOutline, QueryOutline, SelectOutline, Term } from './outline-query.ts'
import type { Reading } from './read-question.ts'

/** A column in a clause of a query. */
export interface ColumnUse {
  /** "select", "where", "group", "having", "order", "inner" with what is computed of it. */
  readonly role: string
  readonly clause: string
  readonly column: ColumnEntry
  readonly condition: ConditionOutline | null
}

export function columnUsesOf({ select, combined, order }: QueryOutline): ColumnUse[] {
  return [
    ...usesInSelect(select, ''),
    ...order.flatMap(({ term, direction }) => usesOfTerm(term, 'order', direction)),
    ...(combined === null ? [] : usesInSelect(combined.right, 'right ')),
  ]
}

function usesInSelect({ shown, conditions, group, having }: SelectOutline, prefix: string): ColumnUse[] {
  return [
    ...shown.flatMap((term) => usesOfTerm(term, `${prefix}select`, '')),
    ...conditions.flatMap((condition) => usesInCondition(condition, `${prefix}where`)),
    ...group.flatMap((term) => usesOfTerm(term, `${prefix}group`, '')),
    ...having.flatMap((condition) => usesInCondition(condition, `${prefix}having`)),
  ]
}

function usesInCondition(condition: ConditionOutline, clause: string): ColumnUse[] {
  const { term, operator, inner } = condition
  const own = usesOfTerm(term, clause, operator).map((use) => ({ ...use, condition }))
  if (inner === null) return own
  const isMembership = operator === 'in' || operator === 'not in'
  const shown = isMembership ? [] : inner.select.shown.flatMap((each) => usesOfTerm(each, 'inner', ''))
  const deeper = inner.select.conditions.flatMap((each) => usesInCondition(each, 'inner where'))
  // The key before IN (SELECT key …) is a join by another name.
  return [...(isMembership ? [] : own), ...shown, ...deeper]
}

function usesOfTerm({ column, aggregate, distinct }: Term, clause: string, detail: string): ColumnUse[] {
  if (column === null) return []
  const computed = [detail, aggregate ?? '', distinct ? 'distinct' : ''].filter((part) => part !== '')
  return [{ role: [clause, ...computed].join(' '), clause, column, condition: null }]
}

/** How the question speaks of a column. */
export interface ColumnLink {
  readonly kind: string
  readonly score: number
  /** Tokens; null when no words of the question stand for it. */
  readonly span: { readonly start: number; readonly end: number } | null
}

const UNLINKED: ColumnLink = { kind: 'unlinked', score: 0, span: null }

export function linkOf(
  column: ColumnEntry,
  reading: Reading,
  mentions: readonly Mention[],
  isDisplay: boolean,
): ColumnLink {
  let best: ColumnLink | null = null
  for (const use of reading.uses) {
    if (use.table !== column.table || use.column !== column.column) continue
    if (best === null || use.score > best.score) {
      best = { kind: `used ${grade(use.score)}`, score: use.score, span: { start: use.start, end: use.end } }
    }
  }
  if (best !== null) return best
  const isNamed = reading.uses.some((use) => use.column === null && use.table === column.table)
  if (isNamed && isDisplay) return { kind: 'stands for its table', score: 0.6, span: null }
  for (const mention of mentions) {
    if (mention.kind !== 'column' || mention.column !== column) continue
    if (best === null || mention.score > best.score) {
      best = { kind: `mentioned ${grade(mention.score)}`, score: mention.score / 2, span: null }
    }
  }
  if (best !== null) return best
  if (isNamed && column.isKey) return { kind: 'key of named table', score: 0.4, span: null }
  if (isDisplay) return { kind: 'name', score: 0.2, span: null }
  return UNLINKED
}

export function grade(score: number): string {
  if (score >= 0.95) return 'exactly'
  return score >= 0.7 ? 'well' : 'weakly'
}
