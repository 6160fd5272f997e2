import { stemWord } from '../../../base/text.ts'
import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import { truthValue } from '../linking/values/truth-values.ts'
import type { Condition, Measure } from '../sketch/sketch.ts'
import { isAddable } from './add-up.ts'
import { nameOf } from './display.ts'
import type { ParseScope } from './parse-scope.ts'
import { addCondition, change, measureOf, type ParseState, type Pending, rowsOf } from './parse-state.ts'
import { readGroupColumn } from './read-group.ts'
import { readSuperlativeColumn } from './read-superlative.ts'
import { patternOf } from './read-value.ts'
import { WEIGHTS } from './weights.ts'

/** What a column that takes an aggregate or a count leaves nothing of. */
const settled: Partial<Pending> = {
  aggregate: null,
  moreAggregates: [],
  count: false,
  distinct: false,
  afterOf: false,
  connective: null,
}

export function readColumn(state: ParseState, column: ColumnEntry, scope: ParseScope): ParseState[] {
  const { pending } = state
  const fit = columnFit(state, column, scope)
  const orderMeasure = (): Measure =>
    pending.count ? measureOf(column, 'count', false) : measureOf(column, pending.aggregate, false)

  if (pending.text !== null && pending.pattern !== null) {
    const pattern = patternOf(pending.pattern, pending.text)
    const condition = { kind: 'pattern', column: nameOf(column), pattern, negated: pending.negated } as const
    return [addCondition(state, fit + (column.isText ? 0.3 : -0.5), condition, { text: null })]
  }
  if (pending.grouping && pending.connective === 'and') {
    return [
      ...readGroupColumn(state, column, fit + 0.1, scope),
      ...readColumn(change(state, -0.1, {}, { grouping: false }), column, scope),
    ]
  }
  if (
    scope.isDated === true &&
    scope.isParticiple === true &&
    column.isMoment &&
    !pending.each &&
    !pending.by
  ) {
    // "hired after 2020" says when, and shows nothing.
    const waiting = { ...settled, count: pending.count, aggregate: pending.aggregate, column }
    const dated = { mode: 'filter', focus: state.focus ?? column.table } as const
    return [
      change(state, fit + WEIGHTS.participleAsFilter, dated, { ...waiting, connective: pending.connective }),
    ]
  }
  if (state.mode === 'order' && !pending.each) {
    const delta = fit + aggregatePenalty(column, pending.aggregate)
    const direction = pending.direction ?? 'asc'
    return [
      change(
        state,
        delta,
        { order: [...state.order, { measure: orderMeasure(), direction }] },
        { ...settled, by: false },
      ),
    ]
  }
  if (pending.superlative !== null && !pending.each) return readSuperlativeColumn(state, column, fit, scope)
  if (pending.each || pending.by) return readGroupColumn(state, column, fit, scope)
  if (pending.between && typeof pending.low === 'number' && pending.number !== null && column.isNumeric) {
    // "between 100 and 300 hours"
    const range = { kind: 'between', column: nameOf(column), low: pending.low, high: pending.number } as const
    return [addCondition(state, fit + 0.3, range)]
  }
  if (isCounted(state, column)) {
    // "deliveries of three parcels"
    const condition = {
      kind: 'compare',
      column: nameOf(column),
      operator: '=',
      value: pending.number!,
    } as const
    return [addCondition(state, fit + 0.1, condition)]
  }
  if (pending.comparison !== null && pending.number !== null) {
    const { operator } = pending.comparison
    if (column.isNumeric) {
      const isOdd = operator !== '=' && (column.isKey || column.isForeignKey)
      const compared = addCondition(state, fit + (isOdd ? WEIGHTS.rangeOfKey : 0), {
        kind: 'compare',
        column: nameOf(column),
        operator,
        value: pending.number,
      })
      if (!column.isForeignKey || column.table === state.focus) return [compared]
      // "physicians trained in more than 3 treatments", which stand as keys of what they are.
      const measure = measureOf(column, 'count', true)
      const having = [...state.having, { measure, operator, value: pending.number }]
      return [compared, change(state, fit, { having }, { comparison: null, number: null, connective: null })]
    }
    const having = { measure: measureOf(column, 'count', true), operator, value: pending.number }
    return [
      change(
        state,
        fit - 0.3,
        { having: [...state.having, having] },
        { comparison: null, number: null, connective: null },
      ),
    ]
  }
  const left = pending.column
  if (pending.comparison !== null && pending.number === null && pending.aggregate === null && left !== null) {
    const isAlike = (left.isNumeric && column.isNumeric) || (left.isMoment && column.isMoment)
    if (isAlike && left !== column && !left.isKey && !column.isKey) {
      // "whose savings balance is lower than the checking balance"
      const { operator } = pending.comparison
      const condition = {
        kind: 'compare-columns',
        column: nameOf(left),
        operator,
        other: nameOf(column),
      } as const
      const waiting = change(state, fit + WEIGHTS.filterColumnUnused, {}, { column, measure: null })
      return [addCondition(state, fit + WEIGHTS.columnsCompared, condition), waiting]
    }
  }
  if (pending.comparison !== null && pending.aggregate !== null) {
    const condition = {
      kind: 'compare-aggregate',
      column: nameOf(pending.column ?? column),
      operator: pending.comparison.operator,
      aggregate: pending.aggregate,
    } as const
    return [addCondition(state, fit, condition, { aggregate: null })]
  }
  if (state.mode === 'select') return readSelectColumn(state, column, fit, scope)

  // In a restriction: the column waits for its value or bound.
  const flag = flagCondition(column, pending.negated, scope.isParticiple === true)
  if (flag !== null) {
    return [
      addCondition(state, fit + 0.1, flag),
      change(state, fit - 0.1, {}, { column, connective: pending.connective }),
    ]
  }
  const unusedBefore = pending.column !== null || pending.measure !== null ? WEIGHTS.filterColumnUnused : 0
  const states: ParseState[] = []
  if (pending.aggregate !== null || pending.count) {
    const measure = pending.count ? measureOf(column, 'count', true) : measureOf(column, pending.aggregate)
    states.push(
      change(
        state,
        fit + unusedBefore + aggregatePenalty(column, pending.aggregate),
        {},
        { ...settled, measure },
      ),
    )
  } else {
    states.push(
      change(
        state,
        fit + unusedBefore,
        {},
        { ...settled, connective: pending.connective, column, measure: null },
      ),
    )
  }
  if (pending.count && pending.aggregate === null && isStoredCount(column)) {
    // "with a total number of passengers over 10,000"
    const waiting = { ...settled, connective: pending.connective, column, measure: null }
    states.push(change(state, fit + unusedBefore + 0.1, {}, waiting))
  }
  const { aggregate: extreme } = pending
  if (
    (extreme === 'max' || extreme === 'min') &&
    !column.isText &&
    state.order.length === 0 &&
    !pending.count
  ) {
    // "the flight with the maximum price"
    const order = { measure: measureOf(column), direction: extreme === 'max' ? 'desc' : 'asc' } as const
    const odd = column.isKey || column.isForeignKey ? WEIGHTS.rangeOfKey : 0
    states.push(change(state, fit + unusedBefore + odd, { order: [order], limit: 1 }, settled))
  }
  if (pending.negated) {
    states.push(
      addCondition(state, fit + WEIGHTS.missingAsNull, {
        kind: 'null',
        column: nameOf(column),
        negated: false,
      }),
    )
  }
  const aggregate = pending.count ? 'count' : pending.aggregate
  const shown = measureOf(column, aggregate, pending.count)
  states.push(
    change(
      state,
      fit +
        WEIGHTS.filterColumnShown +
        (pending.connective === 'and' ? 0.2 : 0) +
        (scope.isParticiple === true ? WEIGHTS.participleShown : 0),
      { select: [...state.select, shown] },
      { ...settled, negated: false },
    ),
  )
  return states
}

function readSelectColumn(
  state: ParseState,
  column: ColumnEntry,
  fit: number,
  scope: ParseScope,
): ParseState[] {
  const { pending } = state
  const states: ParseState[] = []
  const isParticiple = scope.isParticiple === true && state.focus !== null
  let measure: Measure
  if (pending.count) measure = column.isKey ? rowsOf(column.table) : measureOf(column, 'count', true)
  else measure = measureOf(column, pending.aggregate)
  const companions = measure.aggregate === null ? companionsOf(column, scope) : []
  const before = pending.count
    ? []
    : pending.moreAggregates.map((aggregate) =>
        aggregate === 'count' ? rowsOf(column.table) : measureOf(column, aggregate),
      )
  const distinct = state.distinct || (pending.distinct && !pending.count)
  const flag =
    pending.count || pending.aggregate !== null
      ? null
      : flagCondition(column, pending.negated, scope.isParticiple === true)
  if (flag !== null) states.push(addCondition(state, fit + WEIGHTS.flagAsFilter, flag, settled))
  states.push(
    change(
      state,
      fit +
        (isParticiple ? WEIGHTS.participleShown : 0) +
        (flag !== null ? WEIGHTS.flagShown : 0) +
        (isAfterCount(state) ? WEIGHTS.columnAfterCount : 0) +
        aggregatePenalty(column, pending.aggregate),
      { select: [...state.select, ...before, measure, ...companions], distinct },
      settled,
    ),
  )
  const last = state.select.at(-1)
  const isListed = pending.connective === 'and' && pending.aggregate === null && !pending.count
  if (isListed && last !== undefined && last.aggregate !== null && last.aggregate !== 'count') {
    // "the maximum price and score"
    const again = measureOf(column, last.aggregate)
    const delta = fit + WEIGHTS.sameAggregateAgain + aggregatePenalty(column, last.aggregate)
    states.push(change(state, delta, { select: [...state.select, again], distinct }, settled))
  }
  const { aggregate } = pending
  if (pending.count && aggregate !== null && aggregate !== 'count' && isAddable(column)) {
    // "the average number of bedrooms", "the maximum and total number of followers"
    const asked = [...pending.moreAggregates, aggregate].flatMap((one) =>
      one === 'count' ? [] : [measureOf(column, one)],
    )
    states.push(change(state, fit + WEIGHTS.storedCount, { select: [...state.select, ...asked] }, settled))
  }
  if (pending.count && (isQuantity(column) || isCountByName(column))) {
    // "how many parcels" adds up the parcels of each row.
    states.push(change(state, fit + 0.1, { select: [...state.select, measureOf(column, 'sum')] }, settled))
  } else if (pending.count && isHeadCount(column)) {
    // "how many people live in Texas": one row says it.
    states.push(change(state, fit + 0.1, { select: [...state.select, measureOf(column)] }, settled))
    states.push(change(state, fit, { select: [...state.select, measureOf(column, 'sum')] }, settled))
  }
  if (!pending.count && pending.aggregate === null && (state.focus !== null || state.select.length > 0)) {
    states.push(
      change(
        state,
        fit + (isParticiple ? WEIGHTS.participleAsFilter : WEIGHTS.selectColumnAsFilter),
        { mode: 'filter' },
        { ...settled, connective: pending.connective, column },
      ),
    )
  }
  return states
}

/** "how many deliveries weigh …": what follows a count without "and" says which are counted. */
function isAfterCount({ select, pending }: ParseState): boolean {
  return (
    select.length === 1 &&
    select[0]!.aggregate === 'count' &&
    pending.connective === null &&
    pending.aggregate === null &&
    !pending.count
  )
}

/** A number right before the name of a column of numbers says how much of it there is. */
function isCounted({ pending, focus }: ParseState, column: ColumnEntry): boolean {
  return (
    pending.number !== null &&
    pending.comparison === null &&
    pending.superlative === null &&
    !pending.between &&
    focus === column.table &&
    isAddable(column)
  )
}

/** How many of something a row holds, as far as its values tell: whole numbers that repeat and stay small. */
function isQuantity(column: ColumnEntry): boolean {
  const { profile } = column
  if (profile === undefined || profile.content !== 'integer' || !isAddable(column)) return false
  return (
    profile.distinctCount < 0.5 * profile.rowCount &&
    typeof profile.minimum === 'number' &&
    profile.minimum >= 0
  )
}

/** What is asked for as a number of something and stands in a column. */
function isStoredCount(column: ColumnEntry): boolean {
  return isQuantity(column) || isCountByName(column) || isHeadCount(column)
}

/** A number of people or things in itself: a population. */
function isHeadCount(column: ColumnEntry): boolean {
  return isAddable(column) && column.stems.some((stem) => HEAD_COUNTS.has(stem))
}

const HEAD_COUNTS: ReadonlySet<string> = new Set(
  'population attendance enrollment enrolment capacity employees members inhabitants'
    .split(' ')
    .map(stemWord),
)

/** room_count, no_of_customers; a flight number counts nothing. */
function isCountByName(column: ColumnEntry): boolean {
  const [first, ...others] = column.stems
  if (!isAddable(column) || others.length === 0) return false
  return others.at(-1) === COUNT || first === NUMBER || first === TOTAL
}

const [COUNT, NUMBER, TOTAL] = ['count', 'number', 'total'].map(stemWord)

function columnFit(state: ParseState, column: ColumnEntry, scope: ParseScope): number {
  const near =
    column.table === state.focus
      ? WEIGHTS.columnInFocus
      : scope.namedTables.has(column.table)
        ? WEIGHTS.columnInNamedTable
        : WEIGHTS.columnElsewhere
  return near + compoundFit(state, column) + (column.isForeignKey ? WEIGHTS.foreignKeyColumn : 0)
}

/** "lesson revenue" is a column of lessons, if it can be. */
function compoundFit({ uses }: ParseState, { table }: ColumnEntry): number {
  const [before, own] = uses.slice(-2)
  if (own === undefined || before === undefined || before.column !== null || before.end !== own.start)
    return 0
  return before.table === table ? WEIGHTS.compoundOfTable : WEIGHTS.compoundElsewhere
}

function aggregatePenalty(column: ColumnEntry, aggregate: string | null): number {
  return (aggregate === 'sum' || aggregate === 'avg') && !isAddable(column) ? WEIGHTS.aggregateOfText : 0
}

/** "organic products", "discontinued products": the word alone restricts. Null when it cannot. */
function flagCondition(column: ColumnEntry, isNegated: boolean, isParticiple: boolean): Condition | null {
  const truth = truthValue(column, !isNegated)
  if (truth !== null) return { kind: 'compare', column: nameOf(column), operator: '=', value: truth }
  const canBeMissing = (column.profile?.nullCount ?? 0) > 0
  return isParticiple && column.isMoment && canBeMissing
    ? { kind: 'null', column: nameOf(column), negated: !isNegated }
    : null
}

/** "name" alone, of people with a first and a last name, is both. */
function companionsOf(column: ColumnEntry, scope: ParseScope): Measure[] {
  if (scope.isWholeName !== true) return []
  return scope.lexicon
    .findTable(column.table)
    .displayColumns.filter((displayed) => displayed !== column)
    .map((displayed) => measureOf(displayed))
}
