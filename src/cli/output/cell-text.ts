import type { SqlValue } from '../../database/database.ts'

/** One value for people: numbers without the noise of binary fractions, blobs by their size. */
export function cellText(value: SqlValue): string {
  if (value === null) return 'NULL'
  if (typeof value === 'number') return numberText(value)
  if (value instanceof Uint8Array) return blobText(value)
  return String(value)
}

/** 15 digits are what a double holds for certain: 0.1 + 0.2 reads 0.3. */
function numberText(value: number): string {
  if (Number.isInteger(value) || !Number.isFinite(value)) return String(value)
  return String(Number(value.toPrecision(15)))
}

function blobText(blob: Uint8Array): string {
  const start = Buffer.from(blob.subarray(0, 8)).toString('hex')
  return `0x${start}${blob.length > 8 ? '…' : ''} (${blob.length} bytes)`
}
