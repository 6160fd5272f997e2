import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import type { ComparisonOperator } from '../sketch/sketch.ts'
import { flipOperator, negate } from './comparison.ts'
import { nameOf } from './display.ts'
import { findsNothing } from './finds-nothing.ts'
import { degreeColumns, type ParseScope } from './parse-scope.ts'
import { addCondition, change, type ParseState } from './parse-state.ts'
import { WEIGHTS } from './weights.ts'

/** "the most units in 1997" asks for no 1997 of them. */
const LEADS_TO_YEAR: ReadonlySet<string> = new Set(['in', 'during', 'since', 'after', 'before'])

export function readNumber(state: ParseState, value: number, scope: ParseScope): ParseState[] {
  const { pending } = state
  if (
    pending.superlative !== null &&
    pending.superlative.count === null &&
    Number.isInteger(value) &&
    value > 0 &&
    !LEADS_TO_YEAR.has(scope.tokens[state.position - 1]?.folded ?? '')
  ) {
    return [change(state, 0.2, {}, { superlative: { ...pending.superlative, count: value } })]
  }
  if (pending.between) {
    // "opened between 2015 and 2018" speaks of years, which are read as stretches of time.
    if (pending.column?.isMoment === true && pending.column.profile?.content !== 'year') return []
    if (pending.low === null) return [change(state, 0, {}, { low: value })]
    if (pending.column !== null) {
      return [
        addCondition(state, 0.3, {
          kind: 'between',
          column: nameOf(pending.column),
          low: pending.low,
          high: value,
        }),
      ]
    }
    return [change(state, -0.3, {}, { number: value })]
  }
  const operator = pending.comparison?.operator
  if (pending.measure !== null) {
    const having = { measure: pending.measure, operator: operator ?? '=', value } as const
    return [
      change(
        state,
        0.2,
        { having: [...state.having, having] },
        { measure: null, comparison: null, connective: null },
      ),
    ]
  }
  const states: ParseState[] = []
  // Days are compared with stretches of time, which the same digits may name.
  const isDay = pending.column?.isMoment === true && pending.column.profile?.content !== 'year'
  if (pending.column !== null && !isDay && canCompare(pending.column, operator)) {
    const isOdd =
      operator !== undefined && operator !== '=' && (pending.column.isKey || pending.column.isForeignKey)
    const fits = isOdd
      ? WEIGHTS.rangeOfKey
      : pending.column.isNumeric || pending.column.isMoment
        ? 0.2
        : pending.column.isText && operator === undefined && holdsDigits(pending.column)
          ? -0.1
          : -0.8
    const negatedOperator = pending.negated ? negate(operator ?? '=') : (operator ?? '=')
    const empty = findsNothing(pending.column, negatedOperator, value) ? WEIGHTS.findsNothing : 0
    states.push(
      addCondition(state, fits + empty, {
        kind: 'compare',
        column: nameOf(pending.column),
        operator: negatedOperator,
        value,
      }),
    )
  }
  if (operator !== undefined) {
    const concept = pending.comparison!.concept
    if (concept !== undefined) {
      const tables = [...new Set([...(state.focus === null ? [] : [state.focus]), ...scope.namedTables])]
      for (const { column, reversed, rank } of degreeColumns(scope, concept, tables).slice(0, 3)) {
        const flipped = reversed ? flipOperator(operator) : operator
        states.push(
          addCondition(state, 0.2 - 0.1 * rank - (column.isMoment ? 0.5 : 0), {
            kind: 'compare',
            column: nameOf(column),
            operator: flipped,
            value,
          }),
        )
      }
    }
    if (pending.column === null || !canCompare(pending.column, operator)) {
      const positive = pending.negated ? negate(operator) : operator
      states.push(change(state, 0, {}, { number: value, negated: false, comparison: { operator: positive } }))
    }
  }
  const previous = state.where.at(-1)?.condition
  const isRange = operator !== undefined && operator !== '=' && pending.column === null
  if (
    isRange &&
    pending.connective !== null &&
    previous?.kind === 'compare' &&
    typeof previous.value === 'number'
  ) {
    // "cheaper than 9 or more expensive than 60"
    const again = { ...previous, operator: pending.negated ? negate(operator) : operator, value }
    states.push(addCondition(state, 0.25, again))
  }
  if (
    states.length === 0 &&
    pending.connective !== null &&
    previous?.kind === 'compare' &&
    typeof previous.value === 'number'
  ) {
    // "aged 35 or 36"
    const connected = change(
      state,
      0,
      {},
      { connective: previous.operator === '=' ? 'or' : pending.connective },
    )
    states.push(addCondition(connected, 0.2, { ...previous, value }))
  }
  if (states.length === 0) {
    // "the 3 oldest", "2 or more": what the number belongs to follows.
    states.push(change(state, -0.1, {}, { number: value }))
    if (state.mode === 'filter' && state.focus !== null) {
      const numeric = scope.lexicon
        .findTable(state.focus)
        .columns.find((column) => column.isKey && column.isNumeric)
      if (numeric !== undefined) {
        states.push(
          addCondition(state, WEIGHTS.bareNumber, {
            kind: 'compare',
            column: nameOf(numeric),
            operator: '=',
            value,
          }),
        )
      }
    }
  }
  return states
}

/** Texts without digits are not greater or smaller than a number. */
function canCompare(column: ColumnEntry, operator: ComparisonOperator | undefined): boolean {
  const isRange = operator !== undefined && operator !== '=' && operator !== '<>'
  return !(isRange && column.isText && !holdsDigits(column))
}

function holdsDigits({ profile }: ColumnEntry): boolean {
  return profile?.frequentValues.some(({ value }) => /\d/.test(String(value))) ?? true
}
