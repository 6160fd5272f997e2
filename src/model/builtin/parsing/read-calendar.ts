import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import { type Measure, tableOfMeasure } from '../sketch/sketch.ts'
import type { Cue } from './cues.ts'
import { momentColumns, type ParseScope } from './parse-scope.ts'
import { change, type ParseState } from './parse-state.ts'
import { isMostlyMissing, ownersOf, shownTable } from './read-period.ts'

/** "by month", "per year", "monthly": groups by a stretch of the calendar. */
export function readCalendar(
  state: ParseState,
  cue: Extract<Cue, { kind: 'calendar' }>,
  scope: ParseScope,
): ParseState[] {
  const { pending } = state
  if (!cue.isGroup && !pending.each && (!pending.by || state.mode === 'order')) return []
  const measured = state.select.find((item) => item.aggregate !== null)
  const table = measured === undefined ? (state.focus ?? shownTable(state)) : tableOfMeasure(measured)
  const said = pending.column?.isMoment === true ? [{ column: pending.column, isNear: true }] : null
  return (said ?? [...measuredMoments(scope), ...momentColumns(scope, table)])
    .filter(({ column }) => column.profile?.content !== 'year')
    .slice(0, 3)
    .map(({ column, isNear }, rank) => {
      const key = { table: column.table, column: column.column, unit: cue.unit }
      const shown: Measure = { aggregate: null, distinct: false, target: { kind: 'column', column: key } }
      const order = { measure: shown, direction: 'asc' as const }
      const nearness =
        said !== null
          ? 0.4
          : (isMostlyMissing(column) ? -0.3 : 0) +
            (column.table === table ? 0.3 : isNear ? 0 : -0.2) -
            0.1 * rank
      const delta = (cue.isGroup ? -0.1 : 0.2) + nearness
      return change(
        state,
        delta,
        {
          select: [shown, ...state.select],
          group: [...state.group, key],
          order: state.order.length === 0 ? [order] : state.order,
        },
        { each: false, by: false, connective: null, ...(said === null ? {} : { column: null }) },
      )
    })
}

/** "monthly revenue per employee": the dates of what is added up, wherever the question names it. */
function measuredMoments(scope: ParseScope): { column: ColumnEntry; isNear: boolean }[] {
  const measured = scope.mentions.flatMap((mention) =>
    mention.kind === 'expression' ? [mention.entry.table] : [],
  )
  const owners = [...new Set(measured)].flatMap((table) => ownersOf(table, scope))
  return [...new Set(owners)].flatMap((table) =>
    momentColumns(scope, table).filter(({ column }) => column.table === table),
  )
}
