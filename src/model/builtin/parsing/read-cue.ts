import { identifierWords } from '../../../base/text.ts'
import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import { type Condition, type Measure, tableOfMeasure } from '../sketch/sketch.ts'
import { aggregateBound } from './aggregate-bound.ts'
import { negate } from './comparison.ts'
import type { Cue } from './cues.ts'
import { displayMeasures } from './display.ts'
import { degreeColumns, momentColumns, neighbourTables, type ParseScope } from './parse-scope.ts'
import { addCondition, change, measureOf, type ParseState, type Pending } from './parse-state.ts'
import { isParticiple } from './participle.ts'
import { isMostlyMissing, ownersOf, shownTable } from './read-period.ts'
import { flipWhen } from './read-superlative.ts'
import { readWhen, readWhere } from './read-where.ts'
import { settleComparison } from './settle-pending.ts'
import { WEIGHTS } from './weights.ts'

/** Every way in which the next cue can continue a reading; none when it makes no sense there. */
export function readCue(state: ParseState, cue: Cue, scope: ParseScope): ParseState[] {
  const { pending } = state
  switch (cue.kind) {
    case 'count':
      if (pending.superlative !== null) return [change(state, 0, {}, { count: true })]
      if (pending.aggregate !== null && scope.tokens[state.position - 1]?.folded === 'and') {
        // "the maximum and total number of followers"
        const moreAggregates = [...pending.moreAggregates, pending.aggregate]
        return [change(state, 0, {}, { count: true, aggregate: 'sum', moreAggregates })]
      }
      return [change(state, 0, {}, { count: true, by: state.mode === 'order' ? false : pending.by })]
    case 'how-much':
      return readHowMuch(state, scope)
    case 'how-degree':
      return readHowDegree(state, cue.concept, scope)
    case 'ordinal':
      return [change(state, 0, {}, { ordinal: cue.rank })]
    case 'share':
      return [change(state, 0, { asksShare: true, mode: state.mode })]
    case 'aggregate':
      if (canBeAggregate(pending.superlative) && pending.connective === 'and') {
        // "the highest and the average price"
        const before = [...pending.moreAggregates, extremeOf(pending.superlative)]
        const superlative = null
        return [change(state, 0, {}, { superlative, aggregate: cue.aggregate, moreAggregates: before })]
      }
      if (cue.aggregate === 'avg' && hasCountOfGroups(state)) {
        // "how many products does each category have on average"
        return [change(state, 0.1, { overGroups: 'avg' }), change(state, 0, {}, { aggregate: 'avg' })]
      }
      if (pending.count && pending.connective === 'and') {
        // "the number and average age of students"
        const moreAggregates = [...pending.moreAggregates, 'count' as const]
        return [change(state, 0, {}, { count: false, aggregate: cue.aggregate, moreAggregates })]
      }
      if (cue.aggregate === 'sum' || cue.aggregate === 'avg') {
        const grouped = aggregateBound(state, cue.aggregate, scope)
        if (grouped !== null) return [grouped, change(state, 0, {}, { aggregate: cue.aggregate })]
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
    case 'by': {
      // "written by" restricts; "salaries by country" groups.
      const restricts = isParticiple(scope.tokens[state.position - 1]) ? -0.1 : WEIGHTS.restrictedByName
      return [
        change(state, 0, {}, { by: true }),
        change(state, restricts, { mode: state.mode === 'select' ? 'filter' : state.mode }),
      ]
    }
    case 'order':
      // "for each order" speaks of orders.
      return pending.each ? [] : [change(state, 0, { mode: 'order' }, { by: false })]
    case 'direction':
      return readDirection(state, cue, scope)
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
    case 'none-of':
      return [change(state, 0, { mode: 'filter' }, { comparison: { operator: '=' }, number: 0 })]
    case 'restrict':
      return [
        ...rangeUpwards(state, scope),
        ...(pending.number !== null && pending.comparison !== null && pending.column === null
          ? // "loans over 2500 to customers from Utah": the number belongs to what comes before.
            settleComparison(state, scope).map((settled) =>
              change(settled, WEIGHTS.numberUnused, { mode: 'filter' as const }),
            )
          : []),
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

function hasCountOfGroups({ select, group, groupTables }: ParseState): boolean {
  return select.some(({ aggregate }) => aggregate === 'count') && group.length + groupTables.length > 0
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
  return [change(state, 0.2, {}, pending)]
}

function readBound(state: ParseState, operator: '<=' | '>='): ParseState[] {
  const { pending } = state
  if (pending.number !== null) return [change(state, 0, {}, { comparison: { operator } })]
  const last = state.where.at(-1)
  if (last?.condition.kind === 'compare' && typeof last.condition.value === 'number') {
    const where = [...state.where.slice(0, -1), { ...last, condition: { ...last.condition, operator } }]
    return [change(state, 0.2, { where })]
  }
  if (last?.condition.kind === 'period' && last.condition.operator === 'in') {
    // "on 15 January or later"
    const where = [...state.where.slice(0, -1), { ...last, condition: { ...last.condition, operator } }]
    return [change(state, 0.3, { where })]
  }
  const having = state.having.at(-1)
  if (having !== undefined)
    return [change(state, 0.2, { having: [...state.having.slice(0, -1), { ...having, operator }] })]
  return []
}

function readDirection(
  state: ParseState,
  { direction, concept }: Extract<Cue, { kind: 'direction' }>,
  scope: ParseScope,
): ParseState[] {
  if (state.order.length > 0 && state.limit === null) {
    const order = state.order.map((term) => ({ ...term, direction }))
    return [change(state, 0.1, { order }, { direction })]
  }
  // "highest first" after a measure that is already shown orders by it.
  const shown = state.select.findLast((item) => item.aggregate !== null)
  const states = [change(state, 0, { mode: 'order' }, { direction, by: false })]
  if (shown !== undefined) {
    states.push(change(state, 0.2, { mode: 'order', order: [{ measure: shown, direction }] }, { direction }))
  } else if (concept !== undefined) states.push(...orderByDegree(state, { direction, concept }, scope))
  else if (state.select.length > 0) {
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

/** "oldest first", "most expensive first": by the columns that the adjective speaks of; of what has no age, by the day. */
function orderByDegree(
  state: ParseState,
  { direction, concept }: { readonly direction: 'asc' | 'desc'; readonly concept: string },
  scope: ParseScope,
): ParseState[] {
  const table = state.focus ?? state.select.map(tableOfMeasure)[0]
  if (table === undefined) return []
  const tables = [table, ...neighbourTables(scope, table).filter((name) => scope.namedTables.has(name))]
  const own = degreeColumns(scope, concept, tables)
  const columns =
    own.length === 0 && concept === 'age'
      ? degreeColumns(scope, 'recency', tables).map((each) => ({ ...each, reversed: true }))
      : own
  return columns.slice(0, 2).map(({ column, reversed, rank }) => {
    const order = [{ measure: measureOf(column), direction: flipWhen(reversed, direction) }]
    return change(state, WEIGHTS.orderedByDegree - 0.1 * rank, { mode: 'order', order }, { by: false })
  })
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
  const table = measured === undefined ? (state.focus ?? shownTable(state)) : tableOfMeasure(measured)
  const said = pending.column?.isMoment === true ? [{ column: pending.column, isNear: true }] : null
  return (said ?? [...measuredMoments(scope), ...momentColumns(scope, table)])
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

/** "monthly revenue per employee": the dates of what is added up, wherever the question names it. */
function measuredMoments(scope: ParseScope): { column: ColumnEntry; isNear: boolean }[] {
  const measured = scope.mentions.flatMap((mention) =>
    mention.kind === 'expression' ? [mention.entry.table] : [],
  )
  const owners = [...new Set(measured)].flatMap((table) => ownersOf(table, scope))
  return [...new Set(owners)].flatMap((table) =>
    momentColumns(scope, table).filter(({ column }) => column.table === table),
  )
}

/** "over 20 dollars", "longer than 5 minutes": the unit names the column that the number is compared with. */
function readUnit(state: ParseState, cue: Extract<Cue, { kind: 'unit' }>, scope: ParseScope): ParseState[] {
  const { comparison, number, column, between, low } = state.pending
  if (between && typeof low === 'number' && number !== null && column === null) {
    // "tracks between 5 and 6 minutes"
    return unitColumns(state, cue.concept, scope).map(({ column: measured, rank }) => {
      const times = cue.seconds === undefined ? 1 : unitFactor(measured, cue.seconds)
      const name = { table: measured.table, column: measured.column }
      const condition = { kind: 'between', column: name, low: low * times, high: number * times } as const
      return addCondition(state, 0.3 - 0.1 * rank, condition)
    })
  }
  if (comparison === null) {
    // "between 30 and 35 kg", "longer than 10 minutes"
    const last = state.where.at(-1)
    if (last?.condition.kind !== 'between' && last?.condition.kind !== 'compare') return []
    const condition = inUnit(last.condition, cue.seconds, scope)
    return [change(state, 0, { where: [...state.where.slice(0, -1), { ...last, condition }] })]
  }
  if (column !== null) return [change(state, -0.2, {})]
  if (number === null) return [change(state, 0, {}, { comparison: { ...comparison, concept: cue.concept } })]
  return unitColumns(state, cue.concept, scope).map(({ column: measured, rank }) => {
    const value = cue.seconds === undefined ? number : number * unitFactor(measured, cue.seconds)
    const name = { table: measured.table, column: measured.column }
    const condition = { kind: 'compare', column: name, operator: comparison.operator, value } as const
    return addCondition(state, 0.3 - 0.1 * rank, condition)
  })
}

/** Columns that a unit may be of: those of the focus before those of its neighbours. */
function unitColumns({ focus }: ParseState, concept: string, scope: ParseScope) {
  const tables = focus === null ? [...scope.namedTables] : [focus, ...neighbourTables(scope, focus)]
  return degreeColumns(scope, concept, tables).slice(0, 3)
}

/** The same test of a column that counts in another unit than the one that is said. */
function inUnit(
  condition: Extract<Condition, { kind: 'between' | 'compare' }>,
  seconds: number | undefined,
  { lexicon }: ParseScope,
): Condition {
  const column = lexicon.findColumn(condition.column)
  if (seconds === undefined || column === undefined) return condition
  const times = unitFactor(column, seconds)
  const scaled = (value: string | number) => (typeof value === 'number' ? value * times : value)
  return condition.kind === 'compare'
    ? { ...condition, value: scaled(condition.value) }
    : { ...condition, low: scaled(condition.low), high: scaled(condition.high) }
}

/** "aged 20 to 25": the number that was read is where the range begins. */
function rangeUpwards(state: ParseState, { tokens, lexicon }: ParseScope): ParseState[] {
  if (tokens[state.position]?.folded !== 'to' || tokens[state.position + 1]?.kind !== 'number') return []
  const { number, comparison } = state.pending
  if (number !== null && comparison === null) {
    return [change(state, 0.3, { mode: 'filter' }, { between: true, low: number, number: null })]
  }
  const last = state.where.at(-1)?.condition
  if (last?.kind !== 'compare' || last.operator !== '=' || typeof last.value !== 'number') return []
  const column = lexicon.findColumn(last.column) ?? null
  const where = state.where.slice(0, -1)
  return [change(state, 0.3, { where }, { between: true, low: last.value, column })]
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

/** "How tall is …" asks for a height, of what is named or of what a value belongs to. */
function readHowDegree(state: ParseState, concept: string, scope: ParseScope): ParseState[] {
  const valued = scope.mentions.flatMap((mention) => (mention.kind === 'value' ? [mention.column.table] : []))
  const tables = [...new Set([...scope.namedTables, ...valued])]
  return degreeColumns(scope, concept, tables)
    .filter(({ reversed }) => !reversed)
    .slice(0, 3)
    .map(({ column, rank }) =>
      change(state, 0.1 - 0.05 * rank, {
        select: [...state.select, measureOf(column)],
        focus: state.focus ?? column.table,
        mode: 'filter',
      }),
    )
}
