import { secondsOfUnit } from '../linking/names/column-units.ts'
import type { Condition } from '../sketch/sketch.ts'
import type { Cue } from './cues.ts'
import { degreeColumns, neighbourTables, type ParseScope } from './parse-scope.ts'
import { addCondition, change, type ParseState } from './parse-state.ts'

/** "over 20 dollars", "longer than 5 minutes": the unit names the column that the number is compared with. */
export function readUnit(
  state: ParseState,
  cue: Extract<Cue, { kind: 'unit' }>,
  scope: ParseScope,
): ParseState[] {
  const { comparison, number, column, between, low } = state.pending
  if (between && typeof low === 'number' && number !== null && column === null) {
    // "tracks between 5 and 6 minutes"
    return unitColumns(state, cue.concept, scope).map(({ column: measured, rank }) => {
      const times = cue.seconds === undefined ? 1 : timeFactor(measured.column, cue.seconds)
      const name = { table: measured.table, column: measured.column }
      const condition = { kind: 'between', column: name, low: low * times, high: number * times } as const
      return addCondition(state, 0.3 - 0.1 * rank, condition)
    })
  }
  if (comparison === null) {
    // "between 30 and 35 kg", "longer than 10 minutes"
    const last = state.where.at(-1)
    if (last?.condition.kind !== 'between' && last?.condition.kind !== 'compare') return []
    const condition = inUnit(last.condition, cue.seconds, scope)
    return [change(state, 0, { where: [...state.where.slice(0, -1), { ...last, condition }] })]
  }
  if (column !== null) return [change(state, -0.2, {})]
  if (number === null) return [change(state, 0, {}, { comparison: { ...comparison, concept: cue.concept } })]
  return unitColumns(state, cue.concept, scope).map(({ column: measured, rank }) => {
    const value = cue.seconds === undefined ? number : number * timeFactor(measured.column, cue.seconds)
    const name = { table: measured.table, column: measured.column }
    const condition = { kind: 'compare', column: name, operator: comparison.operator, value } as const
    return addCondition(state, 0.3 - 0.1 * rank, condition)
  })
}

/** Columns that a unit may be of: those of the focus before those of its neighbours. */
function unitColumns({ focus }: ParseState, concept: string, scope: ParseScope) {
  const tables = focus === null ? [...scope.namedTables] : [focus, ...neighbourTables(scope, focus)]
  return degreeColumns(scope, concept, tables).slice(0, 3)
}

/** The same test of a column that counts in another unit than the one that is said. */
function inUnit(
  condition: Extract<Condition, { kind: 'between' | 'compare' }>,
  seconds: number | undefined,
  { lexicon }: ParseScope,
): Condition {
  const column = lexicon.findColumn(condition.column)
  if (seconds === undefined || column === undefined) return condition
  const times = timeFactor(column.column, seconds)
  const scaled = (value: string | number) => (typeof value === 'number' ? value * times : value)
  return condition.kind === 'compare'
    ? { ...condition, value: scaled(condition.value) }
    : { ...condition, low: scaled(condition.low), high: scaled(condition.high) }
}

/** How many of a column's own units a stretch of time is; a column that names no unit may be in this one. */
function timeFactor(column: string, seconds: number): number {
  const own = secondsOfUnit(column)
  return own === null ? 1 : seconds / own
}
