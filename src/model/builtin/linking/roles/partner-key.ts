import type { JoinKey } from '../../../../exploration/survey.ts'

/** The other key of a table that pairs rows of one table: student_id beside friend_id. Null where there is none. */
export function partnerKey(key: JoinKey, joins: readonly JoinKey[]): JoinKey | null {
  if (key.from.table === key.to.table || key.from.columns.length > 1) return null
  const others = joins.filter(
    ({ from, to }) =>
      from.table === key.from.table &&
      to.table === key.to.table &&
      from.columns.length === 1 &&
      from.columns[0] !== key.from.columns[0],
  )
  return others.length === 1 ? others[0]! : null
}
