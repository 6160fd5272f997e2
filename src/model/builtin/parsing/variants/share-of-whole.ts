import type { Clause, Sketch } from '../../sketch/sketch.ts'
import type { ParseScope } from '../parse-scope.ts'
import { WEIGHTS } from '../weights.ts'
import type { Variant } from './variant.ts'

/** "which share of the orders in 2024 was cancelled": what is said before the verb tells of which rows. */
export function shareOfWhole(sketch: Sketch, { tokens }: ParseScope): Variant[] {
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
