import type { Row } from './database.ts'

/** The same text for the same rows in any order; numbers count to twelve digits. */
export function resultKey(rows: readonly Row[]): string {
  return rows.map(rowText).sort().join('\n')
}

/** As `resultKey`, and however often each row is there. */
export function distinctResultKey(rows: readonly Row[]): string {
  return [...new Set(rows.map(rowText))].sort().join('\n')
}

function rowText(row: Row): string {
  return JSON.stringify(row.map(normalize))
}

function normalize(value: Row[number]): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'number') return Number(value.toPrecision(12))
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value
}
