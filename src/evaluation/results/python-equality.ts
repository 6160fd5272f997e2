import type { Row, SqlValue } from '../../database/database.ts'

/**
 * A text for each value: two are the same exactly if Python holds the values equal, which is how the official
 * evaluators compare them. 1 equals 1.0 and NULL equals NULL; a whole number and a float are compared exactly, however
 * large; '1' is not 1, and a text is not a blob of the same bytes.
 *
 *   NULL          N
 *   number        its digits: 12, -0.5, Infinity
 *   text          s, its length, a colon, itself
 *   blob          x, its bytes in hexadecimal
 */
export function cellKey(value: SqlValue): string {
  switch (typeof value) {
    case 'string':
      return `s${value.length}:${value}`
    case 'bigint':
      return value.toString()
    case 'number':
      return numberKey(value)
    default:
      return value === null
        ? 'N'
        : `x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`
  }
}

/** The same for a row: two are the same exactly if Python holds the tuples equal, in width too. */
export function rowKey(row: Row): string {
  if (row.length === 1) return cellKey(row[0]!)
  let key = ''
  for (const value of row) key += `${cellKey(value)},`
  return key
}

/** A whole float has the digits of the whole number; beyond 2^53 only `BigInt` writes them all. -0 is 0. */
function numberKey(value: number): string {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? BigInt(value).toString() : String(value)
}
