import { stemWord } from '../../../../base/text.ts'
import { type Measure, type Sketch, tableOfMeasure } from '../../sketch/sketch.ts'
import { addUp } from '../add-up.ts'
import { type ParseScope, sameColumn } from '../parse-scope.ts'
import { rowsOf } from '../parse-state.ts'
import { WEIGHTS } from '../weights.ts'
import type { Variant } from './variant.ts'

/** "the most common city" with how common it is. */
export function withCountShown(sketch: Sketch): Variant[] {
  const counted = [
    ...sketch.having.map(({ measure }) => measure),
    ...sketch.order.map(({ measure }) => measure),
  ].find(({ aggregate }) => aggregate === 'count')
  if (counted === undefined || sketch.select.some(({ aggregate }) => aggregate !== null)) return []
  return [[{ ...sketch, select: [...sketch.select, counted] }, WEIGHTS.countShown]]
}

/** Rows of one name together, although they are of several keys. */
export function groupedByShown(sketch: Sketch, scope: ParseScope): Variant[] {
  const plain = sketch.select.flatMap(({ aggregate, target }) =>
    aggregate === null && target.kind === 'column' ? [target.column] : [],
  )
  if (sketch.group.length === 0 || plain.length === 0) return []
  const byKey = sketch.group.every((column) => scope.lexicon.findColumn(column)?.isKey === true)
  if (!byKey || plain.some((column) => sketch.group.some((other) => sameColumn(other, column)))) return []
  return [[{ ...sketch, group: plain }, WEIGHTS.groupedByShown]]
}

/** "for each result, the number of students": rows, not different results. */
export function rowsCounted(sketch: Sketch): Variant[] {
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

/** "the quantity of tea sold in 2024": what the rows hold, added up. */
export function totalled(sketch: Sketch, scope: ParseScope): Variant[] {
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
