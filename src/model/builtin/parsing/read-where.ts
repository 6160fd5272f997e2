import { stemWord } from '../../../base/text.ts'
import type { ParseScope } from './parse-scope.ts'
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

/** "When did …" asks for a date. */
export function readWhen(state: ParseState, scope: ParseScope): ParseState[] {
  const states = [change(state, -0.2, {})]
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
