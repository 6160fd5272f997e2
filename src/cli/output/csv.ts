import type { Row, SqlValue } from '../../database/database.ts'

/** RFC 4180 with plain line feeds. NULL is an empty field, an empty text a quoted one; blobs are hexadecimal. */
export function csvText(columns: readonly string[], rows: readonly Row[]): string {
  return [columns.map(fieldText), ...rows.map((row) => row.map(fieldText))]
    .map((fields) => `${fields.join(',')}\n`)
    .join('')
}

function fieldText(value: SqlValue): string {
  if (value === null) return ''
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  const text = String(value)
  return text === '' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
