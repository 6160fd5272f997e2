import { tableOfMeasure } from '../sketch/sketch.ts'
import type { Cue } from './cues.ts'
import { degreeColumns, neighbourTables, type ParseScope } from './parse-scope.ts'
import { change, measureOf, type ParseState } from './parse-state.ts'
import { flipWhen } from './read-superlative.ts'
import { WEIGHTS } from './weights.ts'

export function readDirection(
  state: ParseState,
  { direction, concept }: Extract<Cue, { kind: 'direction' }>,
  scope: ParseScope,
): ParseState[] {
  if (state.order.length > 0 && state.limit === null) {
    const order = state.order.map((term) => ({ ...term, direction }))
    return [change(state, 0.1, { order }, { direction })]
  }
  // "highest first" after a measure that is already shown orders by it.
  const shown = state.select.findLast((item) => item.aggregate !== null)
  const states = [change(state, 0, { mode: 'order' }, { direction, by: false })]
  if (shown !== undefined) {
    states.push(change(state, 0.2, { mode: 'order', order: [{ measure: shown, direction }] }, { direction }))
  } else if (concept !== undefined) states.push(...orderByDegree(state, { direction, concept }, scope))
  else if (state.select.length > 0) {
    states.push(
      change(
        state,
        -0.25,
        { mode: 'order', order: [{ measure: state.select[0]!, direction }] },
        { direction },
      ),
    )
  }
  return states
}

/** "oldest first", "most expensive first": by the columns that the adjective speaks of; of what has no age, by the day. */
function orderByDegree(
  state: ParseState,
  { direction, concept }: { readonly direction: 'asc' | 'desc'; readonly concept: string },
  scope: ParseScope,
): ParseState[] {
  const table = state.focus ?? state.select.map(tableOfMeasure)[0]
  if (table === undefined) return []
  const tables = [table, ...neighbourTables(scope, table).filter((name) => scope.namedTables.has(name))]
  const own = degreeColumns(scope, concept, tables)
  const columns =
    own.length === 0 && concept === 'age'
      ? degreeColumns(scope, 'recency', tables).map((each) => ({ ...each, reversed: true }))
      : own
  return columns.slice(0, 2).map(({ column, reversed, rank }) => {
    const order = [{ measure: measureOf(column), direction: flipWhen(reversed, direction) }]
    return change(state, WEIGHTS.orderedByDegree - 0.1 * rank, { mode: 'order', order }, { by: false })
  })
}
