import type { Measure } from '../sketch/sketch.ts'
import { change, type ParseState, type Pending } from './parse-state.ts'

export function readMeasure(state: ParseState, measure: Measure, bonus: number): ParseState[] {
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
