import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import type { Measure, ReachedColumn } from '../sketch/sketch.ts'
import { displayMeasures, nameOf } from './display.ts'
import { degreeColumns, type ParseScope } from './parse-scope.ts'
import { addCondition, change, type ParseState, type Pending, rowsOf } from './parse-state.ts'
import { WEIGHTS } from './weights.ts'

/** "manager", "reports to": what the key leads to is shown, named, grouped by or compared with. */
export function readRole(
  state: ParseState,
  key: ColumnEntry,
  table: string,
  scope: ParseScope,
): ParseState[] {
  const { pending } = state
  const via = nameOf(key)
  const target = scope.lexicon.findTable(table)
  const shown = displayMeasures(target).map((measure) => reach(measure, via))
  const settled: Partial<Pending> = { afterOf: false, connective: null, count: false, distinct: false }
  const focus = state.focus ?? key.table
  const isOfFocus = focus === key.table

  if (pending.negated) {
    const condition = { kind: 'null', column: via, negated: false } as const
    return [addCondition(change(state, 0, { focus }), WEIGHTS.roleShown, condition)]
  }
  if (pending.each || pending.by) {
    const group = target.key.map((column): ReachedColumn => ({ table, column, via }))
    const select = [...shown, ...state.select]
    const next = { select, group: [...state.group, ...group], focus }
    return [change(state, WEIGHTS.roleShown, next, { ...settled, each: false, by: false, grouping: true })]
  }
  if (pending.comparison !== null && pending.number === null) return compareWith(state, via, table, scope)

  const counted = pending.count ? [...state.select, rowsOf(key.table)] : state.select
  const role = { via, table, isUsed: false }
  const filtered = change(
    state,
    (isOfFocus ? WEIGHTS.roleFiltered : -0.2) + (state.mode === 'filter' || pending.count ? 0 : -0.3),
    { select: counted, focus, mode: 'filter' },
    { ...settled, role },
  )
  if (pending.count) return [filtered]
  const last = state.select.at(-1)
  if (pending.afterOf && last !== undefined && isPlainColumnOf(last, table)) {
    // "the city of their manager"
    const select = [...state.select.slice(0, -1), reach(last, via)]
    return [filtered, change(state, WEIGHTS.roleShown + 0.2, { select, focus, mode: 'filter' }, settled)]
  }
  const { column } = pending
  if (pending.afterOf && column !== null && column.table === table) {
    // "every employee with the name of their boss"
    const named = displayMeasures(target).some(
      ({ target: shownTarget }) =>
        shownTarget.kind === 'column' && shownTarget.column.column === column.column,
    )
    const asked = named
      ? shown
      : [reach({ aggregate: null, distinct: false, target: { kind: 'column', column: nameOf(column) } }, via)]
    const select = [...startOf(state, scope), ...asked]
    return [change(state, WEIGHTS.roleShown, { select, focus }, { ...settled, column: null })]
  }
  const isListed = state.mode === 'select' && state.focus !== null && state.select.length === 0
  const select = [...(isListed ? displayMeasures(scope.lexicon.findTable(focus)) : state.select), ...shown]
  const asksWho = state.select.length === 0 && state.focus === null
  const isBeside = state.select.some(({ aggregate }) => aggregate !== null)
  const canShow = state.mode === 'select' || pending.connective === 'and' || asksWho
  const show = change(
    state,
    WEIGHTS.roleShown +
      (state.mode === 'filter' && asksWho ? 0.2 : 0) +
      (isBeside ? WEIGHTS.roleBesideAggregate : 0) +
      // "which employees support …" asks for those very employees.
      (focus === table && !isOfFocus ? WEIGHTS.roleOfItself : 0),
    { select, focus, distinct: state.distinct || asksWho },
    settled,
  )
  return canShow ? [filtered, show] : [filtered, change(show, -0.4, {})]
}

/** "earns more than their manager": the same column of the row that the key leads to. */
function compareWith(
  state: ParseState,
  via: { readonly table: string; readonly column: string },
  table: string,
  scope: ParseScope,
): ParseState[] {
  const { comparison, column } = state.pending
  const { operator, concept } = comparison!
  const meant =
    column?.table === table
      ? [column]
      : degreeColumns(scope, concept ?? 'pay', [table])
          .slice(0, 1)
          .map((found) => found.column)
  return meant.map((entry) => {
    const name = nameOf(entry)
    const condition = { kind: 'compare-columns', column: name, operator, other: { ...name, via } } as const
    return addCondition(change(state, 0, { focus: state.focus ?? table }), WEIGHTS.columnsCompared, condition)
  })
}

function startOf(state: ParseState, { lexicon }: ParseScope): readonly Measure[] {
  return state.select.length > 0 || state.focus === null
    ? state.select
    : displayMeasures(lexicon.findTable(state.focus))
}

function isPlainColumnOf({ target, aggregate }: Measure, table: string): boolean {
  return (
    aggregate === null &&
    target.kind === 'column' &&
    target.column.table === table &&
    target.column.via === undefined
  )
}

function reach(measure: Measure, via: { readonly table: string; readonly column: string }): Measure {
  const { target } = measure
  return target.kind === 'column'
    ? { ...measure, target: { kind: 'column', column: { ...target.column, via } } }
    : measure
}
