import type { Clause, Sketch } from '../../sketch/sketch.ts'
import type { ScoredSketch } from '../finish-sketch.ts'
import { type ParseScope, sameColumn } from '../parse-scope.ts'
import { WEIGHTS } from '../weights.ts'
import type { Variant } from './variant.ts'

/** "industries of companies in Germany and in France": industries that are found in both. */
export function bothAtOnce(sketch: Sketch, scope: ParseScope): Variant[] {
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
  const says = scope.tokens.some(({ folded }) => BOTH.has(folded)) || saysAsWellAs(scope)
  const delta = says ? WEIGHTS.bothSaid : WEIGHTS.bothUnsaid
  return [[{ ...first, combine: { operator: 'intersect', right: second } }, delta]]
}

/** "customers who ordered in 2023 but not in 2024": some of their rows are of the one, none of the other. */
export function oneNotOther(sketch: Sketch): Variant[] {
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

/** "in horror as well as animation films": between two values. */
function saysAsWellAs({ tokens, mentions }: ParseScope): boolean {
  const values = mentions.filter(({ kind }) => kind === 'value')
  return tokens.some(
    ({ folded }, at) =>
      folded === 'well' &&
      tokens[at + 1]?.folded === 'as' &&
      values.some(({ end }) => end === at - 1) &&
      values.some(({ start }) => start >= at + 2 && start <= at + 3),
  )
}

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
export function sameColumnOfTwoTables({ sketch, state }: ScoredSketch, scope: ParseScope): Variant[] {
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
