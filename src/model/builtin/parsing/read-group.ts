import type { ColumnEntry, TableEntry } from '../linking/schema-lexicon.ts'
import type { Measure } from '../sketch/sketch.ts'
import { addUp } from './add-up.ts'
import { displayMeasures, nameOf } from './display.ts'
import { type ParseScope, sameColumn } from './parse-scope.ts'
import { change, measureOf, type ParseState, type Pending } from './parse-state.ts'
import { WEIGHTS } from './weights.ts'

export function readGroupColumn(
  state: ParseState,
  column: ColumnEntry,
  fit: number,
  scope: ParseScope,
): ParseState[] {
  const { pending } = state
  const hasMeasure =
    state.select.some((item) => item.aggregate !== null) || pending.count || pending.aggregate !== null
  const settled: Partial<Pending> = {
    each: false,
    by: false,
    connective: null,
    afterOf: false,
    grouping: true,
  }
  const shown = state.select.some(
    (item) => item.target.kind === 'column' && sameColumn(item.target.column, column),
  )
  const select = shown ? state.select : [measureOf(column), ...state.select]
  const weight =
    pending.each || pending.grouping
      ? 0
      : hasMeasure
        ? WEIGHTS.groupByBy
        : state.select.length === 0 && state.focus !== null
          ? WEIGHTS.rowsByColumn
          : WEIGHTS.groupWithoutMeasure
  const mode = state.select.length === 0 ? 'select' : 'filter'
  const group = [...state.group, nameOf(column)]
  if (pending.by && !hasMeasure && (column.isNumeric || column.isMoment) && !column.isForeignKey) {
    // "products by price": what has no measure is put in order.
    const order = [{ measure: measureOf(column), direction: 'asc' as const }]
    return [change(state, fit + 0.1, { order, mode: 'order' }, { ...settled, grouping: false })]
  }
  const states = [change(state, fit + weight, { select, group, mode }, settled)]
  const summed = addUpAll(state.select, scope)
  if ((pending.by || saysPer(state, scope)) && !hasMeasure && summed !== null) {
    states.push(
      change(
        state,
        fit + 0.1,
        { select: shown ? summed : [measureOf(column), ...summed], group, mode },
        settled,
      ),
    )
  }
  return states
}

export function readGroupTable(state: ParseState, table: TableEntry, scope: ParseScope): ParseState[] {
  const { pending } = state
  const hasMeasure = state.select.some((item) => item.aggregate !== null) || pending.count
  const pairs = table.displayColumns.every((column) => column.isForeignKey) ? WEIGHTS.pairsAsGroup : 0
  const weight =
    pairs + (pending.each ? 0 : hasMeasure ? WEIGHTS.groupByBy - 0.1 : WEIGHTS.groupWithoutMeasure)
  const settled: Partial<Pending> = { afterOf: false, connective: null, each: false, by: false }
  const next = {
    groupTables: [...state.groupTables, table.table],
    mode: state.select.length === 0 ? ('select' as const) : ('filter' as const),
    focus: state.focus ?? table.table,
  }
  const shown = displayMeasures(table)
  const plain =
    hasMeasure || pending.aggregate !== null || pending.superlative !== null || state.focus === table.table
      ? []
      : // "name and price of each product" groups nothing.
        [
          change(
            state,
            saysPer(state, scope) ? WEIGHTS.perWithoutGroup : WEIGHTS.eachWithoutGroup,
            { focus: state.focus ?? table.table },
            settled,
          ),
        ]
  const asShown =
    hasMeasure && state.select.some((item) => item.aggregate === null)
      ? // "customer ids and the number of accounts for each customer": what is shown says it already.
        [change(state, weight, { mode: 'filter', focus: state.focus ?? table.table }, settled)]
      : []
  const states = [
    ...plain,
    ...asShown,
    change(state, weight, { ...next, select: [...shown, ...state.select] }, settled),
  ]
  const summed = addUpAll(state.select, scope)
  if ((pending.by || saysPer(state, scope)) && !hasMeasure && summed !== null) {
    states.push(change(state, 0.1, { ...next, select: [...shown, ...summed] }, settled))
  }
  return states
}

/** "per" always groups; "each" may only say that all are meant. */
function saysPer({ uses }: ParseState, { tokens }: ParseScope): boolean {
  return tokens[(uses.at(-1)?.start ?? 0) - 1]?.folded === 'per'
}

/** "sales by country": what can be added up is added up; null when nothing can. */
function addUpAll(select: readonly Measure[], scope: ParseScope): Measure[] | null {
  const summed = select.map((measure) => addUp(measure, scope) ?? measure)
  return summed.some((measure) => measure.aggregate === 'sum') ? summed : null
}
