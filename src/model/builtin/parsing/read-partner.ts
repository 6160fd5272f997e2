import { partnerKey } from '../linking/roles/partner-key.ts'
import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import type { Clause, Measure, ReachedColumn } from '../sketch/sketch.ts'
import { displayMeasures, nameOf } from './display.ts'
import type { ParseScope } from './parse-scope.ts'
import { change, type ParseState } from './parse-state.ts'
import { WEIGHTS } from './weights.ts'

/** "the friends of Kyle": the row at one end of a pair is shown, and what is said of Kyle is said of the other end. */
export function readPartner(
  state: ParseState,
  key: ColumnEntry,
  table: string,
  scope: ParseScope,
): ParseState[] {
  const { pending } = state
  const join = scope.joins.find(
    ({ from, to }) => from.table === key.table && from.columns[0] === key.column && to.table === table,
  )
  const other = join === undefined ? null : partnerKey(join, scope.joins)
  if (other === null || pending.count || pending.comparison !== null || pending.negated) return []
  if (pending.superlative !== null || pending.each || pending.by || state.mode === 'order') return []
  const via = { table: other.from.table, column: other.from.columns[0]! }
  const isPlain = state.select.every(
    ({ aggregate, target }) =>
      aggregate === null && target.kind === 'column' && target.column.table === table,
  )
  if (!isPlain || state.group.length > 0) return []
  const asked = state.select.length > 0 ? state.select : displayMeasures(scope.lexicon.findTable(table))
  const select = asked.map((measure) => reach(measure, nameOf(key)))
  const where = state.where.map((clause) => reachedBy(clause, table, via))
  const isNamed = state.where.some(
    ({ condition }) => 'column' in condition && condition.column.table === table,
  )
  const role = { via, table, isUsed: isNamed }
  return [
    change(
      state,
      WEIGHTS.roleShown,
      { select, where, focus: key.table, mode: 'filter' },
      { role, afterOf: false, connective: null },
    ),
  ]
}

function reach(measure: Measure, via: { readonly table: string; readonly column: string }): Measure {
  const { target } = measure
  return target.kind === 'column'
    ? { ...measure, target: { kind: 'column', column: { ...target.column, via } } }
    : measure
}

function reachedBy(clause: Clause, table: string, via: ReachedColumn['via']): Clause {
  const { condition } = clause
  if (condition.kind !== 'compare' || condition.column.table !== table || via === undefined) return clause
  return { ...clause, condition: { ...condition, column: { ...condition.column, via } } }
}
