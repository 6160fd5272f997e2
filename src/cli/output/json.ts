import type { Row, SqlValue } from '../../database/database.ts'

/** How a value of the database stands in every JSON output. */
export type JsonValue = null | number | string | { readonly blob: string }

/**
 * Whole numbers beyond 2^53 and numbers that JSON has no sign for (Infinity) become strings, because most readers
 * of JSON would change them silently; a blob becomes { "blob": hexadecimal }.
 */
export function jsonValue(value: SqlValue): JsonValue {
  if (value instanceof Uint8Array) return { blob: Buffer.from(value).toString('hex') }
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  return value
}

export function jsonRows(rows: readonly Row[]): JsonValue[][] {
  return rows.map((row) => row.map(jsonValue))
}

// JSON.stringify leaves DEL and the C1 controls as they are; 0x9b starts an escape sequence on some terminals.
const BARE_CONTROL = /[\u007f-\u009f]/g

/** A JSON document with one property a line, and lists of rows or records with one item a line. */
export function jsonText(document: Readonly<Record<string, unknown>>): string {
  const properties = Object.entries(document)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `  ${JSON.stringify(name)}: ${propertyText(value)}`)
  const text = `{\n${properties.join(',\n')}\n}\n`
  return text.replace(BARE_CONTROL, (character) => `\\u00${character.charCodeAt(0).toString(16)}`)
}

function propertyText(value: unknown): string {
  if (!Array.isArray(value) || !value.some((item) => typeof item === 'object'))
    return JSON.stringify(value, printable)
  return `[\n${value.map((item) => `    ${JSON.stringify(item, printable)}`).join(',\n')}\n  ]`
}

/** Traces may hold values as they came from the database. */
function printable(_name: string, value: unknown): unknown {
  if (typeof value === 'bigint' || value instanceof Uint8Array) return jsonValue(value)
  if (value instanceof Map) return Object.fromEntries(value)
  if (value instanceof Set) return [...value]
  return value
}
