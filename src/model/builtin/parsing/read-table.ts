import type { TableEntry } from '../linking/schema-lexicon.ts'
import { displayMeasures, nameOf } from './display.ts'
import { degreeColumns, type ParseScope } from './parse-scope.ts'
import { addCondition, change, measureOf, type ParseState, type Pending, rowsOf } from './parse-state.ts'
import { readGroupTable } from './read-group.ts'
import { readSuperlativeTable } from './read-superlative.ts'
import { WEIGHTS } from './weights.ts'

export function readTable(state: ParseState, table: TableEntry, scope: ParseScope): ParseState[] {
  const { pending } = state
  const name = table.table
  // "or whose media type is …": the table only leads to what is compared.
  const keptConnective = state.mode === 'filter' && pending.connective === 'or' ? pending.connective : null
  const settled: Partial<Pending> = { afterOf: false, connective: keptConnective }
  const last = state.select.at(-1)?.target
  if (pending.afterOf && last?.kind === 'column') {
    // "the name of the artist": the column is the artist's.
    const fits = last.column.table === name ? WEIGHTS.columnOfTable : -WEIGHTS.columnOfTable
    return readTable(change(state, fits, {}, { afterOf: false }), table, scope)
  }
  if (pending.each || (pending.by && state.mode !== 'order' && pending.superlative === null)) {
    return readGroupTable(state, table, scope)
  }
  if (state.mode === 'order') {
    // "sort the branches by opening date"
    const isFirst = state.focus === null && state.order.length === 0 && state.select.length === 0
    if (!pending.count && isFirst) return [change(state, 0.1, { focus: name }, settled)]
    if (!pending.count) return [change(state, -0.4, {}, settled)]
    const order = { measure: rowsOf(name), direction: pending.direction ?? 'asc' }
    return [change(state, 0.1, { order: [...state.order, order] }, { ...settled, count: false })]
  }
  if (pending.superlative !== null) return readSuperlativeTable(state, table, scope)
  const { comparison, aggregate } = pending
  if (comparison?.concept !== undefined && aggregate !== null) {
    // "longer than the average track"
    return degreeColumns(scope, comparison.concept, [name])
      .slice(0, 2)
      .map(({ column, rank }) => {
        const condition = {
          kind: 'compare-aggregate',
          column: nameOf(column),
          operator: comparison.operator,
          aggregate,
        } as const
        return addCondition(state, 0.3 - 0.1 * rank, condition, { aggregate: null, afterOf: false })
      })
  }
  const amount = amountOf(state, name, scope)
  if (amount !== null)
    return [amount, change(state, WEIGHTS.joinedTable, { joined: [...state.joined, name] })]
  if (pending.comparison !== null && pending.number !== null) {
    const having = { measure: rowsOf(name), operator: pending.comparison.operator, value: pending.number }
    const before = scope.tokens[(state.uses.at(-1)?.start ?? 0) - 1]?.folded ?? ''
    // "loans over 2500 to customers" counts no customers.
    const delta = (state.focus === name ? -0.8 : 0.35) + (LEADS_ON.has(before) ? WEIGHTS.boundOfOther : 0)
    return [
      change(
        state,
        delta,
        { having: [...state.having, having] },
        { ...settled, comparison: null, number: null, count: false, column: null },
      ),
    ]
  }
  if (
    pending.number !== null &&
    pending.superlative === null &&
    state.mode === 'filter' &&
    state.focus !== null &&
    state.focus !== name
  ) {
    // "courses with two prerequisites"
    const having = { measure: rowsOf(name), operator: '=', value: pending.number } as const
    return [change(state, 0.1, { having: [...state.having, having] }, { ...settled, number: null })]
  }
  if (pending.count) {
    const counted = rowsOf(name)
    if (state.mode === 'filter' && state.related === null) {
      return [
        change(state, 0, {}, { ...settled, count: false, measure: counted }),
        change(state, -0.1, { select: [...state.select, counted] }, { ...settled, count: false }),
      ]
    }
    const select = [...state.select, { ...counted, distinct: false }]
    const next = { ...settled, count: false, distinct: false }
    const { focus } = state
    const beside =
      pending.connective === 'and' && state.select.length === 0 && focus !== null && focus !== name
        ? // "suppliers and how many products they supply"
          [
            change(
              state,
              WEIGHTS.countBeside,
              {
                select: [...displayMeasures(scope.lexicon.findTable(focus)), counted],
                groupTables: [...state.groupTables, focus],
              },
              next,
            ),
          ]
        : []
    const overGroups = aggregate === null || aggregate === 'count' || aggregate === 'sum' ? null : aggregate
    const counts =
      overGroups === null
        ? []
        : [
            change(
              state,
              0.2,
              { select, focus: state.focus ?? name, overGroups },
              { ...next, aggregate: null },
            ),
          ]
    return [...beside, ...counts, change(state, 0.2, { select, focus: state.focus ?? name }, next)]
  }
  if (pending.negated && state.focus !== null && name !== state.focus && state.related === null) {
    return [
      change(
        state,
        0.2,
        { related: { negated: true, table: name, where: [] }, mode: 'filter' },
        { ...settled, negated: false },
      ),
    ]
  }
  if (state.focus === null) {
    const columnsHere = state.select.some(
      (item) => item.target.kind === 'column' && item.target.column.table === name,
    )
    return [
      change(
        state,
        columnsHere ? 0.25 : state.select.length > 0 ? -0.15 : 0.1,
        { focus: name, distinct: state.distinct || pending.distinct },
        { ...settled, distinct: false },
      ),
    ]
  }
  // "no charter school": the noun of the rows that must not be is no other table.
  if (state.related?.table === name) return [change(state, WEIGHTS.focusAgain, {}, settled)]
  if (state.focus === name) return [change(state, WEIGHTS.focusAgain, {}, settled)]
  const headed = state.mode === 'select' && state.select.length === 0 ? headOf(state, name, scope) : null
  const counted = state.select.at(-1)
  const countsToo =
    pending.connective === 'and' && state.mode === 'select' && counted?.aggregate === 'count'
      ? // "how many students and teachers"
        [change(state, WEIGHTS.secondCount, { select: [...state.select, rowsOf(name)] }, settled)]
      : []
  const condition = { kind: 'related', negated: false, table: name, where: [] } as const
  const both =
    pending.both && state.related === null
      ? // "countries with both customers and suppliers"
        [addCondition(state, WEIGHTS.bothTables, condition, { both: pending.connective === null })]
      : []
  const states = [
    ...(headed === null ? [] : [headed]),
    ...both,
    ...countsToo,
    change(state, WEIGHTS.joinedTable, { joined: [...state.joined, name] }, settled),
    change(state, WEIGHTS.joinedTableIgnored, {}, settled),
  ]
  if (state.mode === 'select' && state.related === null) {
    const select = [...state.select, ...displayMeasures(table)]
    const bonus = pending.connective === 'and' ? 0.6 : 0
    states.push(change(state, WEIGHTS.secondTableShown + bonus, { select }, settled))
  }
  return states
}

/** "customers and how much they have paid": the amounts of what belongs to each, added up. */
function amountOf(state: ParseState, name: string, scope: ParseScope): ParseState | null {
  const { focus, pending } = state
  const { aggregate } = pending
  if (focus === null || focus === name || (aggregate !== 'sum' && aggregate !== 'avg')) return null
  if (pending.connective !== 'and' || pending.count || state.select.length > 0) return null
  const belongs = scope.joins.some(({ from, to }) => from.table === name && to.table === focus)
  const [amount] = belongs ? degreeColumns(scope, 'price', [name]) : []
  if (amount === undefined) return null
  const select = [...displayMeasures(scope.lexicon.findTable(focus)), measureOf(amount.column, aggregate)]
  const settled = { aggregate: null, connective: null, afterOf: false }
  return change(state, WEIGHTS.amountBeside, { select, groupTables: [...state.groupTables, focus] }, settled)
}

const LEADS_ON: ReadonlySet<string> = new Set(['to', 'from', 'by', 'for', 'at', 'with'])

/** "product categories" are categories: of two names side by side the first one only says which. */
function headOf(state: ParseState, name: string, { joins }: ParseScope): ParseState | null {
  const [modifier, head] = state.uses.slice(-2)
  if (head === undefined || modifier === undefined || modifier.column !== null) return null
  if (modifier.end !== head.start || modifier.table !== state.focus) return null
  const isLinked = joins.some(
    ({ from, to }) =>
      (from.table === name && to.table === modifier.table) ||
      (to.table === name && from.table === modifier.table),
  )
  if (!isLinked || state.where.length > 0) return null
  return change(state, WEIGHTS.modifierTable, { focus: name, uses: [...state.uses.slice(0, -2), head] })
}
