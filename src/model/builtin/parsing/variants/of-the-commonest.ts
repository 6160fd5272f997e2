import type { Clause, Sketch } from '../../sketch/sketch.ts'
import { sameColumn } from '../parse-scope.ts'
import { WEIGHTS } from '../weights.ts'
import type { Variant } from './variant.ts'

/** "customers who use the most popular method": the method that most have, and all who have it. */
export function ofTheCommonest(sketch: Sketch): Variant[] {
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
