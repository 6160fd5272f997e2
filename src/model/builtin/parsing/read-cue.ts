import type { Measure } from '../sketch/sketch.ts'
import { aggregateBound } from './aggregate-bound.ts'
import { negate } from './comparison.ts'
import type { Cue } from './cues.ts'
import { displayMeasures } from './display.ts'
import { degreeColumns, type ParseScope } from './parse-scope.ts'
import { addCondition, change, measureOf, type ParseState, type Pending } from './parse-state.ts'
import { isParticiple } from './participle.ts'
import { readCalendar } from './read-calendar.ts'
import { readDirection } from './read-direction.ts'
import { readUnit } from './read-unit.ts'
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
    case 'list':
      return [change(state, 0, { mode: 'select', related: null }, { connective: 'and' })]
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

/** "staff with their position" shows who they are, too. */
function startList(state: ParseState, scope: ParseScope): readonly Measure[] {
  if (state.select.length > 0 || state.focus === null) return state.select
  return displayMeasures(scope.lexicon.findTable(state.focus))
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
