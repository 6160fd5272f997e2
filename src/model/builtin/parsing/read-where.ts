import { stemWord } from '../../../base/text.ts'
import { momentColumns, neighbourTables, type ParseScope } from './parse-scope.ts'
import { change, measureOf, type ParseState } from './parse-state.ts'

const PLACES = ['location', 'city', 'address', 'place', 'venue', 'town', 'country'].map(stemWord)

/** "Where is …" asks for a place. */
export function readWhere(state: ParseState, scope: ParseScope): ParseState[] {
  const states = [change(state, -0.2, {})]
  if (state.position > 0) return states
  for (const table of scope.namedTables) {
    const columns = scope.lexicon.findTable(table).columns.filter((column) => column.isText)
    const places = PLACES.flatMap((stem) => columns.filter((column) => column.stems.includes(stem)))
    for (const column of places.slice(0, 2)) {
      states.push(change(state, 0.1, { select: [measureOf(column)], focus: table, mode: 'filter' }))
    }
  }
  return states
}

/** "When did …" asks for a date; "…, and when?" for that of what was said last. */
export function readWhen(state: ParseState, scope: ParseScope): ParseState[] {
  const states = [change(state, -0.2, {})]
  if (state.position > 0 && state.focus !== null) return [...states, ...andWhen(state, state.focus, scope)]
  for (const table of scope.namedTables) {
    for (const column of scope.lexicon
      .findTable(table)
      .columns.filter((candidate) => candidate.isMoment)
      .slice(0, 2)) {
      states.push(
        change(state, 0.1, { select: [...state.select, measureOf(column)], focus: table, mode: 'filter' }),
      )
    }
  }
  return states
}

const DATES_TRIED = 3

function andWhen(state: ParseState, focus: string, scope: ParseScope): ParseState[] {
  const said = [...new Set(state.uses.map(({ table }) => table))].toReversed()
  const near = said.flatMap((table) => neighbourTables(scope, table))
  const dates = [...new Set([...said, ...near])].flatMap((table) =>
    momentColumns(scope, table).filter(({ column }) => column.table === table),
  )
  const { displayColumns } = scope.lexicon.findTable(focus)
  const select = state.select.length > 0 ? state.select : displayColumns.map((column) => measureOf(column))
  return dates
    .slice(0, DATES_TRIED)
    .map(({ column }, rank) =>
      change(state, 0.3 - 0.1 * rank, { select: [...select, measureOf(column)], mode: 'filter' }),
    )
}
