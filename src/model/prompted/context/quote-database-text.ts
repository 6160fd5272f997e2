import type { SqlValue } from '../../../database/database.ts'
import { printName } from '../../../sql/print-name.ts'
import { SQLITE } from '../../../sql/sqlite-dialect.ts'

/** Longer texts of a database are cut before they reach a prompt. */
const LONGEST_VALUE = 60
const LONGEST_NAME = 128

/** Ends of lines, marks that reorder or hide text, half surrogates: none of it may shape the prompt. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/**
 * A stored value as prompt text: one line between double quotes, escaped as in JSON and bounded, so that whatever a
 * cell says stays data. Numbers stand bare.
 */
export function quoteDatabaseText(value: SqlValue, longest = LONGEST_VALUE): string {
  if (value === null) return 'NULL'
  if (value instanceof Uint8Array) return `a blob of ${value.length} bytes`
  if (typeof value !== 'string') return String(value)
  return JSON.stringify(cut(value, longest)).replace(UNSAFE, escaped)
}

/** A table's or column's name as SQL writes it, on one line. */
export function quoteDatabaseName(name: string): string {
  return printName(cut(name, LONGEST_NAME), SQLITE).replace(UNSAFE, escaped)
}

/** What a person wrote about the database: on one line, bounded. */
export function boundedLine(text: string, longest = 200): string {
  return cut(text.replace(/\s+/g, ' ').trim(), longest).replace(UNSAFE, escaped)
}

function cut(text: string, longest: number): string {
  if (text.length <= longest) return text
  const characters = Array.from(text.slice(0, 2 * (longest + 1)))
  return characters.length <= longest ? text : `${characters.slice(0, longest).join('')}…`
}

function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`
}
