import { stemWord } from '../../../base/text.ts'
import {
  type Clause,
  type Measure,
  type Sketch,
  type SketchColumn,
  tableOfMeasure,
  tablesOf,
} from '../sketch/sketch.ts'
import { addUp } from './add-up.ts'
import type { ScoredSketch } from './finish-sketch.ts'
import { type ParseScope, sameColumn } from './parse-scope.ts'
import { rowsOf } from './parse-state.ts'
import { topOfEach } from './top-of-each.ts'
import { WEIGHTS } from './weights.ts'

type Variant = readonly [sketch: Sketch, delta: number]

/** So many of the best sketches are varied. */
const VARIED = 30

/**
 * Other queries that the same reading may mean, which no word tells apart: one value or both at once, rows of a table
 * or of it and another one, the number beside what was ranked by it. Best first, the sketches themselves among them.
 */
export function addVariants(finished: readonly ScoredSketch[], scope: ParseScope): ScoredSketch[] {
  const sorted = finished
    .map((scored) =>
      topOfEach(scored, scope).length > 0 ? { ...scored, score: scored.score + WEIGHTS.firstOfAll } : scored,
    )
    .sort((left, right) => right.score - left.score)
  const varied = sorted
    .slice(0, VARIED)
    .flatMap((scored) =>
      [
        ...withFocusJoined(scored, scope),
        ...bothAtOnce(scored.sketch, scope),
        ...oneNotOther(scored.sketch),
        ...sameColumnOfTwoTables(scored, scope),
        ...withCountShown(scored.sketch),
        ...groupedByShown(scored.sketch, scope),
        ...rowsCounted(scored.sketch),
        ...asExtreme(scored.sketch, scope),
        ...aggregateOfPart(scored.sketch),
        ...aggregateOfOwnGroup(scored.sketch, scope),
        ...totalled(scored.sketch, scope),
        ...shareOfWhole(scored.sketch, scope),
        ...firstOfEach(scored, scope),
        ...averageOfGroups(scored.sketch, scope),
        ...ofTheCommonest(scored.sketch),
      ].map(([sketch, delta]): ScoredSketch => ({ ...scored, sketch, score: scored.score + delta })),
    )
  const seen = new Set<string>()
  return [...sorted, ...varied]
    .sort((left, right) => right.score - left.score)
    .filter(({ sketch }) => {
      const key = JSON.stringify(sketch)
      return !seen.has(key) && seen.add(key) !== undefined
    })
}

/** "the average age of gymnasts", where the age stands with all people: only those who are gymnasts. */
function withFocusJoined({ sketch }: ScoredSketch, scope: ParseScope): Variant[] {
  if (sketch.combine !== null || !scope.namedTables.has(sketch.focus)) return []
  const read = tablesOf(sketch)
  const isPartOf = scope.joins.some(({ from, to }) => from.table === sketch.focus && read.includes(to.table))
  if (!isPartOf || read.includes(sketch.focus)) return []
  return [[{ ...sketch, joined: [...sketch.joined, sketch.focus] }, WEIGHTS.focusJoined]]
}

/** "industries of companies in Germany and in France": industries that are found in both. */
function bothAtOnce(sketch: Sketch, scope: ParseScope): Variant[] {
  if (sketch.combine !== null || sketch.order.length > 0 || sketch.group.length > 0) return []
  if (sketch.select.some(({ aggregate }) => aggregate !== null)) return []
  const at = sketch.where.findIndex(
    (clause, index) => index > 0 && isAlternative(clause, sketch.where[index - 1]!),
  )
  if (at < 0) return []
  const others = sketch.where.filter((_, index) => index !== at && index !== at - 1)
  const part = (clause: Clause): Sketch => ({
    ...sketch,
    where: [...others, { ...clause, connective: 'and' }],
    combine: null,
  })
  const [first, second] = [part(sketch.where[at - 1]!), part(sketch.where[at]!)]
  const says = scope.tokens.some(({ folded }) => BOTH.has(folded))
  const delta = says ? WEIGHTS.bothSaid : WEIGHTS.bothUnsaid
  return [[{ ...first, combine: { operator: 'intersect', right: second } }, delta]]
}

/** "customers who ordered in 2023 but not in 2024": some of their rows are of the one, none of the other. */
function oneNotOther(sketch: Sketch): Variant[] {
  const at = sketch.where.findIndex(({ condition, connective }, index) => {
    const before = sketch.where[index - 1]?.condition
    if (connective !== 'and' || condition.kind !== 'period' || before?.kind !== 'period') return false
    const isOther = condition.column.table !== sketch.focus && sameColumn(condition.column, before.column)
    return isOther && condition.operator === 'not in' && before.operator === 'in'
  })
  if (at < 0 || sketch.combine !== null) return []
  const related = (clause: Clause, negated: boolean): Clause => {
    const { condition } = clause
    if (condition.kind !== 'period') return clause
    const { table } = condition.column
    const inside: Clause = { connective: 'and', condition: { ...condition, operator: 'in' } }
    return { connective: 'and', condition: { kind: 'related', negated, table, where: [inside] } }
  }
  const { table } = (sketch.where[at]!.condition as Extract<Clause['condition'], { kind: 'period' }>).column
  const where = sketch.where.map((clause, index) =>
    index === at ? related(clause, true) : index === at - 1 ? related(clause, false) : clause,
  )
  return [
    [{ ...sketch, where, joined: sketch.joined.filter((other) => other !== table) }, WEIGHTS.oneNotOther],
  ]
}

const BOTH = new Set(['both', 'common', 'shared', 'share', 'also', 'simultaneously'])

/** Two tests of one column that one row does not pass together. */
function isAlternative(clause: Clause, before: Clause): boolean {
  const [one, other] = [before.condition, clause.condition]
  if (one.kind !== 'compare' || other.kind !== 'compare' || !sameColumn(one.column, other.column))
    return false
  return one.operator === other.operator
    ? one.operator === '='
    : one.operator !== '=' && other.operator !== '='
}

/** "cities with a customer or a branch": the column of both tables, put together as the words say. */
function sameColumnOfTwoTables({ sketch, state }: ScoredSketch, scope: ParseScope): Variant[] {
  const [shown] = sketch.select
  if (shown?.aggregate !== null || shown.target.kind !== 'column' || sketch.combine !== null) return []
  if (sketch.group.length > 0 || sketch.limit !== null) return []
  if (sketch.where.some(({ condition }) => condition.kind !== 'related')) return []
  const column = scope.lexicon.findColumn(shown.target.column)
  // Keys of two tables are of two kinds.
  if (column === undefined || column.isKey) return []
  const mentioned = state.uses.filter((use) => use.column === null).map(({ table }) => table)
  const tables = [...new Set(mentioned)].filter((table) => table !== column.table)
  const operators = operatorsOf(scope)
  // Names that nobody asked for are seldom put together: "suppliers and their products".
  const unsaid = state.select.length === 0 ? WEIGHTS.unsaidCombined : 0
  return tables.slice(0, 2).flatMap((table): Variant[] => {
    const twin = scope.lexicon
      .findTable(table)
      .columns.find((other) => other.ownStems.join(' ') === column.ownStems.join(' '))
    if (twin === undefined) return []
    const part = (shownColumn: typeof twin): Sketch => ({
      ...sketch,
      select: [
        {
          aggregate: null,
          distinct: false,
          target: { kind: 'column', column: { table: shownColumn.table, column: shownColumn.column } },
        },
      ],
      focus: shownColumn.table,
      joined: [],
      where: [],
      order: [],
      combine: null,
    })
    return operators.map(
      (operator): Variant => [
        { ...part(column), combine: { operator, right: part(twin) } },
        unsaid +
          (operator === 'intersect' && saysBoth(scope) ? WEIGHTS.twoTablesBoth : WEIGHTS.twoTablesCombined),
      ],
    )
  })
}

function saysBoth({ tokens }: ParseScope): boolean {
  return tokens.some(({ folded }) => folded === 'both')
}

function operatorsOf({ tokens }: ParseScope): ('union' | 'intersect' | 'except')[] {
  const words = new Set(tokens.map(({ folded }) => folded))
  const has = (...list: string[]) => list.some((word) => words.has(word))
  if (has('not', 'no', 'without', 'except', 'never', "don't", 'excluding')) return ['except']
  if (has('both', 'common', 'shared', 'also')) return ['intersect']
  return has('or', 'either', 'all', 'and') ? ['union'] : []
}

/** "the most common city" with how common it is. */
function withCountShown(sketch: Sketch): Variant[] {
  const counted = [
    ...sketch.having.map(({ measure }) => measure),
    ...sketch.order.map(({ measure }) => measure),
  ].find(({ aggregate }) => aggregate === 'count')
  if (counted === undefined || sketch.select.some(({ aggregate }) => aggregate !== null)) return []
  return [[{ ...sketch, select: [...sketch.select, counted] }, WEIGHTS.countShown]]
}

/** Rows of one name together, although they are of several keys. */
function groupedByShown(sketch: Sketch, scope: ParseScope): Variant[] {
  const plain = sketch.select.flatMap(({ aggregate, target }) =>
    aggregate === null && target.kind === 'column' ? [target.column] : [],
  )
  if (sketch.group.length === 0 || plain.length === 0) return []
  const byKey = sketch.group.every((column) => scope.lexicon.findColumn(column)?.isKey === true)
  if (!byKey || plain.some((column) => sketch.group.some((other) => sameColumn(other, column)))) return []
  return [[{ ...sketch, group: plain }, WEIGHTS.groupedByShown]]
}

/** "for each result, the number of students": rows, not different results. */
function rowsCounted(sketch: Sketch): Variant[] {
  const isOfGroup = ({ aggregate, target }: Measure): boolean =>
    aggregate === 'count' &&
    target.kind === 'column' &&
    sketch.group.some((column) => sameColumn(column, target.column))
  if (!sketch.select.some(isOfGroup)) return []
  const select = sketch.select.map((measure) =>
    isOfGroup(measure) ? rowsOf(tableOfMeasure(measure)) : measure,
  )
  return [[{ ...sketch, select }, WEIGHTS.rowsCounted]]
}

/** "plans whose average seat count is above the average over all": their own average is compared, not each row. */
function averageOfGroups(sketch: Sketch, scope: ParseScope): Variant[] {
  const { tokens } = scope
  const at = sketch.where.findIndex(({ condition }) => condition.kind === 'compare-aggregate')
  const condition = sketch.where[at]?.condition
  if (condition?.kind !== 'compare-aggregate' || condition.aggregate !== 'avg') return []
  if (condition.where !== undefined || condition.group !== undefined || sketch.combine !== null) return []
  if (sketch.group.length + sketch.having.length > 0) return []
  const group = groupOfAverage(sketch, condition.column.table, scope)
  if (group.length === 0) return []
  if (tokens.filter(({ folded }) => AVERAGES.has(folded)).length < 2) return []
  const measure = {
    aggregate: 'avg',
    distinct: false,
    target: { kind: 'column', column: condition.column },
  } as const
  const having = [{ measure, operator: condition.operator, value: 'overall' }] as const
  return [
    [
      { ...sketch, where: sketch.where.toSpliced(at, 1), distinct: false, group, having },
      WEIGHTS.averageOfGroups,
    ],
  ]
}

/** Rows of the focus that have many of the averaged ones; of one table the kinds that are shown. */
function groupOfAverage(
  { focus, select }: Sketch,
  averaged: string,
  { lexicon }: ParseScope,
): SketchColumn[] {
  const { key } = lexicon.findTable(focus)
  if (averaged !== focus) return key.map((column) => ({ table: focus, column }))
  const shown = select.flatMap(({ aggregate, target }) =>
    aggregate === null && target.kind === 'column' && target.column.table === focus ? [target.column] : [],
  )
  const isKinds = shown.length === select.length && shown.every(({ column }) => !key.includes(column))
  return isKinds ? shown : []
}

/** "customers who use the most popular method": the method that most have, and all who have it. */
function ofTheCommonest(sketch: Sketch): Variant[] {
  const [term] = sketch.order
  const [group] = sketch.group
  if (term === undefined || group === undefined || sketch.order.length + sketch.group.length > 2) return []
  if (sketch.limit !== 1 || sketch.offset !== undefined || sketch.combine !== null) return []
  const { target } = term.measure
  if (target.kind !== 'rows' || target.table !== group.table || group.unit !== undefined) return []
  const others = sketch.select.filter(
    (item) => item.target.kind !== 'column' || !sameColumn(item.target.column, group),
  )
  if (others.length === 0 || others.some(({ aggregate }) => aggregate !== null)) return []
  const column = { table: group.table, column: group.column }
  const condition = { kind: 'commonest', column, direction: term.direction } as const
  const where: Clause[] = [...sketch.where, { connective: 'and', condition }]
  return [[{ ...sketch, select: others, where, group: [], order: [], limit: null }, WEIGHTS.ofTheCommonest]]
}

const AVERAGES: ReadonlySet<string> = new Set(['average', 'averages', 'mean', 'avg'])

/** "for each country the customer with the most orders" */
function firstOfEach(scored: ScoredSketch, scope: ParseScope): Variant[] {
  return topOfEach(scored, scope).map((sketch, rank) => [sketch, WEIGHTS.topOfEach - 0.2 * rank])
}

/** "which share of the orders in 2024 was cancelled": what is said before the verb tells of which rows. */
function shareOfWhole(sketch: Sketch, { tokens }: ParseScope): Variant[] {
  if (sketch.asksShare !== true || sketch.where.length < 2) return []
  if (sketch.where.some(({ connective }) => connective === 'or')) return []
  const last = sketch.where.length - 1
  const where = sketch.where.map(
    (clause, at): Clause => (at < last ? { ...clause, isOfWhole: true } : clause),
  )
  const saysSo = tokens.some(({ folded }) => PREDICATES.has(folded))
  return [[{ ...sketch, where }, saysSo ? WEIGHTS.shareOfWhole : WEIGHTS.shareOfWholeUnsaid]]
}

const PREDICATES: ReadonlySet<string> = new Set(
  'is are was were has have had do does did that who which gets get'.split(' '),
)

/** "the quantity of tea sold in 2024": what the rows hold, added up. */
function totalled(sketch: Sketch, scope: ParseScope): Variant[] {
  const [shown] = sketch.select
  if (shown === undefined || sketch.select.length > 1 || sketch.group.length > 0) return []
  if (sketch.where.length === 0 || sketch.order.length > 0 || sketch.combine !== null) return []
  const total = addUp(shown, scope)
  if (total === null || shown.target.kind !== 'column') return []
  const profile = scope.lexicon.findColumn(shown.target.column)?.profile
  const repeats = profile !== undefined && profile.distinctCount < profile.rowCount
  const column = scope.lexicon.findColumn(shown.target.column)
  const isAmount =
    column?.stems.some((stem) => AMOUNTS.has(stem)) === true && scope.tokens[0]?.folded !== 'which'
  const weight = isAmount ? WEIGHTS.amountTotalled : WEIGHTS.totalled
  return repeats ? [[{ ...sketch, select: [total], distinct: false }, weight]] : []
}

/** What is asked for as one amount, however many rows hold it. */
const AMOUNTS: ReadonlySet<string> = new Set(['quantity', 'revenue', 'sales', 'turnover'].map(stemWord))

/** "below the average salary of the Physics department": what follows says over which rows. */
function aggregateOfPart(sketch: Sketch): Variant[] {
  const at = sketch.where.findIndex(({ condition }) => condition.kind === 'compare-aggregate')
  const compared = sketch.where[at]
  const after = sketch.where.slice(at + 1)
  if (compared?.condition.kind !== 'compare-aggregate' || after.length === 0) return []
  if (after.some(({ condition }) => condition.kind === 'related' || condition.kind === 'compare-aggregate'))
    return []
  const inside = { ...compared, condition: { ...compared.condition, where: after } }
  return [[{ ...sketch, where: [...sketch.where.slice(0, at), inside] }, WEIGHTS.aggregateOfPart]]
}

const OWN: ReadonlySet<string> = new Set(['their', 'its', 'his', 'her', 'same', 'own'])

/** "less than the average of their department": of the rows that share theirs. */
function aggregateOfOwnGroup(sketch: Sketch, { joins, tokens }: ParseScope): Variant[] {
  if (!tokens.some(({ folded }) => OWN.has(folded)) || sketch.combine !== null) return []
  const compared = sketch.where.findIndex(({ condition }) => condition.kind === 'compare-aggregate')
  const condition = sketch.where[compared]?.condition
  if (condition?.kind !== 'compare-aggregate' || condition.where !== undefined) return []
  const { table } = condition.column
  return sketch.joined.flatMap((owner): Variant[] => {
    const key = joins.find(
      ({ from, to }) => from.table === table && to.table === owner && from.columns.length === 1,
    )
    if (key === undefined) return []
    const group = { table, column: key.from.columns[0]! }
    const where = sketch.where.with(compared, { connective: 'and', condition: { ...condition, group } })
    const joined = sketch.joined.filter((other) => other !== owner)
    return [[{ ...sketch, where, joined }, WEIGHTS.aggregateOfOwnGroup]]
  })
}

/** "the cheapest product": all of them, where several are as cheap. */
function asExtreme(sketch: Sketch, scope: ParseScope): Variant[] {
  const [term] = sketch.order
  if (term === undefined || sketch.order.length > 1 || sketch.limit !== 1 || sketch.offset !== undefined)
    return []
  const { aggregate, target } = term.measure
  if (aggregate !== null || target.kind !== 'column' || target.column.unit !== undefined) return []
  if (sketch.group.length > 0 || sketch.select.some((item) => item.aggregate !== null)) return []
  const profile = scope.lexicon.findColumn(target.column)?.profile
  if (profile === undefined || profile.distinctCount === profile.rowCount) return []
  const condition = {
    kind: 'compare-aggregate',
    column: target.column,
    operator: '=',
    aggregate: term.direction === 'desc' ? 'max' : 'min',
  } as const
  const where: Clause[] = [...sketch.where, { connective: 'and', condition }]
  return [[{ ...sketch, where, order: [], limit: null }, WEIGHTS.asExtreme]]
}
