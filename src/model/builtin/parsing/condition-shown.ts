import type { ColumnName } from '../../../database/schema.ts'
import type { Clause, Measure } from '../sketch/sketch.ts'
import { type ParseScope, sameColumn } from './parse-scope.ts'
import type { ParseState } from './parse-state.ts'

const SAID_WELL = 0.75

/**
 * "Which doctors charge a higher fee than …" asks for doctors: their noun stands before all that is said of them, and what
 * is shown is only what restricts them.
 */
export function showsOnlyConditions(
  state: ParseState,
  focus: string,
  select: readonly Measure[],
  { joins }: ParseScope,
): boolean {
  const { uses, where } = state
  if (state.group.length + state.groupTables.length + state.having.length + state.order.length > 0)
    return false
  const noun = uses.findIndex(({ column }) => column === null)
  if (noun < 0 || uses[noun]!.table !== focus || select.length === 0) return false
  const before = uses.slice(0, noun)
  return select.every(({ aggregate, target }) => {
    if (aggregate !== null || target.kind !== 'column') return false
    const { column } = target
    const isAsked = before.some(
      (use) => use.table === column.table && use.column === column.column && use.score >= SAID_WELL,
    )
    // A key to others is shown for what it leads to.
    const isKey = joins.some(
      ({ from }) => from.table === column.table && from.columns.includes(column.column),
    )
    return !isAsked && !isKey && column.via === undefined && isRestricted(column, where)
  })
}

function isRestricted(column: ColumnName, where: readonly Clause[]): boolean {
  return where.some(({ condition }) => 'column' in condition && sameColumn(condition.column, column))
}
