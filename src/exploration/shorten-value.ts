import type { SqlValue } from '../database/database.ts'
import type { Column } from '../database/schema.ts'

/** Texts in a survey are cut after so many characters, blobs after so many bytes. */
const MAX_VALUE_LENGTH = 200

/** A text that was cut ends in '…'. */
export function shortenValue(value: SqlValue): SqlValue {
  if (value instanceof Uint8Array) return value.slice(0, MAX_VALUE_LENGTH)
  if (typeof value !== 'string' || value.length <= MAX_VALUE_LENGTH) return value
  const characters = Array.from(value.slice(0, 2 * (MAX_VALUE_LENGTH + 1)))
  return characters.length <= MAX_VALUE_LENGTH ? value : `${characters.slice(0, MAX_VALUE_LENGTH).join('')}…`
}

/** Bounds a value inside the engine, one character longer than what is kept, so that a cut can be told. */
export function boundedExpression(expression: string, { type }: Column): string {
  if (type !== 'text' && type !== 'blob' && type !== 'unknown') return expression
  const bound = MAX_VALUE_LENGTH + 1
  return `CASE WHEN length(${expression}) > ${bound} THEN substr(${expression}, 1, ${bound}) ELSE ${expression} END`
}
