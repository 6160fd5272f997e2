import { identifierWords, stemWord } from '../../../base/text.ts'
import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import { type Measure, tableOfMeasure } from '../sketch/sketch.ts'
import { negate } from './comparison.ts'
import type { Cue } from './cues.ts'
import { displayMeasures } from './display.ts'
import { degreeColumns, momentColumns, neighbourTables, type ParseScope } from './parse-scope.ts'
import { addCondition, change, measureOf, type ParseState, type Pending, rowsOf } from './parse-state.ts'
import { isMostlyMissing } from './read-period.ts'
import { flipWhen } from './read-superlative.ts'
import { patternOf } from './read-value.ts'
import { WEIGHTS } from './weights.ts'

/** Every way in which the next cue can continue a reading; none when it makes no sense there. */
export function readCue(state: ParseState, cue: Cue, scope: ParseScope): ParseState[] {
  const { pending } = state
  switch (cue.kind) {
    case 'count':
      if (pending.superlative !== null) return [change(state, 0, {}, { count: true })]
      return [change(state, 0, {}, { count: true, by: state.mode === 'order' ? false : pending.by })]
    case 'how-much':
      return readHowMuch(state, scope)
    case 'ordinal':
      return [change(state, 0, {}, { ordinal: cue.rank })]
    case 'share':
      return [change(state, 0, { asksShare: true, mode: state.mode })]
    case 'aggregate':
      if (canBeAggregate(pending.superlative)) {
        // "the highest and the average price"
        const before = [...pending.moreAggregates, extremeOf(pending.superlative)]
        const superlative = null
        return [change(state, 0, {}, { superlative, aggregate: cue.aggregate, moreAggregates: before })]
      }
      // "total number of students" counts; it does not add up.
      if (pending.count && cue.aggregate === 'sum') return [change(state, 0, {})]
      if (pending.comparison !== null && pending.column !== null && !pending.column.isText) {
        // "capacity above average"
        const column = { table: pending.column.table, column: pending.column.column }
        const { operator } = pending.comparison
        return [
          addCondition(state, 0.3, { kind: 'compare-aggregate', column, operator, aggregate: cue.aggregate }),
          change(state, 0, {}, { aggregate: cue.aggregate }),
        ]
      }
      return [
        change(
          state,
          0,
          {},
          {
            aggregate: cue.aggregate,
            moreAggregates: pending.aggregate === null ? [] : [...pending.moreAggregates, pending.aggregate],
          },
        ),
      ]
    case 'superlative':
      return [...readSuperlative(state, cue), ...readSeveralExtremes(state, cue)]
    case 'comparison': {
      const operator = pending.negated && state.related === null ? negate(cue.operator) : cue.operator
      const comparison = cue.concept === undefined ? { operator } : { operator, concept: cue.concept }
      return [
        change(
          state,
          0,
          { mode: state.mode === 'order' ? 'order' : 'filter' },
          { comparison, negated: state.related !== null && pending.negated },
        ),
      ]
    }
    case 'bound':
      return readBound(state, cue.operator)
    case 'between':
      return [change(state, 0, { mode: 'filter' }, { between: true, low: null })]
    case 'pattern':
      return [change(state, 0, { mode: 'filter' }, { pattern: cue.shape })]
    case 'each':
      return [change(state, 0, {}, { each: true })]
    case 'by':
      return [
        change(state, 0, {}, { by: true }),
        change(state, -0.1, { mode: state.mode === 'select' ? 'filter' : state.mode }),
      ]
    case 'order':
      return [change(state, 0, { mode: 'order' }, { by: false })]
    case 'direction':
      return readDirection(state, cue.direction)
    case 'not':
      return [change(state, 0, { mode: 'filter' }, { negated: true })]
    case 'but-not':
      return [change(state, 0, { mode: 'filter' }, { negated: true, connective: 'and' })]
    case 'and':
    case 'or':
      if (pending.between && pending.low !== null) return [change(state, 0, {})]
      return [change(state, 0, {}, { connective: cue.kind })]
    case 'both':
      return [change(state, 0, {}, { both: true })]
    case 'distinct':
      return [change(state, 0, {}, { distinct: true })]
    case 'restrict':
      return [
        ...(pending.count && state.mode === 'select' && state.focus === null
          ? // "how many universities have a fee above …": what is counted has no name here.
            [change(state, WEIGHTS.countOfUnnamed, { mode: 'filter' as const })]
          : []),
        change(state, 0, {
          mode:
            state.mode === 'order'
              ? 'order'
              : state.select.length === 0 && state.focus === null && state.where.length === 0
                ? state.mode
                : 'filter',
        }),
      ]
    case 'of':
      return [change(state, 0, {}, { afterOf: true })]
    case 'also':
      return [
        change(
          state,
          0,
          { mode: 'select', related: null, select: startList(state, scope) },
          { connective: 'and' },
        ),
      ]
    case 'calendar':
      return readCalendar(state, cue, scope)
    case 'unit':
      return readUnit(state, cue, scope)
    case 'where':
      return cue.concept === 'place' ? readWhere(state, scope) : readWhen(state, scope)
    case 'who':
      return state.position === 0 ? [change(state, 0, { mode: 'filter' })] : []
    case 'null':
      return pending.column === null
        ? []
        : [
            addCondition(state, 0.3, {
              kind: 'null',
              column: { table: pending.column.table, column: pending.column.column },
              negated: pending.negated,
            }),
          ]
  }
}

function readSuperlative(state: ParseState, cue: Extract<Cue, { kind: 'superlative' }>): ParseState[] {
  const { pending } = state
  const superlative = {
    direction: cue.direction,
    byCount: cue.byCount === true,
    count:
      pending.number !== null && pending.comparison === null
        ? pending.number
        : (pending.superlative?.count ?? null),
    ...(cue.concept === undefined ? {} : { concept: cue.concept }),
  }
  const number = pending.comparison === null ? null : pending.number
  const offset = pending.ordinal === null ? state.offset : pending.ordinal - 1
  // "the most expensive" after a column that is already shown: "name of the oldest".
  return [change(state, 0, { offset }, { superlative, number, ordinal: null })]
}

type PendingSuperlative = NonNullable<Pending['superlative']>

/** "highest" alone may be a maximum; "the 3 highest" and "the most common" rank. */
function canBeAggregate(superlative: Pending['superlative']): superlative is PendingSuperlative {
  return superlative !== null && !superlative.byCount && superlative.count === null
}

function extremeOf({ direction }: Pick<PendingSuperlative, 'direction'>): 'max' | 'min' {
  return direction === 'desc' ? 'max' : 'min'
}

/** "the highest, lowest and average price", "average and highest price": each of them is asked for. */
function readSeveralExtremes(state: ParseState, cue: Extract<Cue, { kind: 'superlative' }>): ParseState[] {
  const { superlative, aggregate, moreAggregates, connective } = state.pending
  if (connective !== 'and' || cue.byCount === true) return []
  const last = canBeAggregate(superlative) ? extremeOf(superlative) : aggregate
  if (last === null) return []
  const pending = { aggregate: extremeOf(cue), moreAggregates: [...moreAggregates, last], superlative: null }
  return [change(state, 0.1, {}, pending)]
}

function readBound(state: ParseState, operator: '<=' | '>='): ParseState[] {
  const { pending } = state
  if (pending.number !== null) return [change(state, 0, {}, { comparison: { operator } })]
  const last = state.where.at(-1)
  if (last?.condition.kind === 'compare' && typeof last.condition.value === 'number') {
    const where = [...state.where.slice(0, -1), { ...last, condition: { ...last.condition, operator } }]
    return [change(state, 0.2, { where })]
  }
  const having = state.having.at(-1)
  if (having !== undefined)
    return [change(state, 0.2, { having: [...state.having.slice(0, -1), { ...having, operator }] })]
  return []
}

function readDirection(state: ParseState, direction: 'asc' | 'desc'): ParseState[] {
  if (state.order.length > 0 && state.limit === null) {
    const order = state.order.map((term) => ({ ...term, direction }))
    return [change(state, 0.1, { order }, { direction })]
  }
  // "highest first" after a measure that is already shown orders by it.
  const shown = state.select.findLast((item) => item.aggregate !== null)
  const states = [change(state, 0, { mode: 'order' }, { direction, by: false })]
  if (shown !== undefined) {
    states.push(change(state, 0.2, { mode: 'order', order: [{ measure: shown, direction }] }, { direction }))
  } else if (state.select.length > 0) {
    states.push(
      change(
        state,
        -0.25,
        { mode: 'order', order: [{ measure: state.select[0]!, direction }] },
        { direction },
      ),
    )
  }
  return states
}

/** "staff with their position" shows who they are, too. */
function startList(state: ParseState, scope: ParseScope): readonly Measure[] {
  if (state.select.length > 0 || state.focus === null) return state.select
  return displayMeasures(scope.lexicon.findTable(state.focus))
}

/** "by month", "per year", "monthly": groups by a stretch of the calendar. */
function readCalendar(
  state: ParseState,
  cue: Extract<Cue, { kind: 'calendar' }>,
  scope: ParseScope,
): ParseState[] {
  const { pending } = state
  if (!cue.isGroup && !pending.each && (!pending.by || state.mode === 'order')) return []
  const measured = state.select.find((item) => item.aggregate !== null)
  const table = measured === undefined ? state.focus : tableOfMeasure(measured)
  const said = pending.column?.isMoment === true ? [{ column: pending.column, isNear: true }] : null
  return (said ?? momentColumns(scope, table))
    .filter(({ column }) => column.profile?.content !== 'year')
    .slice(0, 3)
    .map(({ column, isNear }, rank) => {
      const key = { table: column.table, column: column.column, unit: cue.unit }
      const shown: Measure = { aggregate: null, distinct: false, target: { kind: 'column', column: key } }
      const order = { measure: shown, direction: 'asc' as const }
      const nearness =
        said !== null
          ? 0.4
          : (isMostlyMissing(column) ? -0.3 : 0) +
            (column.table === table ? 0.3 : isNear ? 0 : -0.2) -
            0.1 * rank
      const delta = (cue.isGroup ? -0.1 : 0.2) + nearness
      return change(
        state,
        delta,
        {
          select: [shown, ...state.select],
          group: [...state.group, key],
          order: state.order.length === 0 ? [order] : state.order,
        },
        { each: false, by: false, connective: null, ...(said === null ? {} : { column: null }) },
      )
    })
}

/** "over 20 dollars", "longer than 5 minutes": the unit names the column that the number is compared with. */
function readUnit(state: ParseState, cue: Extract<Cue, { kind: 'unit' }>, scope: ParseScope): ParseState[] {
  const { comparison, number, column } = state.pending
  if (comparison === null) return []
  if (column !== null) return [change(state, -0.2, {})]
  if (number === null) return [change(state, 0, {}, { comparison: { ...comparison, concept: cue.concept } })]
  const tables =
    state.focus === null ? [...scope.namedTables] : [state.focus, ...neighbourTables(scope, state.focus)]
  return degreeColumns(scope, cue.concept, tables)
    .slice(0, 3)
    .map(({ column: measured, rank }) => {
      const value = cue.seconds === undefined ? number : number * unitFactor(measured, cue.seconds)
      const name = { table: measured.table, column: measured.column }
      return addCondition(state, 0.3 - 0.1 * rank, {
        kind: 'compare',
        column: name,
        operator: comparison.operator,
        value,
      })
    })
}

/** How many of the column's own units a stretch of time is, as its name tells. */
function unitFactor({ column }: ColumnEntry, seconds: number): number {
  const words = identifierWords(column).join(' ')
  if (/milli|\bms\b/.test(words)) return seconds * 1000
  if (/minute|\bmins?\b/.test(words)) return seconds / 60
  if (/hour/.test(words)) return seconds / 3600
  return /second|\bsecs?\b/.test(words) ? seconds : 1
}

/** "How much …" asks for a price or an amount. */
function readHowMuch(state: ParseState, scope: ParseScope): ParseState[] {
  const states = [change(state, 0, {}, { aggregate: 'sum' as const })]
  for (const { column } of degreeColumns(scope, 'price', [...scope.namedTables]).slice(0, 2)) {
    states.push(change(state, -0.1, { select: [...state.select, measureOf(column)] }))
  }
  return states
}

const PLACES = ['location', 'city', 'address', 'place', 'venue', 'town', 'country'].map(stemWord)

/** "Where is …" asks for a place. */
function readWhere(state: ParseState, scope: ParseScope): ParseState[] {
  const states = [change(state, -0.2, {})]
  if (state.position > 0) return states
  for (const table of scope.namedTables) {
    const columns = scope.lexicon.findTable(table).columns.filter((column) => column.isText)
    const places = PLACES.flatMap((stem) => columns.filter((column) => column.stems.includes(stem)))
    for (const column of places.slice(0, 2)) {
      states.push(change(state, 0.1, { select: [measureOf(column)], focus: table, mode: 'filter' }))
    }
  }
  return states
}

/** "When did …" asks for a date. */
function readWhen(state: ParseState, scope: ParseScope): ParseState[] {
  const states = [change(state, -0.2, {})]
  for (const table of scope.namedTables) {
    for (const column of scope.lexicon
      .findTable(table)
      .columns.filter((candidate) => candidate.isMoment)
      .slice(0, 2)) {
      states.push(
        change(state, 0.1, { select: [...state.select, measureOf(column)], focus: table, mode: 'filter' }),
      )
    }
  }
  return states
}

/** Settles what still waits when the question ends; what cannot be settled costs. */
export function settlePending(state: ParseState, scope: ParseScope): ParseState[] {
  const { pending } = state
  let penalty = 0
  if (pending.comparison !== null && pending.number !== null) penalty += WEIGHTS.numberUnused
  else if (pending.comparison !== null) penalty += WEIGHTS.comparisonUnused
  else if (pending.number !== null) penalty += WEIGHTS.numberUnused
  if (pending.each || pending.by) penalty += pending.each ? WEIGHTS.groupUnused : WEIGHTS.groupUnused / 2
  if (pending.negated) penalty += WEIGHTS.negationUnused
  if (pending.ordinal !== null) penalty += WEIGHTS.ordinalUnused
  if (state.asksShare && state.where.length === 0 && state.related === null) penalty += WEIGHTS.shareUnused
  if (pending.pattern !== null) penalty += WEIGHTS.patternUnused
  if (state.mode === 'order' && state.order.length === 0 && pending.direction === null)
    penalty += WEIGHTS.orderUnused
  let settled = change(state, penalty, { unused: [...state.unused, ...leftOver(pending)] })

  if (pending.direction !== null && state.order.length === 0) {
    const measure = state.select.at(0) ?? firstDisplay(state, scope)
    if (measure !== null) settled = change(settled, 0, { order: [{ measure, direction: pending.direction }] })
  }
  if (pending.count) {
    const counted = settled.focus ?? tableOfFirstCondition(settled)
    if (counted === null) settled = change(settled, WEIGHTS.countUnused, {})
    else if (settled.focus === null) {
      settled = change(settled, -0.2, { select: [...settled.select, rowsOf(counted)], focus: counted })
    } else if (state.mode === 'order') {
      const order = { measure: rowsOf(settled.focus), direction: pending.direction ?? 'asc' }
      settled = change(settled, -0.1, { order: [order] })
    } else {
      settled = change(settled, -0.1, { select: [...settled.select, rowsOf(settled.focus)] })
    }
  }
  settled = settleAggregate(settled, scope)
  const compared = settleComparison(settled, scope)
  compared.push(...settlePattern(settled, scope))
  const superlativeStates =
    pending.superlative === null ? [settled, ...compared] : settleSuperlative(settled, scope)
  return superlativeStates.flatMap((candidate) => {
    const { pending } = candidate
    if (pending.column === null && pending.measure === null) return [candidate]
    const measure = pending.column !== null ? measureOf(pending.column) : pending.measure!
    const shown = change(candidate, WEIGHTS.filterColumnShown, { select: [...candidate.select, measure] })
    const states = [shown, change(candidate, WEIGHTS.filterColumnUnused, {})]
    if (pending.column !== null && (pending.column.profile?.nullCount ?? 0) > 0) {
      // "orders with a note"
      const column = { table: pending.column.table, column: pending.column.column }
      states.push(addCondition(candidate, WEIGHTS.presentAsNotNull, { kind: 'null', column, negated: true }))
    }
    return states
  })
}

/** "albums that start with A": their titles do. */
function settlePattern(state: ParseState, { lexicon }: ParseScope): ParseState[] {
  const { pattern, text, negated } = state.pending
  if (pattern === null || text === null) return []
  const shown = state.select.flatMap(({ target }) => (target.kind === 'column' ? [target.column] : []))
  const displayed = state.focus === null ? [] : lexicon.findTable(state.focus).displayColumns
  const column = [...shown.toReversed(), ...displayed].find(
    (name) => lexicon.findColumn(name)?.isText === true,
  )
  if (column === undefined) return []
  const name = { table: column.table, column: column.column }
  const condition = { kind: 'pattern', column: name, pattern: patternOf(pattern, text), negated } as const
  return [addCondition(state, -WEIGHTS.patternUnused + WEIGHTS.patternOfShown, condition, { text: null })]
}

/** "people under 40", "products over 20": the one thing about them that such a number can be. */
function settleComparison(state: ParseState, scope: ParseScope): ParseState[] {
  const { comparison, number, between, low, aggregate } = state.pending
  const { focus } = state
  if (focus === null) return []
  if (comparison?.concept !== undefined && aggregate !== null) {
    // "heavier than average"
    const { operator, concept } = comparison
    return degreeColumns(scope, concept, [focus])
      .slice(0, 1)
      .map(({ column }) => {
        const name = { table: column.table, column: column.column }
        const condition = { kind: 'compare-aggregate', column: name, operator, aggregate } as const
        return addCondition(state, -WEIGHTS.comparisonUnused + 0.2, condition, { aggregate: null })
      })
  }
  if (number === null || (comparison === null && !(between && typeof low === 'number'))) return []
  const paid = -WEIGHTS.numberUnused + WEIGHTS.impliedColumn
  return ['age', 'price', 'pay']
    .flatMap((concept) => degreeColumns(scope, concept, [focus]).slice(0, 1))
    .filter(({ column, reversed }) => column.isNumeric && !reversed)
    .slice(0, 2)
    .map(({ column }, rank) => {
      const name = { table: column.table, column: column.column }
      const condition =
        comparison === null
          ? ({ kind: 'between', column: name, low: low!, high: number } as const)
          : ({ kind: 'compare', column: name, operator: comparison.operator, value: number } as const)
      return addCondition(state, paid - 0.1 * rank, condition)
    })
}

/** "the total of paid orders": an aggregate without a column is that of the focus' amount. */
function settleAggregate(state: ParseState, scope: ParseScope): ParseState {
  const { aggregate } = state.pending
  if (aggregate === null) return state
  const [amount] = state.focus === null ? [] : degreeColumns(scope, 'price', [state.focus])
  if (amount === undefined || state.select.length > 0) return change(state, WEIGHTS.aggregateUnused, {})
  return change(state, 0.2, { select: [measureOf(amount.column, aggregate)] }, { aggregate: null })
}

/** What was read and applies to nothing, for people. */
function leftOver(pending: Pending): string[] {
  return [
    ...(pending.number === null ? [] : [String(pending.number)]),
    ...(pending.ordinal === null ? [] : [ordinalWord(pending.ordinal)]),
    ...(pending.negated ? ['not'] : []),
    ...(pending.each ? ['each'] : []),
    ...(pending.superlative === null ? [] : [pending.superlative.direction === 'desc' ? 'most' : 'least']),
    ...(pending.pattern === null ? [] : ['like']),
  ]
}

function ordinalWord(rank: number): string {
  return ['', 'first', 'second', 'third', 'fourth', 'fifth'][rank] ?? `${rank}th`
}

function firstDisplay(state: ParseState, scope: ParseScope) {
  if (state.focus === null) return null
  const column = scope.lexicon.findTable(state.focus).displayColumns[0]
  return column === undefined ? null : measureOf(column)
}

function tableOfFirstCondition({ where }: ParseState): string | null {
  const condition = where[0]?.condition
  if (condition === undefined) return null
  return 'column' in condition ? condition.column.table : condition.table
}

/** "Which album is the longest?": the adjective came last. */
function settleSuperlative(state: ParseState, scope: ParseScope): ParseState[] {
  const superlative = state.pending.superlative!
  const concept = superlative.concept
  if (concept !== undefined) {
    // "cheapest green tea": nothing but a value was named, and the price is that of a neighbour.
    const named = state.focus ?? tableOfFirstCondition(state)
    const tables = named === null ? [] : [named, ...neighbourTables(scope, named)]
    const columns = degreeColumns(scope, concept, state.focus === null ? tables : tables.slice(0, 1)).slice(
      0,
      2,
    )
    if (columns.length > 0) {
      return columns.map(({ column, reversed, rank }) => {
        const order = { measure: measureOf(column), direction: flipWhen(reversed, superlative.direction) }
        return change(state, 0.1 - 0.1 * rank, {
          order: [order],
          limit: superlative.count ?? 1,
          focus: state.focus ?? column.table,
        })
      })
    }
  }
  const shown = state.select.at(-1)
  const measured =
    state.pending.measure ?? (shown?.aggregate === 'sum' && state.focus !== null ? shown : null)
  if (measured !== null) {
    // "which customer spent the most"
    const order = { measure: measured, direction: superlative.direction }
    const select = state.select.filter((item) => item !== measured)
    return [change(state, 0.2, { select, order: [order], limit: superlative.count ?? 1 }, { measure: null })]
  }
  if (superlative.byCount && shown?.target.kind === 'column') {
    const order = { measure: rowsOf(shown.target.column.table), direction: superlative.direction }
    return [change(state, 0, { group: [shown.target.column], order: [order], limit: superlative.count ?? 1 })]
  }
  const unused = change(state, WEIGHTS.superlativeUnused, {})
  if (concept !== undefined || shown?.aggregate !== null || shown.target.kind !== 'column') return [unused]
  // "the rank that has the least members": the shown column's values are counted.
  const { column } = shown.target
  const order = { measure: rowsOf(column.table), direction: superlative.direction }
  const counted = { group: [column], order: [order], limit: superlative.count ?? 1 }
  return [unused, change(state, WEIGHTS.rankedByUnnamed, counted)]
}
