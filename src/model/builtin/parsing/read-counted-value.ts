import type { Mention } from '../linking/mention.ts'
import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import type { ParseScope } from './parse-scope.ts'
import { addCondition, change, type ParseState, rowsOf } from './parse-state.ts'
import { WEIGHTS } from './weights.ts'

/** "the most no-shows", "at least two cancellations": a stored kind is said as a thing, and its rows are counted. */
export function readCountedValue(
  state: ParseState,
  { column, value, end }: Extract<Mention, { kind: 'value' }>,
  { tokens, mentionsAt }: ParseScope,
): ParseState[] {
  const { pending, focus, related } = state
  if (typeof value !== 'string' || focus === column.table || !isKind(column)) return []
  if (pending.negated || related !== null || !tokens[end - 1]!.folded.endsWith('s')) return []
  // "the most cancelled orders" says itself what is counted.
  if (mentionsAt.get(end)?.some(({ kind }) => kind === 'table') === true) return []
  const counted = addCondition(state, WEIGHTS.valueCounted, {
    kind: 'compare',
    column: { table: column.table, column: column.column },
    operator: '=',
    value,
  })
  const measure = rowsOf(column.table)
  if (pending.count) {
    const select = [...state.select, measure]
    return [change(counted, 0, { select, focus: focus ?? column.table }, { count: false })]
  }
  const { superlative, comparison, number } = pending
  if (focus === null) return []
  if (superlative !== null && superlative.concept === undefined && !superlative.byCount) {
    const order = [{ measure, direction: superlative.direction }]
    const ranked = { order, limit: superlative.count ?? 1, mode: 'filter' as const }
    return [change(counted, 0, ranked, { superlative: null })]
  }
  if (comparison !== null && number !== null && pending.column === null) {
    const having = [...state.having, { measure, operator: comparison.operator, value: number }]
    return [change(counted, 0, { having })]
  }
  return []
}

/** "Beverages" of a list of categories is one row of it, whatever is counted; a state has many. */
function isKind({ profile }: ColumnEntry): boolean {
  return profile !== undefined && profile.distinctCount < 0.5 * profile.rowCount
}
