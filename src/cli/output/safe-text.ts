import type { Row } from '../../database/database.ts'

/** Longer texts from a database are cut before they reach a screen. */
const MAXIMUM_LENGTH = 500

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu

/**
 * Text from a database as one harmless line: escape sequences, which could rewrite the screen, and marks that
 * reorder what is read become visible signs.
 */
export function safeText(text: string, maximumLength = MAXIMUM_LENGTH): string {
  const bounded = text.length > maximumLength ? `${text.slice(0, maximumLength)}…` : text
  return bounded.replace(UNSAFE, visibleSign)
}

/** As `safeText`, but lines stay lines, and nothing is cut: for SQL and messages. */
export function safeLines(text: string): string {
  return text.replace(UNSAFE, (character) => (character === '\n' ? '\n' : visibleSign(character)))
}

/** Rows for formats that are for programs, when a person looks at them. */
export function safeRows(rows: readonly Row[]): Row[] {
  return rows.map((row) => row.map((value) => (typeof value === 'string' ? safeLines(value) : value)))
}

function visibleSign(character: string): string {
  if (character === '\n') return '↵'
  if (character === '\t') return ' '
  const code = character.charCodeAt(0)
  // Unicode has a picture for each of the first 32 control characters.
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  return `\\u${code.toString(16).padStart(4, '0')}`
}
