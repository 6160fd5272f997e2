import { stemWord } from '../../../base/text.ts'
import type { ColumnName } from '../../../database/schema.ts'
import {
  type Clause,
  type Condition,
  type Measure,
  type Sketch,
  type SketchColumn,
  tableOfMeasure,
} from '../sketch/sketch.ts'
import { addUp, isAddable } from './add-up.ts'
import { showsOnlyConditions } from './condition-shown.ts'
import { hasContradiction, hasIdleRange, hasIdleTest, isOfOneRow } from './contradictions.ts'
import { countedGroups } from './counted-groups.ts'
import { cuesAt } from './cues.ts'
import type { ParseScope } from './parse-scope.ts'
import { sameColumn } from './parse-scope.ts'
import { measureOf, type ParseState, rowsOf } from './parse-state.ts'
import { WEIGHTS } from './weights.ts'

export interface ScoredSketch {
  readonly sketch: Sketch
  readonly score: number
  readonly state: ParseState
}

/** Makes a whole query of a reading: what to show when nothing was said, what to group by, what cannot be. */
export function finishSketch(state: ParseState, scope: ParseScope): ScoredSketch | null {
  const focus = state.focus ?? focusFromColumns(state)
  if (focus === null) return null
  let score = state.score

  let group: SketchColumn[] = [...state.group]
  const groupTables = [...state.groupTables]
  let select = dedupe(state.select)
  if (select.length < state.select.length) score += WEIGHTS.duplicateSelect
  if (select.length === 0) {
    const value = valueColumnOf(focus, state.where, scope)
    score += value === null ? WEIGHTS.emptySelect : WEIGHTS.valueColumnShown
    select = value === null ? display(focus, scope) : [value]
  }

  const counted = countedGroups(state, focus, select, scope)
  if (counted !== null) return { sketch: closeScope(counted, state), score, state }
  const ordersByCount = state.order.some((term) => term.measure.aggregate !== null)
  const plain = select.filter((item) => item.aggregate === null)
  const hasAggregate = select.some((item) => item.aggregate !== null)
  const needsGroups = state.having.length > 0 || ordersByCount || (hasAggregate && plain.length > 0)

  // "with the highest …" and "with more than …" speak of the focus, so its rows are the groups.
  if (needsGroups && group.length === 0 && groupTables.length === 0) {
    const countsOwnRows = [
      ...state.having.map((having) => having.measure),
      ...state.order.map((term) => term.measure),
    ].every((measure) =>
      // What is shown only because nothing else was named is no reason to take rows of one name together.
      state.select.length === 0 || measure.target.kind === 'rows' ? tableOfMeasure(measure) === focus : true,
    )
    const plainColumns = plain.flatMap((item) => (item.target.kind === 'column' ? [item.target.column] : []))
    const aggregatesFocus = select.some((item) => item.aggregate !== null && tableOfMeasure(item) === focus)
    if (
      plainColumns.length > 0 &&
      (countsOwnRows || aggregatesFocus) &&
      !plainColumns.some((column) => isIdentity(column, focus, scope))
    ) {
      group = plainColumns
    } else if (plain.length > 0 && plain.every((item) => tableOfMeasure(item) !== focus)) {
      group = plainColumns
      // "customers with 3 different methods" asks for customers.
      if (state.having.length > 0 && isFirstNamed(focus, state)) score += WEIGHTS.focusLost
    } else if (hasAggregate && plain.length === 0 && state.having.length === 0) {
      // An aggregate alone, ordered by an aggregate: nothing sensible to group by.
      score -= 0.5
    } else {
      groupTables.push(focus)
    }
  }
  for (const table of groupTables) {
    const key = scope.lexicon.findTable(table).key
    const shown = plain.flatMap(columnOf).filter((column) => column.table === table)
    // Of a key of several columns the one that is shown: "the language that is spoken in the most countries".
    const isPartOfKey =
      shown.length > 0 && shown.length < key.length && shown.every(({ column }) => key.includes(column))
    const columns = isPartOfKey
      ? shown
      : key.length > 0
        ? key.map((column) => ({ table, column }))
        : display(table, scope).flatMap(columnOf)
    group = [...group, ...columns.filter((column) => !group.some((other) => sameColumn(other, column)))]
  }

  const order = state.order
  if (state.offset !== null && state.limit === null) score += 2 * WEIGHTS.ordinalUnused
  if (group.length > 0 && !hasAggregate && state.having.length === 0 && !ordersByCount) {
    // "sales by month": what can be added up is added up, else the rows are counted.
    const summed = select.map((item) => (isGrouped(item, group) ? item : (addUp(item, scope) ?? item)))
    const adds = summed.some((item) => item.aggregate === 'sum')
    const kept = select.filter((item) => isGrouped(item, group) || groupTables.includes(tableOfMeasure(item)))
    const lost = state.select.filter((item) => !kept.includes(item)).length
    select = adds ? summed : [...kept, rowsOf(focus)]
    score += adds ? 0 : WEIGHTS.countedUnsaid + lost * WEIGHTS.shownLost
  }

  const ranked = [
    ...select,
    ...state.having.map(({ measure }) => measure),
    ...order.map(({ measure }) => measure),
  ]
  if (ranked.some((measure) => isOfOneRow(measure, group, scope))) score += WEIGHTS.aggregateOfOneRow

  if (group.length > 0) select = dedupe(select.map((item) => asOrdered(item, group, order)))

  if (order.some((term) => term.measure.aggregate === null) && hasAggregate && group.length === 0)
    score += WEIGHTS.contradiction
  // The first of each group is not the first of all: that query cannot be said here.
  const isFirstOfEach = state.limit !== null && group.length > 0 && !hasAggregate && !ordersByCount
  const firstOfEach =
    isFirstOfEach && (state.group.length > 0 || state.groupTables.length > 0)
      ? extremeOfGroup(state, focus, scope)
      : null
  if (firstOfEach !== null) {
    const shown = select.length === 0 ? display(focus, scope) : select
    return finishExtreme(state, { focus, select: shown, condition: firstOfEach, score }, scope)
  }
  const unread = isFirstOfEach && (state.group.length > 0 || state.groupTables.length > 0) ? ['each'] : []
  score += unread.length * WEIGHTS.contradiction
  if (state.combine !== 'intersect' && hasContradiction(state.where)) score += WEIGHTS.contradiction
  if (select.some((item) => item.aggregate === null) && hasAggregate && group.length === 0)
    score += WEIGHTS.contradiction
  if (hasIdleTest(state.where) || hasIdleRange(state.where)) score += WEIGHTS.contradiction
  for (const item of plain) {
    // Asking for what a condition already fixes is rare.
    if (item.target.kind !== 'column') continue
    if (isFixed(item.target.column, state.where)) score -= 0.45
    else if (isOnlyRestricted(item.target.column, state, scope)) score += WEIGHTS.restrictedShown
  }
  if (state.select.length > 0 && showsOnlyConditions(state, focus, select, scope))
    score += WEIGHTS.conditionShown

  const base: Sketch = {
    select,
    distinct: state.distinct || (state.select.length > 0 && listsKinds(select, state, scope)),
    focus,
    joined: state.joined.filter((table) => table !== focus),
    where: state.where,
    group,
    having: state.having,
    order,
    limit: state.limit,
    ...(state.offset === null || state.limit === null ? {} : { offset: state.offset }),
    ...(state.asksShare && state.where.length + (state.related === null ? 0 : 1) > 0
      ? { asksShare: true as const }
      : {}),
    ...(state.overGroups === null ? {} : { overGroups: state.overGroups }),
    combine: null,
  }
  if (state.overGroups !== null) {
    const counts = select.filter((item) => item.aggregate === 'count')
    const isWhole = counts.length === 1 && group.length > 0 && order.length === 0 && state.limit === null
    if (!isWhole) return null
    return { sketch: closeScope({ ...base, select: counts }, state), score, state }
  }
  return { sketch: closeScope(base, state), score, state: { ...state, unused: [...state.unused, ...unread] } }
}

/** "which carriers": one column whose values repeat is asked for its different values. */
function listsKinds(select: readonly Measure[], state: ParseState, scope: ParseScope): boolean {
  const [only] = select
  if (select.length !== 1 || only?.aggregate !== null || only.target.kind !== 'column') return false
  if (
    state.group.length > 0 ||
    state.groupTables.length > 0 ||
    state.having.length > 0 ||
    state.order.length > 0
  )
    return false
  const asks = scope.tokens[0]?.folded === 'which' || (state.focus === null && state.where.length === 0)
  return asks && !isIdentity(only.target.column, only.target.column.table, scope)
}

/** Groups are ranked by a sum, so that the sum is what is shown of them. */
function asOrdered(item: Measure, group: readonly SketchColumn[], order: Sketch['order']): Measure {
  if (item.aggregate !== null || isGrouped(item, group)) return item
  const ranked = order.find(
    ({ measure }) =>
      measure.aggregate !== null &&
      measure.target.kind === 'column' &&
      JSON.stringify(measure.target) === JSON.stringify(item.target),
  )
  return ranked === undefined ? item : ranked.measure
}

function isFirstNamed(table: string, { uses }: ParseState): boolean {
  const [first] = uses
  return first !== undefined && first.column === null && first.table === table
}

function isGrouped({ target, aggregate }: Measure, group: readonly SketchColumn[]): boolean {
  return (
    aggregate === null &&
    target.kind === 'column' &&
    group.some((key) => JSON.stringify(key) === JSON.stringify(target.column))
  )
}

/** "the most expensive product in each category": no other of its category costs more. */
function extremeOfGroup(state: ParseState, focus: string, scope: ParseScope): Condition | null {
  const [term] = state.order
  if (term === undefined || state.order.length > 1 || state.limit !== 1 || state.offset !== null) return null
  const { aggregate, target } = term.measure
  if (aggregate !== null || target.kind !== 'column' || target.column.table !== focus) return null
  // With a condition it is not clear whether the first of those that meet it is meant.
  if (state.where.length > 0 || state.related !== null || state.having.length > 0) return null
  const groups = [...state.group.map(({ table }) => table), ...state.groupTables]
  const [table] = groups
  if (table === undefined || groups.length > 1 || state.group[0]?.unit !== undefined) return null
  const key = scope.joins.find(
    ({ from, to }) => from.table === focus && to.table === table && from.columns.length === 1,
  )
  const own = state.group[0]?.table === focus ? state.group[0] : undefined
  const group = own ?? (key === undefined ? undefined : { table: focus, column: key.from.columns[0]! })
  if (group === undefined) return null
  return {
    kind: 'extreme-of-group',
    column: { table: focus, column: target.column.column },
    aggregate: term.direction === 'desc' ? 'max' : 'min',
    group: { table: group.table, column: group.column },
  }
}

function finishExtreme(
  state: ParseState,
  made: {
    readonly focus: string
    readonly select: readonly Measure[]
    readonly condition: Condition
    readonly score: number
  },
  scope: ParseScope,
): ScoredSketch {
  const ofGroup = made.select.filter((item) => tableOfMeasure(item) !== made.focus)
  const hasOwn = made.select.some(
    (item) => item.target.kind === 'column' && isIdentity(item.target.column, made.focus, scope),
  )
  const select = hasOwn ? made.select : [...ofGroup, ...display(made.focus, scope)]
  const sketch: Sketch = {
    select: dedupe(select),
    distinct: false,
    focus: made.focus,
    joined: state.joined.filter((table) => table !== made.focus),
    where: [{ connective: 'and', condition: made.condition }],
    group: [],
    having: [],
    order: [],
    limit: null,
    combine: null,
  }
  return { sketch, score: made.score, state }
}

function closeScope(sketch: Sketch, state: ParseState): Sketch {
  let closed = sketch
  if (state.related !== null) {
    const { negated, table, where } = state.related
    closed = {
      ...closed,
      where: [...closed.where, { connective: 'and', condition: { kind: 'related', negated, table, where } }],
    }
  }
  if (state.combine === 'intersect' && closed.where.length >= 2) {
    const first = closed.where.at(-2)!
    const second = closed.where.at(-1)!
    const shared = closed.where.slice(0, -2)
    const apart = [first, second].map(({ condition }) => asRelated(condition, closed.focus))
    if (apart[0] !== null && apart[1] !== null) {
      // Rows of the focus itself: names may repeat.
      const both = apart.map((condition): Clause => ({ connective: 'and', condition: condition! }))
      return { ...closed, where: [...shared, ...both] }
    }
    const right: Sketch = { ...closed, where: [...shared, second] }
    closed = { ...closed, where: [...shared, first], combine: { operator: 'intersect', right } }
  }
  return closed
}

/** A condition on another table as one on rows that belong to the focus; null when it is the focus' own. */
function asRelated(condition: Condition, focus: string): Condition | null {
  if (!('column' in condition) || condition.column.table === focus) return null
  return {
    kind: 'related',
    negated: false,
    table: condition.column.table,
    where: [{ connective: 'and', condition }],
  }
}

function focusFromColumns(state: ParseState): string | null {
  const first = [...state.select, ...state.order.map((term) => term.measure)][0]
  if (first !== undefined) return tableOfMeasure(first)
  const condition = state.where[0]?.condition
  if (condition === undefined) return null
  return 'column' in condition ? condition.column.table : condition.table
}

function columnOf(measure: Measure): ColumnName[] {
  return measure.target.kind === 'column' ? [measure.target.column] : []
}

const VALUE_STEMS = ['value', 'amount', 'cumulative', 'figure', 'reading'].map(stemWord)

/** "the GDP growth rate of Germany": where a text of a row says what its number means, the number is asked for. */
function valueColumnOf(focus: string, where: readonly Clause[], { lexicon }: ParseScope): Measure | null {
  const entry = lexicon.findTable(focus)
  const isNamed = where.some(
    ({ condition }) =>
      condition.kind === 'compare' && condition.column.table === focus && typeof condition.value === 'string',
  )
  const hasName = entry.displayColumns.some(
    (column) => column.isText && !column.isKey && !column.isForeignKey,
  )
  if (!isNamed || hasName) return null
  const column = entry.columns.find(
    (candidate) => isAddable(candidate) && VALUE_STEMS.some((stem) => candidate.ownStems.at(-1) === stem),
  )
  return column === undefined ? null : measureOf(column)
}

function display(table: string, scope: ParseScope): Measure[] {
  return scope.lexicon.findTable(table).displayColumns.map((column) => measureOf(column))
}

/** The column tells rows of the focus apart: its key, or values that hardly ever repeat. */
function isIdentity(column: ColumnName, focus: string, scope: ParseScope): boolean {
  if (column.table !== focus) return false
  const entry = scope.lexicon.findColumn(column)
  if (entry === undefined || entry.isKey) return entry !== undefined
  const { profile } = entry
  if (profile === undefined || profile.rowCount === 0) return entry.stems.includes('name')
  return profile.distinctCount >= 0.9 * (profile.rowCount - profile.nullCount)
}

function dedupe(measures: readonly Measure[]): Measure[] {
  const seen = new Set<string>()
  return measures.filter((measure) => {
    const key = JSON.stringify(measure)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

function isFixed(column: ColumnName, where: readonly Clause[]): boolean {
  return (
    where.some(
      ({ condition }) =>
        condition.kind === 'compare' && condition.operator === '=' && sameColumn(condition.column, column),
    ) && !where.some(({ connective }) => connective === 'or')
  )
}

const SAID_WELL = 0.75

/** "who was hired in 2018" names the day of hiring once: to restrict it, not to show it as well. */
function isOnlyRestricted(column: ColumnName, { where, uses }: ParseState, scope: ParseScope): boolean {
  const isRestricted = where.some(
    ({ condition }) => 'column' in condition && sameColumn(condition.column, column),
  )
  // "5 kg" says it once more without asking for it.
  const isUnit = (start: number) => cuesAt(scope.tokens, start).some(({ cue }) => cue.kind === 'unit')
  // Nor does "earn" beside "salary".
  const said = uses.filter(
    (use) =>
      use.table === column.table &&
      use.column === column.column &&
      use.score >= SAID_WELL &&
      !isUnit(use.start),
  )
  return isRestricted && (said.length < 2 || scope.tokens[0]?.folded === 'who')
}
