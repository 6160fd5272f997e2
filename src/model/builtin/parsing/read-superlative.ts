import { stemWord } from '../../../base/text.ts'
import type { ColumnEntry, TableEntry } from '../linking/schema-lexicon.ts'
import { tableOfMeasure } from '../sketch/sketch.ts'
import { addUp } from './add-up.ts'
import { displayMeasures, nameOf } from './display.ts'
import { degreeColumns, neighbourTables, type ParseScope } from './parse-scope.ts'
import { change, measureOf, type ParseState, type Pending, rowsOf } from './parse-state.ts'
import { soldMeasures } from './sold-measures.ts'
import { WEIGHTS } from './weights.ts'

export function readSuperlativeColumn(
  state: ParseState,
  column: ColumnEntry,
  fit: number,
  scope: ParseScope,
): ParseState[] {
  const { pending } = state
  const superlative = pending.superlative!
  const settled: Partial<Pending> = {
    superlative: null,
    aggregate: null,
    moreAggregates: [],
    count: false,
    afterOf: false,
    by: false,
    connective: null,
  }
  const limit = superlative.count ?? 1
  const states: ParseState[] = []
  if (superlative.byCount) {
    const order = { measure: rowsOf(column.table), direction: superlative.direction }
    const select = [...state.select, measureOf(column)]
    const verb = scope.isParticiple === true ? WEIGHTS.participleShown : 0
    states.push(
      change(state, fit + verb, { select, group: [nameOf(column)], order: [order], limit }, settled),
    )
    return states
  }
  const aggregate = pending.count ? 'count' : pending.aggregate
  const measurable = column.isNumeric || column.isMoment || aggregate === 'count'
  if (
    measurable &&
    aggregate === null &&
    state.focus !== null &&
    isReachedFromMany(scope, column.table, state.focus)
  ) {
    // "which product sells the most units": each row of the focus has many, which add up.
    const summed = addUp(measureOf(column), scope)
    if (summed !== null) {
      const order = { measure: summed, direction: superlative.direction }
      states.push(change(state, fit + 0.1, { order: [order], limit, mode: 'filter' }, settled))
    }
  }
  const isGrouped = state.group.length > 0 || state.groupTables.length > 0
  const total = isGrouped && aggregate === null ? addUp(measureOf(column), scope) : null
  if (total !== null) {
    // "the top 8 countries by invoice total"
    const order = { measure: total, direction: superlative.direction }
    states.push(change(state, fit + 0.15, { order: [order], limit, mode: 'filter' }, settled))
  }
  if (measurable) {
    const measure = measureOf(column, aggregate)
    const penalty = state.focus === null && state.select.length === 0 ? WEIGHTS.superlativeWithoutFocus : 0
    const order = { measure, direction: superlative.direction }
    const isKeyLike = column.isKey || column.isForeignKey || column.stems.at(-1) === 'id'
    states.push(
      change(
        state,
        fit + penalty + (isKeyLike && aggregate === null ? WEIGHTS.rangeOfKey : 0),
        {
          order: [order],
          limit,
          mode: state.select.length > 0 || state.focus !== null ? 'filter' : 'select',
        },
        settled,
      ),
    )
    if (state.offset !== null && state.focus === null && state.select.length === 0) {
      // "the third highest salary" is the salary itself.
      const shown = { select: [measure], order: [order], limit, mode: 'filter' as const }
      states.push(change(state, fit + 0.1, shown, settled))
    }
    if (
      state.mode === 'select' &&
      aggregate === null &&
      superlative.count === null &&
      state.offset === null
    ) {
      const extreme = measureOf(column, superlative.direction === 'desc' ? 'max' : 'min')
      const weight =
        state.focus === null || state.select.some((item) => item.aggregate !== null)
          ? WEIGHTS.superlativeAsAggregate
          : WEIGHTS.superlativeAsAggregateWithFocus
      states.push(
        change(
          state,
          fit + weight + (state.select.length === 0 ? 0.1 : -0.1),
          { select: [...state.select, extreme] },
          settled,
        ),
      )
    }
  } else {
    const order = { measure: measureOf(column, 'count', false), direction: superlative.direction }
    states.push(change(state, fit - 0.4, { order: [order], limit }, settled))
    // "the top 3 countries by …": the column is what is ranked, the measure follows.
    const select = [...state.select, measureOf(column)]
    states.push(
      change(state, fit - 0.1, { select, group: [nameOf(column)] }, { afterOf: false, connective: null }),
    )
  }
  return states
}

export function readSuperlativeTable(state: ParseState, table: TableEntry, scope: ParseScope): ParseState[] {
  const { pending } = state
  const noun = scope.tokens[state.uses.at(-1)?.start ?? 0]!.stem
  // "the top 3 earners" are those who earn most.
  const earned = pending.superlative!.concept === undefined && noun === EARNER ? { concept: 'pay' } : {}
  const superlative = { ...pending.superlative!, ...earned }
  const name = table.table
  const settled: Partial<Pending> = { superlative: null, count: false, afterOf: false, connective: null }
  const limit = superlative.count ?? 1
  const states: ParseState[] = []
  if (superlative.concept !== undefined) {
    for (const { column, reversed, rank } of degreeColumns(scope, superlative.concept, [
      name,
      ...neighbourTables(scope, name),
    ]).slice(0, 3)) {
      const direction = flipWhen(reversed, superlative.direction)
      const order = { measure: measureOf(column), direction }
      states.push(
        change(
          state,
          0.25 - 0.1 * rank,
          { order: [order], limit, focus: state.focus ?? name, mode: state.mode },
          settled,
        ),
      )
    }
  }
  if (superlative.concept === 'sales' && states.length === 0) states.push(...bestSelling(state, name, scope))
  if (superlative.byCount && scope.isParticiple === true && state.focus === null) {
    // "the most frequently ordered product": the product is what is ranked.
    return [change(state, 0, { joined: [...state.joined, name] }, { afterOf: false, connective: null })]
  }
  if (superlative.concept === 'recency' && superlative.count === null && !superlative.byCount) {
    states.push(...lastMoments(state, table, settled, scope))
  }
  if (superlative.byCount) {
    states.push(...commonest(state, table, settled))
    for (const child of childTables(scope, name).slice(0, 3)) {
      const order = { measure: rowsOf(child), direction: superlative.direction }
      states.push(
        change(
          state,
          WEIGHTS.popularity + (state.joined.includes(child) ? WEIGHTS.popularitySaid : 0),
          { order: [order], limit, focus: state.focus ?? name, groupTables: [name] },
          settled,
        ),
      )
    }
  } else if (superlative.concept === undefined || superlative.concept === 'size') {
    if ((state.focus !== null && state.focus !== name) || (state.focus === null && state.select.length > 0)) {
      const order = { measure: rowsOf(name), direction: superlative.direction }
      states.push(change(state, 0.2, { order: [order], limit, mode: 'filter' }, settled))
    }
    // "the top 5 customers by …": the measure follows.
    if (state.focus === null || state.focus === name) {
      states.push(change(state, 0, { focus: name }, { count: false, afterOf: false, connective: null }))
    }
  }
  if (states.length === 0)
    states.push(change(state, WEIGHTS.superlativeUnused, { focus: state.focus ?? name }, settled))
  return states
}

/** "the most common diagnoses": of rows that repeat what they are called those that repeat most. */
function commonest(state: ParseState, table: TableEntry, settled: Partial<Pending>): ParseState[] {
  const label = table.columns.find(
    ({ isText, isKey, isForeignKey, ownStems, profile }) =>
      isText && !isKey && !isForeignKey && LABELS.has(ownStems.at(-1)!) && repeats(profile),
  )
  if (label === undefined || state.select.length > 0) return []
  const { direction, count } = state.pending.superlative!
  const ranked = {
    select: [measureOf(label)],
    group: [nameOf(label)],
    order: [{ measure: rowsOf(table.table), direction }],
    limit: count ?? 1,
    focus: table.table,
  }
  return [change(state, WEIGHTS.popularity, ranked, settled)]
}

const LABELS: ReadonlySet<string> = new Set(
  ['name', 'title', 'description', 'type', 'kind', 'label', 'reason'].map(stemWord),
)

function repeats(profile: ColumnEntry['profile']): boolean {
  return profile !== undefined && profile.distinctCount > 1 && profile.distinctCount < 0.5 * profile.rowCount
}

/** "the best selling product": the one of which most stands on orders. */
export function bestSelling(state: ParseState, table: string, scope: ParseScope): ParseState[] {
  const { direction, count } = state.pending.superlative!
  return soldMeasures(table, scope).map((measure, rank) => {
    const ranked = { order: [{ measure, direction }], limit: count ?? 1, focus: state.focus ?? table }
    return change(state, 0.35 - 0.2 * rank, ranked, {
      superlative: null,
      count: false,
      afterOf: false,
      connective: null,
    })
  })
}

/** "customers and the date of their last order": of each row of the focus the last moment of those that belong to it. */
function lastMoments(
  state: ParseState,
  table: TableEntry,
  settled: Partial<Pending>,
  scope: ParseScope,
): ParseState[] {
  const { focus, group, groupTables } = state
  const { direction } = state.pending.superlative!
  if (focus === null || focus === table.table || group.length + groupTables.length > 0) return []
  if (
    !isReachedFromMany(scope, table.table, focus) ||
    state.select.some(({ aggregate }) => aggregate !== null)
  )
    return []
  const asksDate = scope.tokens.some(({ folded }) => DATES.has(folded))
  const moments = table.columns.filter((column) => column.isMoment).slice(0, 2)
  return moments.map((column, rank) => {
    const measure = measureOf(column, direction === 'desc' ? 'max' : 'min')
    const own = state.select.filter((item) => tableOfMeasure(item) === focus)
    const shown = own.length > 0 ? own : displayMeasures(scope.lexicon.findTable(focus))
    const next = { select: [...shown, measure], groupTables: [focus], mode: 'filter' as const }
    return change(
      state,
      (asksDate ? WEIGHTS.lastMoment : WEIGHTS.lastMomentUnsaid) - 0.1 * rank,
      next,
      settled,
    )
  })
}

const EARNER = stemWord('earner')
const DATES: ReadonlySet<string> = new Set(['date', 'dates', 'day', 'when', 'time'])

/** Tables that refer to this one, those with most rows first. */
function childTables(scope: ParseScope, table: string): string[] {
  const children = scope.joins.filter((join) => join.to.table === table).map((join) => join.from.table)
  const rows = (name: string) => scope.lexicon.findTable(name).rowCount
  return [...new Set(children)].sort((left, right) => rows(right) - rows(left))
}

export function flipWhen(reversed: boolean, direction: 'asc' | 'desc'): 'asc' | 'desc' {
  if (!reversed) return direction
  return direction === 'asc' ? 'desc' : 'asc'
}

function isReachedFromMany(scope: ParseScope, many: string, one: string): boolean {
  return scope.joins.some((join) => join.from.table === many && join.to.table === one)
}
