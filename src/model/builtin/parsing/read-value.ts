import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import { truthValue } from '../linking/values/truth-values.ts'
import type { ComparisonOperator } from '../sketch/sketch.ts'
import { flipOperator } from './comparison.ts'
import { directedKey } from './directed-key.ts'
import { nameOf } from './display.ts'
import { degreeColumns, type ParseScope, sameColumn } from './parse-scope.ts'
import { addCondition, change, type ParseState } from './parse-state.ts'
import { WEIGHTS } from './weights.ts'

export function readValue(
  state: ParseState,
  column: ColumnEntry,
  value: string | number,
  scope: ParseScope,
): ParseState[] {
  const { pending } = state
  const { role } = pending
  const opposite = pending.negated ? oppositeOf(column, value) : null
  if (opposite !== null) {
    // "not official": the column says no. "No official language" denies the rows.
    const denied = change(state, 0, {}, { negated: false })
    const ofRows = DENIES_ROWS.has(scope.tokens[state.position - 1]?.folded ?? '')
    if (!ofRows || state.focus === null || column.table === state.focus)
      return readValue(denied, column, opposite, scope)
    return [
      ...readPlainValue(state, column, value, scope),
      ...readPlainValue(change(denied, WEIGHTS.rowsDenied, {}), column, opposite, scope),
    ]
  }
  if (role !== null && role.table === column.table && column.isText) {
    // "who report to Nancy Edwards": the value names the row that the key leads to.
    const reached = { ...nameOf(column), via: role.via }
    const isName = scope.lexicon.findTable(column.table).displayColumns.includes(column)
    const condition = {
      kind: 'compare',
      column: reached,
      operator: pending.negated ? '<>' : '=',
      value,
    } as const
    const own = readValue(change(state, 0, {}, { role: null }), column, value, scope)
    const used = { role: { ...role, isUsed: true } }
    const ofRole = addCondition(state, (isName ? 0.3 : 0) + WEIGHTS.valueInName, condition, used)
    return [ofRole, ...(role.isUsed ? own : own.map((other) => change(other, WEIGHTS.roleUnused, {})))]
  }
  const key = role === null ? directedKey(column, state.position, scope) : null
  if (key !== null && !pending.negated && pending.comparison === null) {
    // "flights from Aberdeen to Ashley": two cities, each by a key of its own.
    const condition = {
      kind: 'compare',
      column: { ...nameOf(column), via: key },
      operator: '=',
      value,
    } as const
    const focused = change(state, 0, { focus: state.focus ?? key.table })
    const named =
      pending.column !== null && sameColumn(pending.column, column) ? WEIGHTS.valueMatchesColumn : 0
    const directed = addCondition(focused, named + WEIGHTS.directedValue, condition)
    return [directed, ...readPlainValue(state, column, value, scope)]
  }
  return readPlainValue(state, column, value, scope)
}

const DENIES_ROWS: ReadonlySet<string> = new Set(['no', 'any', 'without', 'never', 'zero', 'neither'])

/** What a column of yes and no holds where it does not hold this. */
function oppositeOf(column: ColumnEntry, value: string | number): string | number | null {
  return value === truthValue(column, true) ? truthValue(column, false) : null
}

function readPlainValue(
  state: ParseState,
  column: ColumnEntry,
  value: string | number,
  scope: ParseScope,
): ParseState[] {
  const { pending } = state
  let delta = 0
  if (pending.column !== null) {
    delta += sameColumn(pending.column, column)
      ? WEIGHTS.valueMatchesColumn
      : pending.column.stems.some((stem) => column.stems.includes(stem))
        ? 0.1
        : WEIGHTS.valueAgainstColumn
  }
  if (column.table === state.focus) delta += 0.15
  if (scope.lexicon.findTable(column.table).displayColumns.includes(column)) delta += WEIGHTS.valueInName
  if (
    pending.comparison !== null &&
    typeof value === 'string' &&
    pending.comparison.operator !== '=' &&
    pending.comparison.operator !== '<>'
  )
    delta -= 1
  // "with the word monarchy": what holds the word is meant, and not what is nothing else.
  if (pending.pattern !== null) delta += WEIGHTS.valueAsPattern
  // Two stored dates after "between" are its ends, not values to be equal to.
  if (pending.between) delta -= 1
  const compared = comparedRow(state, column, value, scope)
  const previous = (state.related?.where ?? state.where).at(-1)?.condition
  const follows = previous?.kind === 'compare' && sameColumn(previous.column, column)
  if (follows && pending.connective !== null) delta += WEIGHTS.listedValue
  // "from Brazil and Canada" cannot mean both at once; "both … and" can.
  let next = state
  if (follows && pending.connective === 'and' && !pending.both && previous.operator === '=') {
    next = change(state, 0, {}, { connective: 'or' })
  }
  if (follows && pending.both && pending.connective === 'and') {
    return [
      addCondition(
        change(next, 0, { combine: 'intersect' }),
        delta + 0.2,
        { kind: 'compare', column: nameOf(column), operator: '=', value },
        { both: false },
      ),
    ]
  }
  if (pending.negated && state.focus !== null && column.table !== state.focus && state.related === null) {
    const opened = change(
      next,
      delta + 0.1,
      { related: { negated: true, table: column.table, where: [] }, mode: 'filter' },
      { negated: false },
    )
    const inside = addCondition(opened, 0, { kind: 'compare', column: nameOf(column), operator: '=', value })
    const plain = addCondition(next, delta - 0.4, {
      kind: 'compare',
      column: nameOf(column),
      operator: '<>',
      value,
    })
    return [inside, plain]
  }
  let operator: ComparisonOperator = pending.negated ? '<>' : '='
  if (pending.comparison !== null) operator = pending.comparison.operator
  const plain = addCondition(next, delta, { kind: 'compare', column: nameOf(column), operator, value })
  return [plain, ...compared]
}

/** "more expensive than Gyokuro": the price is compared with that of the row that is named. */
function comparedRow(
  state: ParseState,
  named: ColumnEntry,
  value: string | number,
  scope: ParseScope,
): ParseState[] {
  const { comparison, column } = state.pending
  if (comparison === null || typeof value !== 'string') return []
  if (comparison.operator === '=' || comparison.operator === '<>') return []
  const own = column !== null && column.table === named.table && !column.isText ? [column] : []
  const meant =
    own.length > 0 || comparison.concept === undefined
      ? own.map((entry) => ({ column: entry, reversed: false }))
      : degreeColumns(scope, comparison.concept, [named.table]).slice(0, 2)
  return meant.map(({ column: measured, reversed }, rank) =>
    addCondition(state, WEIGHTS.rowCompared - 0.1 * rank, {
      kind: 'compare-row',
      column: nameOf(measured),
      operator: reversed ? flipOperator(comparison.operator) : comparison.operator,
      named: nameOf(named),
      value,
    }),
  )
}

/** "baristas": those whose position has the word. */
export function readPart(state: ParseState, column: ColumnEntry, word: string): ParseState {
  const { focus, pending } = state
  const condition = {
    kind: 'pattern',
    column: nameOf(column),
    pattern: patternOf('contains', word),
    negated: pending.negated,
  } as const
  const named = focus === null ? { ...state, focus: column.table } : state
  return addCondition(named, focus === null || focus === column.table ? 0.1 : -0.3, condition)
}

export function readText(state: ParseState, text: string): ParseState[] {
  const { pending } = state
  if (pending.column === null) {
    const previous = state.where.at(-1)?.condition
    if (previous?.kind === 'pattern' && pending.connective !== null) {
      const shape = previous.pattern.endsWith('%')
        ? previous.pattern.startsWith('%')
          ? 'contains'
          : 'starts'
        : 'ends'
      return [addCondition(state, 0.4, { ...previous, pattern: patternOf(shape, text) })]
    }
    return pending.pattern === null ? [] : [change(state, 0, {}, { text })]
  }
  const column = nameOf(pending.column)
  if (pending.pattern !== null) {
    const pattern = patternOf(pending.pattern, text)
    return [addCondition(state, 0.4, { kind: 'pattern', column, pattern, negated: pending.negated })]
  }
  const operator = pending.negated ? '<>' : (pending.comparison?.operator ?? '=')
  return [
    addCondition(state, pending.column.isText || isMomentText(pending.column, text) ? 0.1 : -0.6, {
      kind: 'compare',
      column,
      operator,
      value: text,
    }),
  ]
}

/** '1989-03-16 18:27:16', as the column writes moments. */
function isMomentText(column: ColumnEntry, text: string): boolean {
  return column.isMoment && /^\d{4}-\d{2}-\d{2}[ T]\d/.test(text)
}

export function patternOf(shape: 'contains' | 'starts' | 'ends', text: string): string {
  if (shape === 'contains') return `%${text}%`
  return shape === 'starts' ? `${text}%` : `%${text}`
}
