import type { SqlValue } from '../../database/database.ts'

/** SQLite's order of values: NULL, numbers, texts by their characters, blobs. */
export function compareValues(left: SqlValue, right: SqlValue): number {
  const byClass = classOf(left) - classOf(right)
  if (byClass !== 0 || left === null || right === null) return byClass
  if (left instanceof Uint8Array && right instanceof Uint8Array) return Buffer.compare(left, right)
  return left < right ? -1 : left > right ? 1 : 0
}

function classOf(value: SqlValue): number {
  if (value === null) return 0
  if (typeof value === 'number' || typeof value === 'bigint') return 1
  return typeof value === 'string' ? 2 : 3
}
