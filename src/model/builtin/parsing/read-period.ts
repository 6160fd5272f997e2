import type { Mention } from '../linking/mention.ts'
import { nameOf } from './display.ts'
import { momentColumns, type ParseScope } from './parse-scope.ts'
import { addCondition, change, type ParseState } from './parse-state.ts'
import { WEIGHTS } from './weights.ts'

export function readPeriod(
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
