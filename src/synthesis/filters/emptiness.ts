import type { QueryOutcome, SqlValue } from '../../database/database.ts'

export type Rows = Extract<QueryOutcome, { kind: 'rows' }>

/** Why a result says nothing, as half a sentence; null when it says something. */
export function emptinessOf({ rows }: Rows): string | null {
  const [first] = rows
  if (first === undefined) return 'it finds no rows'
  if (rows.every((row) => row.every((value) => value === null))) return 'it finds nothing but NULL'
  if (rows.length === 1 && first.every((value) => value === null || value === 0))
    return 'it finds nothing but 0'
  return null
}

/** The same rows, in any order: what is left out of the query may change the order alone. */
export function sameRows(one: Rows, other: Rows): boolean {
  if (one.rows.length !== other.rows.length || one.truncated !== other.truncated) return false
  const [left, right] = [one, other].map(({ rows }) => rows.map(rowKey).sort())
  return left!.every((key, index) => key === right![index])
}

export function sameRow(one: readonly SqlValue[], other: readonly SqlValue[]): boolean {
  return rowKey(one) === rowKey(other)
}

function rowKey(row: readonly SqlValue[]): string {
  return JSON.stringify(row, (_name, value) =>
    typeof value === 'bigint'
      ? `${value}n`
      : value instanceof Uint8Array
        ? Buffer.from(value).toString('hex')
        : value,
  )
}
