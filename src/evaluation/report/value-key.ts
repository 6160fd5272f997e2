import type { SqlValue } from '../../database/database.ts'

/** Two values are the same exactly when their keys are. */
export function valueKey(value: SqlValue): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return `'${value}`
  if (value instanceof Uint8Array) return `x${Buffer.from(value).toString('hex')}`
  // A float that is whole reads as the same whole number.
  return typeof value === 'number' && Number.isInteger(value) ? String(BigInt(value)) : String(value)
}
