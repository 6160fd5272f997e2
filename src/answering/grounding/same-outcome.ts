import type { QueryOutcome, Row, SqlValue } from '../../database/database.ts'

/** Whether two queries found the same rows, in whatever order of rows and columns. Refused ones never agree. */
export function isSameOutcome(one: QueryOutcome, other: QueryOutcome): boolean {
  if (one.kind !== 'rows' || other.kind !== 'rows' || one.truncated !== other.truncated) return false
  if (one.rows.length !== other.rows.length) return false
  if (one.rows.length === 0) return true
  const width = one.rows[0]!.length
  if (width !== other.rows[0]!.length) return false
  const order = matchColumns(one.rows, other.rows, width)
  if (order === null) return false
  const rows = new Map<string, number>()
  for (const row of one.rows) count(rows, row.map(keyOf).join('\u0000'), 1)
  for (const row of other.rows) count(rows, order.map((column) => keyOf(row[column]!)).join('\u0000'), -1)
  return [...rows.values()].every((left) => left === 0)
}

/** For each column of the first the first unused one of the second with the same values. */
function matchColumns(one: readonly Row[], other: readonly Row[], width: number): number[] | null {
  const contents = (rows: readonly Row[], column: number): string =>
    rows
      .map((row) => keyOf(row[column]!))
      .sort()
      .join('\u0000')
  const others = Array.from({ length: width }, (_, column) => contents(other, column))
  const used = new Set<number>()
  for (let column = 0; column < width; column++) {
    const wanted = contents(one, column)
    const match = others.findIndex((text, at) => text === wanted && !used.has(at))
    if (match < 0) return null
    used.add(match)
  }
  return [...used]
}

function count(rows: Map<string, number>, key: string, by: number): void {
  rows.set(key, (rows.get(key) ?? 0) + by)
}

function keyOf(value: SqlValue): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  return typeof value === 'number' || typeof value === 'bigint'
    ? String(Number(value))
    : `${typeof value}${value}`
}
