import { addUp, isAddable } from './add-up.ts'
import type { ComparisonOperator } from './cues.ts'
import type { Mention } from './mention.ts'
import { degreeColumns, momentColumns, neighbourTables, type ParseScope, sameColumn } from './parse-scope.ts'
import { addCondition, change, measureOf, type ParseState, type Pending, rowsOf } from './parse-state.ts'
import type { ColumnEntry, TableEntry } from './schema-lexicon.ts'
import type { Measure } from './sketch.ts'
import { WEIGHTS } from './weights.ts'

/** Every way in which the next mention can continue a reading. Scores do not yet hold the mention's own worth. */
export function readMention(state: ParseState, mention: Mention, scope: ParseScope): ParseState[] {
  switch (mention.kind) {
    case 'column':
      return readColumn(
        noteUse(state, mention, mention.column.table, mention.column.column),
        mention.column,
        { ...scope, isParticiple: isParticiple(mention, scope), isWholeName: mention.isWholeName },
      )
    case 'table':
      return readTable(noteUse(state, mention, mention.table.table, null), mention.table, scope)
    case 'value':
      return readValue(state, mention.column, mention.value, scope)
    case 'number':
      return readNumber(state, mention.value, scope)
    case 'period':
      return readPeriod(state, mention, scope)
    case 'text':
      return readText(state, mention.text)
    case 'expression':
      return readMeasure(
        state,
        {
          aggregate: state.pending.aggregate ?? 'sum',
          distinct: false,
          target: { kind: 'expression', table: mention.entry.table, sql: mention.entry.expression },
        },
        mention.entry.origin === 'probe' ? 0 : 0.3,
      )
    case 'filter':
      return [
        addCondition(
          focusOn(state, mention.entry.table),
          0.3,
          { kind: 'sql', table: mention.entry.table, sql: mention.entry.condition },
          {},
        ),
      ]
  }
}

/** "hired after 2002" restricts; "the hire date" is shown. */
function isParticiple(mention: Mention, scope: ParseScope): boolean {
  return mention.end - mention.start === 1 && /(?:ed|ing)$/.test(scope.tokens[mention.start]!.folded)
}

function noteUse(state: ParseState, mention: Mention, table: string, column: string | null): ParseState {
  const use = { start: mention.start, end: mention.end, table, column, score: mention.score }
  return { ...state, uses: [...state.uses, use] }
}

function focusOn(state: ParseState, table: string): ParseState {
  return state.focus === null ? { ...state, focus: table } : state
}

function columnFit(state: ParseState, column: ColumnEntry, scope: ParseScope): number {
  const near =
    column.table === state.focus
      ? WEIGHTS.columnInFocus
      : scope.namedTables.has(column.table)
        ? WEIGHTS.columnInNamedTable
        : WEIGHTS.columnElsewhere
  return near + (column.isForeignKey ? WEIGHTS.foreignKeyColumn : 0)
}

function aggregatePenalty(column: ColumnEntry, aggregate: string | null): number {
  return (aggregate === 'sum' || aggregate === 'avg') && !isAddable(column) ? WEIGHTS.aggregateOfText : 0
}

function readColumn(state: ParseState, column: ColumnEntry, scope: ParseScope): ParseState[] {
  const { pending } = state
  const fit = columnFit(state, column, scope)
  const orderMeasure = (): Measure =>
    pending.count ? measureOf(column, 'count', false) : measureOf(column, pending.aggregate, false)
  const settled: Partial<Pending> = {
    aggregate: null,
    moreAggregates: [],
    count: false,
    distinct: false,
    afterOf: false,
    connective: null,
  }

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
  if (pending.superlative !== null && !pending.each) return readSuperlativeColumn(state, column, fit)
  if (pending.each || pending.by) return readGroupColumn(state, column, fit, scope)
  if (pending.comparison !== null && pending.number !== null) {
    const { operator } = pending.comparison
    if (column.isNumeric) {
      const isOdd = operator !== '=' && (column.isKey || column.isForeignKey)
      return [
        addCondition(state, fit + (isOdd ? WEIGHTS.rangeOfKey : 0), {
          kind: 'compare',
          column: nameOf(column),
          operator,
          value: pending.number,
        }),
      ]
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
  const truth = column.profile === undefined ? null : truthValue(column, !pending.negated)
  if (truth !== null) {
    return [
      addCondition(state, fit + 0.1, {
        kind: 'compare',
        column: nameOf(column),
        operator: '=',
        value: truth,
      }),
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
      fit + WEIGHTS.filterColumnShown + (pending.connective === 'and' ? 0.2 : 0),
      { select: [...state.select, shown] },
      { ...settled, negated: false },
    ),
  )
  return states
}

/** What a column of yes and no stores for one of them; null when it holds other things. */
function truthValue(column: ColumnEntry, wanted: boolean): string | number | null {
  if (column.profile?.content !== 'boolean') return null
  const stored = column.profile.frequentValues.map(({ value }) => value)
  const isTrue = (value: unknown) => /^(1|t|true|y|yes)$/i.test(String(value).trim())
  const isFalse = (value: unknown) => /^(0|f|false|n|no)$/i.test(String(value).trim())
  const found = stored.find((value) => (wanted ? isTrue(value) : isFalse(value)))
  return typeof found === 'string' || typeof found === 'number' ? found : null
}

function holdsDigits({ profile }: ColumnEntry): boolean {
  return profile?.frequentValues.some(({ value }) => /\d/.test(String(value))) ?? true
}

function nameOf(column: ColumnEntry): { table: string; column: string } {
  return { table: column.table, column: column.column }
}

function readSuperlativeColumn(state: ParseState, column: ColumnEntry, fit: number): ParseState[] {
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
    states.push(change(state, fit, { select, group: [nameOf(column)], order: [order], limit }, settled))
    return states
  }
  const aggregate = pending.count ? 'count' : pending.aggregate
  const measurable = column.isNumeric || column.isMoment || aggregate === 'count'
  if (measurable) {
    const measure = measureOf(column, aggregate)
    const penalty = state.focus === null && state.select.length === 0 ? WEIGHTS.superlativeWithoutFocus : 0
    const order = { measure, direction: superlative.direction }
    states.push(
      change(
        state,
        fit + penalty,
        {
          order: [order],
          limit,
          mode: state.select.length > 0 || state.focus !== null ? 'filter' : 'select',
        },
        settled,
      ),
    )
    if (state.mode === 'select' && aggregate === null && superlative.count === null) {
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

function readGroupColumn(
  state: ParseState,
  column: ColumnEntry,
  fit: number,
  scope: ParseScope,
): ParseState[] {
  const { pending } = state
  const hasMeasure =
    state.select.some((item) => item.aggregate !== null) || pending.count || pending.aggregate !== null
  const settled: Partial<Pending> = {
    each: false,
    by: false,
    connective: null,
    afterOf: false,
    grouping: true,
  }
  const shown = state.select.some(
    (item) => item.target.kind === 'column' && sameColumn(item.target.column, column),
  )
  const select = shown ? state.select : [measureOf(column), ...state.select]
  const weight =
    pending.each || pending.grouping ? 0 : hasMeasure ? WEIGHTS.groupByBy : WEIGHTS.groupWithoutMeasure
  const mode = state.select.length === 0 ? 'select' : 'filter'
  const group = [...state.group, nameOf(column)]
  const states = [change(state, fit + weight, { select, group, mode }, settled)]
  const summed = addUpAll(state.select, scope)
  if (pending.by && !hasMeasure && summed !== null) {
    states.push(
      change(
        state,
        fit + 0.1,
        { select: shown ? summed : [measureOf(column), ...summed], group, mode },
        settled,
      ),
    )
  }
  return states
}

function readSelectColumn(
  state: ParseState,
  column: ColumnEntry,
  fit: number,
  scope: ParseScope,
): ParseState[] {
  const { pending } = state
  const settled: Partial<Pending> = {
    aggregate: null,
    moreAggregates: [],
    count: false,
    distinct: false,
    afterOf: false,
    connective: null,
  }
  const states: ParseState[] = []
  const isParticiple = scope.isParticiple === true && state.focus !== null
  let measure: Measure
  if (pending.count) measure = column.isKey ? rowsOf(column.table) : measureOf(column, 'count', true)
  else measure = measureOf(column, pending.aggregate)
  const companions = measure.aggregate === null ? companionsOf(column, scope) : []
  const before = pending.count ? [] : pending.moreAggregates.map((aggregate) => measureOf(column, aggregate))
  const distinct = state.distinct || (pending.distinct && !pending.count)
  states.push(
    change(
      state,
      fit + (isParticiple ? WEIGHTS.participleShown : 0) + aggregatePenalty(column, pending.aggregate),
      { select: [...state.select, ...before, measure, ...companions], distinct },
      settled,
    ),
  )
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

function readMeasure(state: ParseState, measure: Measure, bonus: number): ParseState[] {
  const settled: Partial<Pending> = {
    aggregate: null,
    moreAggregates: [],
    count: false,
    superlative: null,
    by: false,
    connective: null,
  }
  const { superlative } = state.pending
  if (superlative !== null) {
    const order = { measure, direction: superlative.direction }
    return [change(state, bonus, { order: [order], limit: superlative.count ?? 1 }, settled)]
  }
  if (state.mode === 'order') {
    const order = { measure, direction: state.pending.direction ?? 'asc' }
    return [change(state, bonus, { order: [...state.order, order] }, settled)]
  }
  if (state.mode === 'filter') {
    if (state.pending.comparison !== null && state.pending.number !== null) {
      const having = { measure, operator: state.pending.comparison.operator, value: state.pending.number }
      return [
        change(
          state,
          0.3,
          { having: [...state.having, having] },
          { ...settled, comparison: null, number: null },
        ),
      ]
    }
    return [
      change(state, bonus - 0.1, {}, { ...settled, measure }),
      change(state, bonus - 0.3, { select: [...state.select, measure] }, settled),
    ]
  }
  return [change(state, bonus, { select: [...state.select, measure] }, settled)]
}

/** "name" alone, of people with a first and a last name, is both. */
function companionsOf(column: ColumnEntry, scope: ParseScope): Measure[] {
  if (scope.isWholeName !== true) return []
  return scope.lexicon
    .findTable(column.table)
    .displayColumns.filter((displayed) => displayed !== column)
    .map((displayed) => measureOf(displayed))
}

function displayMeasures(table: TableEntry): Measure[] {
  return table.displayColumns.map((column) => measureOf(column))
}

function readTable(state: ParseState, table: TableEntry, scope: ParseScope): ParseState[] {
  const { pending } = state
  const name = table.table
  const settled: Partial<Pending> = { afterOf: false, connective: null }
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
    if (!pending.count) return [change(state, -0.4, {}, settled)]
    const order = { measure: rowsOf(name), direction: pending.direction ?? 'asc' }
    return [change(state, 0.1, { order: [...state.order, order] }, { ...settled, count: false })]
  }
  if (pending.superlative !== null) return readSuperlativeTable(state, table, scope)
  if (pending.comparison !== null && pending.number !== null) {
    const having = { measure: rowsOf(name), operator: pending.comparison.operator, value: pending.number }
    const delta = state.focus === name ? -0.8 : 0.35
    return [
      change(
        state,
        delta,
        { having: [...state.having, having] },
        { ...settled, comparison: null, number: null, count: false },
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
    return [
      change(
        state,
        0.2,
        { select, focus: state.focus ?? name },
        { ...settled, count: false, distinct: false },
      ),
    ]
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
  if (state.focus === name) return [change(state, WEIGHTS.focusAgain, {}, settled)]
  const states = [
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

function readGroupTable(state: ParseState, table: TableEntry, scope: ParseScope): ParseState[] {
  const { pending } = state
  const hasMeasure = state.select.some((item) => item.aggregate !== null) || pending.count
  const weight = pending.each ? 0 : hasMeasure ? WEIGHTS.groupByBy - 0.1 : WEIGHTS.groupWithoutMeasure
  const settled: Partial<Pending> = { afterOf: false, connective: null, each: false, by: false }
  const next = {
    groupTables: [...state.groupTables, table.table],
    mode: state.select.length === 0 ? ('select' as const) : ('filter' as const),
    focus: state.focus ?? table.table,
  }
  const shown = displayMeasures(table)
  const states = [change(state, weight, { ...next, select: [...shown, ...state.select] }, settled)]
  const summed = addUpAll(state.select, scope)
  if (pending.by && !hasMeasure && summed !== null) {
    states.push(change(state, 0.1, { ...next, select: [...shown, ...summed] }, settled))
  }
  return states
}

/** "sales by country": what can be added up is added up; null when nothing can. */
function addUpAll(select: readonly Measure[], scope: ParseScope): Measure[] | null {
  const summed = select.map((measure) => addUp(measure, scope) ?? measure)
  return summed.some((measure) => measure.aggregate === 'sum') ? summed : null
}

function readSuperlativeTable(state: ParseState, table: TableEntry, scope: ParseScope): ParseState[] {
  const { pending } = state
  const superlative = pending.superlative!
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
  if (superlative.byCount) {
    for (const child of childTables(scope, name).slice(0, 3)) {
      const order = { measure: rowsOf(child), direction: superlative.direction }
      states.push(
        change(
          state,
          WEIGHTS.popularity,
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

function readValue(
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
  const previous = state.where.at(-1)?.condition
  const follows = previous?.kind === 'compare' && sameColumn(previous.column, column)
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
  return [addCondition(next, delta, { kind: 'compare', column: nameOf(column), operator, value })]
}

function readNumber(state: ParseState, value: number, scope: ParseScope): ParseState[] {
  const { pending } = state
  if (
    pending.superlative !== null &&
    pending.superlative.count === null &&
    Number.isInteger(value) &&
    value > 0
  ) {
    return [change(state, 0.2, {}, { superlative: { ...pending.superlative, count: value } })]
  }
  if (pending.between) {
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
  if (pending.column !== null) {
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
    states.push(
      addCondition(state, fits, {
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
    if (pending.column === null) {
      const positive = pending.negated ? negate(operator) : operator
      states.push(change(state, 0, {}, { number: value, negated: false, comparison: { operator: positive } }))
    }
  }
  const previous = state.where.at(-1)?.condition
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

function readPeriod(
  state: ParseState,
  period: Extract<Mention, { kind: 'period' }>,
  scope: ParseScope,
): ParseState[] {
  const { pending } = state
  const operator = pending.comparison?.operator ?? (pending.negated ? 'not in' : 'in')
  const candidates =
    pending.column?.isMoment === true
      ? [{ column: pending.column, isNear: true, named: true }]
      : momentColumns(scope, state.focus).map((candidate) => ({ ...candidate, named: false }))
  if (pending.between && pending.low === null) {
    return [change(state, 0, {}, { low: period.from })]
  }
  return candidates.flatMap(({ column, isNear, named }) => {
    const delta =
      (named ? 0.3 : column.table === state.focus ? 0.1 : isNear ? 0 : WEIGHTS.periodColumnElsewhere) +
      (pending.column !== null && !named ? WEIGHTS.valueAgainstColumn : 0)
    const content = column.profile?.content
    if (content === 'year' && period.year === null) return []
    const bounds = {
      from: pending.between && pending.low !== null ? String(pending.low) : period.from,
      to: period.to,
    }
    return [
      addCondition(state, delta, {
        kind: 'period',
        column: nameOf(column),
        operator: pending.between ? 'in' : operator,
        ...bounds,
      }),
    ]
  })
}

function readText(state: ParseState, text: string): ParseState[] {
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
    addCondition(state, pending.column.isText ? 0.1 : -0.6, {
      kind: 'compare',
      column,
      operator,
      value: text,
    }),
  ]
}

function patternOf(shape: 'contains' | 'starts' | 'ends', text: string): string {
  if (shape === 'contains') return `%${text}%`
  return shape === 'starts' ? `${text}%` : `%${text}`
}

export function negate(operator: ComparisonOperator): ComparisonOperator {
  const opposite = { '=': '<>', '<>': '=', '<': '>=', '>=': '<', '>': '<=', '<=': '>' } as const
  return opposite[operator]
}

function flipOperator(operator: ComparisonOperator): ComparisonOperator {
  const flipped = { '=': '=', '<>': '<>', '<': '>', '>': '<', '<=': '>=', '>=': '<=' } as const
  return flipped[operator]
}
