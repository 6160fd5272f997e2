import { type ComparisonOperator, tableOfMeasure } from '../sketch/sketch.ts'
import { degreeColumns, neighbourTables, type ParseScope } from './parse-scope.ts'
import { addCondition, change, measureOf, type ParseState, type Pending, rowsOf } from './parse-state.ts'
import { bestSelling, flipWhen } from './read-superlative.ts'
import { patternOf } from './read-value.ts'
import { WEIGHTS } from './weights.ts'

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
  if (pending.role?.isUsed === false) penalty += WEIGHTS.roleUnused
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
      const rows = rowsNamedBy(settled, counted, scope)
      settled = change(settled, -0.2, { select: [...settled.select, rowsOf(rows)], focus: rows })
    } else if (state.mode === 'order') {
      const order = { measure: rowsOf(settled.focus), direction: pending.direction ?? 'asc' }
      settled = change(settled, -0.1, { order: [order] })
    } else {
      settled = change(settled, -0.1, { select: [...settled.select, rowsOf(settled.focus)] })
    }
  }
  settled = settleAggregate(settled, scope)
  const compared: ParseState[] = settleComparison(settled, scope).map((one) => ({
    ...one,
    unused: one.unused.filter((word) => word !== String(pending.number)),
  }))
  compared.push(...settlePattern(settled, scope))
  const superlativeStates =
    pending.superlative === null ? [settled, ...compared] : settleSuperlative(settled, scope)
  return superlativeStates.flatMap((candidate) => {
    const { pending } = candidate
    if (pending.column === null && pending.measure === null) return [candidate]
    const measure = pending.column !== null ? measureOf(pending.column) : pending.measure!
    const verb = isVerb(candidate, scope) ? WEIGHTS.participleShown : 0
    const shown = change(candidate, WEIGHTS.filterColumnShown + verb, {
      select: [...candidate.select, measure],
    })
    const states = [shown, change(candidate, WEIGHTS.filterColumnUnused, {})]
    if (pending.column !== null && (pending.column.profile?.nullCount ?? 0) > 0) {
      // "orders with a note"
      const column = { table: pending.column.table, column: pending.column.column }
      const use = candidate.uses.at(-1)
      const article = use === undefined ? undefined : scope.tokens[use.start - 1]?.folded
      const weight = ARTICLES.has(article ?? '') ? WEIGHTS.presentAfterArticle : WEIGHTS.presentAsNotNull
      states.push(addCondition(candidate, weight, { kind: 'null', column, negated: true }))
    }
    return states
  })
}

/** "who plays": what was named last says what they do, and is not asked for. */
function isVerb({ uses }: ParseState, { tokens }: ParseScope): boolean {
  const start = uses.at(-1)?.start ?? 0
  return ['who', 'that'].includes(tokens[start - 1]?.folded ?? '')
}

const ARTICLES: ReadonlySet<string> = new Set(['a', 'an', 'any'])

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
export function settleComparison(state: ParseState, scope: ParseScope): ParseState[] {
  const { comparison, number, between, low, aggregate } = state.pending
  const focus = state.focus ?? (saysHowOften(scope) ? tableOfShown(state) : null)
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
  if (comparison !== null && saysHowOften(scope)) return settleFrequency(state, comparison.operator, number)
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

const FREQUENCIES: ReadonlySet<string> = new Set(['times', 'once', 'twice', 'thrice'])

function saysHowOften({ tokens }: ParseScope): boolean {
  return tokens.some(({ folded }) => FREQUENCIES.has(folded))
}

function tableOfShown({ select }: ParseState): string | null {
  const [shown] = select
  return shown === undefined ? null : tableOfMeasure(shown)
}

/** "customers who ordered more than once", "methods used more than 3 times": the rows of each are counted. */
function settleFrequency(state: ParseState, operator: ComparisonOperator, value: number): ParseState[] {
  const paid = WEIGHTS.howOften - WEIGHTS.numberUnused
  const pending = { comparison: null, number: null, column: null }
  const counted = state.joined.at(-1)
  if (counted !== undefined && counted !== state.focus) {
    const having = [...state.having, { measure: rowsOf(counted), operator, value }]
    return [change(state, paid, { having }, pending)]
  }
  const [shown] = state.select
  const column = shown?.aggregate === null && shown.target.kind === 'column' ? shown.target.column : null
  if (column === null || state.group.length > 0) return []
  const having = [...state.having, { measure: rowsOf(column.table), operator, value }]
  return [change(state, paid, { having, group: [column] }, pending)]
}

/** "the total of paid orders": an aggregate without a column is that of the focus' amount. */
function settleAggregate(state: ParseState, scope: ParseScope): ParseState {
  const { aggregate } = state.pending
  if (aggregate === null) return state
  const [amount] = state.focus === null ? [] : degreeColumns(scope, 'price', [state.focus])
  const isGrouped = state.group.length + state.groupTables.length > 0
  const isTaken = isGrouped
    ? state.select.some((measure) => measure.aggregate !== null)
    : state.select.length > 0
  if (amount === undefined || isTaken) return change(state, WEIGHTS.aggregateUnused, {})
  const select = [...state.select, measureOf(amount.column, aggregate)]
  return change(state, 0.2, { select }, { aggregate: null })
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

/** "how many beverages": the category has one row of that name, so that the products of it are counted. */
function rowsNamedBy({ where }: ParseState, table: string, { lexicon, joins }: ParseScope): string {
  const [first] = where
  if (first?.condition.kind !== 'compare' || where.length > 1) return table
  const profile = lexicon.findColumn(first.condition.column)?.profile
  if (profile === undefined || profile.rowCount === 0 || profile.distinctCount < profile.rowCount)
    return table
  const owners = joins.filter(({ from, to }) => to.table === table && from.table !== table)
  const named = [...new Set(owners.map(({ from }) => from.table))]
  return named.length === 1 ? named[0]! : table
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
  const waiting = state.pending.column
  if (concept === 'recency' && waiting?.isMoment === true && !superlative.byCount) {
    // "who was hired most recently"
    const order = { measure: measureOf(waiting), direction: superlative.direction }
    const ranked = { order: [order], limit: superlative.count ?? 1, focus: state.focus ?? waiting.table }
    return [change(state, WEIGHTS.rankedByWaiting, ranked, { column: null })]
  }
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
  if (concept === 'sales' && state.focus !== null) {
    const selling = bestSelling(state, state.focus, scope)
    if (selling.length > 0) return selling
  }
  const shown = state.select.at(-1)
  const aggregated = state.select.find(({ aggregate }) => aggregate !== null)
  if (
    concept === undefined &&
    aggregated !== undefined &&
    state.group.length + state.groupTables.length > 0
  ) {
    // "number of customers per country, top 5"
    const order = { measure: aggregated, direction: superlative.direction }
    return [change(state, WEIGHTS.rankedByWaiting, { order: [order], limit: superlative.count ?? 1 })]
  }
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
