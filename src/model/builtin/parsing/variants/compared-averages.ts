import type { QuestionToken } from '../../linking/words/question-tokens.ts'
import type { Clause, Sketch, SketchColumn } from '../../sketch/sketch.ts'
import type { ParseScope } from '../parse-scope.ts'
import { WEIGHTS } from '../weights.ts'
import type { Variant } from './variant.ts'

/** "below the average salary of the Physics department": what follows says over which rows. */
export function aggregateOfPart(sketch: Sketch, { tokens }: ParseScope): Variant[] {
  if (isOfAll(tokens)) return []
  const at = sketch.where.findIndex(({ condition }) => condition.kind === 'compare-aggregate')
  const compared = sketch.where[at]
  const after = sketch.where.slice(at + 1)
  if (compared?.condition.kind !== 'compare-aggregate' || after.length === 0) return []
  if (after.some(({ condition }) => condition.kind === 'related' || condition.kind === 'compare-aggregate'))
    return []
  const inside = { ...compared, condition: { ...compared.condition, where: after } }
  return [[{ ...sketch, where: [...sketch.where.slice(0, at), inside] }, WEIGHTS.aggregateOfPart]]
}

/** "the average of all players" is over all of them. */
function isOfAll(tokens: readonly QuestionToken[]): boolean {
  const said = tokens.findLastIndex(({ folded }) => AVERAGES.has(folded))
  if (said < 0) return false
  const all = tokens.findIndex(({ folded }, at) => at > said && at <= said + WORDS_TO_ALL && ALL.has(folded))
  if (all < 0) return false
  // "of all products in Drinks" is over those.
  const after = tokens.slice(all + 1, all + 2 + WORDS_OF_NOUN)
  return after.length <= WORDS_OF_NOUN || after.some(({ folded }) => ON.has(folded))
}

const ALL: ReadonlySet<string> = new Set(['all', 'everyone', 'everybody'])
/** "the average seat count over all": so many words may stand before it. */
const WORDS_TO_ALL = 4
const WORDS_OF_NOUN = 2
/** Where another condition begins. */
const ON: ReadonlySet<string> = new Set(['and', 'or', 'but', ','])

const OWN: ReadonlySet<string> = new Set(['their', 'its', 'his', 'her', 'same', 'own'])

/** "less than the average of their department": of the rows that share theirs. */
export function aggregateOfOwnGroup(sketch: Sketch, { joins, tokens }: ParseScope): Variant[] {
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

/** "plans whose average seat count is above the average over all": their own average is compared, not each row. */
export function averageOfGroups(sketch: Sketch, scope: ParseScope): Variant[] {
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

const AVERAGES: ReadonlySet<string> = new Set(['average', 'averages', 'mean', 'avg'])

/** "the cheapest product": all of them, where several are as cheap. */
export function asExtreme(sketch: Sketch, scope: ParseScope): Variant[] {
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
