import { isAddable } from './add-up.ts'
import type { ParseScope } from './parse-scope.ts'
import { change, measureOf, type ParseState } from './parse-state.ts'
import { WEIGHTS } from './weights.ts'

/** "cities with more than 100 docks in total": the bound is one of what each group adds up to. */
export function aggregateBound(
  state: ParseState,
  aggregate: 'sum' | 'avg',
  { lexicon }: ParseScope,
): ParseState | null {
  const last = state.where.at(-1)
  if (last?.condition.kind !== 'compare' || last.connective === 'or') return null
  const { column, operator, value } = last.condition
  const entry = lexicon.findColumn(column)
  if (typeof value !== 'number' || operator === '=' || entry === undefined || !isAddable(entry)) return null
  if (state.select.some((measure) => measure.aggregate !== null)) return null
  const having = { measure: measureOf(column, aggregate), operator, value }
  return change(state, WEIGHTS.boundOfGroup, {
    where: state.where.slice(0, -1),
    having: [...state.having, having],
  })
}
