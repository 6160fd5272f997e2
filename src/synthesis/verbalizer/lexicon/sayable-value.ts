import type { SqlValue } from '../../../database/database.ts'

const PLACEHOLDER = /^(?:n\/?a|none|null|nil|unknown|other|\?|-+|store_name|test|tbd)$/i
// UTF-8 that was read as Latin 1.
const GARBLED = /[\uFFFDÃÂ]|\p{Cc}/u

/** Whether a person would say the text as it is stored: "Germany", not "0258 Kessler Mountains\r\n". */
export function isSayableText(value: SqlValue): value is string {
  return (
    typeof value === 'string' &&
    value.length >= 1 &&
    value.length <= 40 &&
    value === value.trim() &&
    !value.endsWith('…') &&
    !value.includes('"') &&
    !/ {2}|[%_\\]/.test(value) &&
    !GARBLED.test(value) &&
    !PLACEHOLDER.test(value) &&
    /\p{L}/u.test(value)
  )
}

/** Germany and USA as they are; what would not be told from the sentence around it in quotes. */
export function sayText(text: string): string {
  const isName = /^\p{Lu}[\p{L}’'-]*\p{Ll}(?: \p{Lu}[\p{L}-]*\p{Ll})?$/u.test(text) && text.length > 2
  return isName || /^\p{Lu}{2,3}$/u.test(text) ? text : `"${text}"`
}

/** A person's whole name as it is. */
export function sayPerson(name: string): string {
  return /^\p{Lu}[\p{L}’'. -]*$/u.test(name) ? name : `"${name}"`
}

const NUMBER_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** A number of things: "three", "12". */
export function sayCount(count: number): string {
  return NUMBER_WORDS[count] ?? String(count)
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

export function sayMonth(month: number): string {
  return MONTHS[month - 1] ?? String(month)
}

/** "2024-03-05" -> "March 5, 2024"; undefined for what is no day. */
export function sayDate(text: string): string | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?: 00:00(?::00(?:\.0+)?)?)?$/.exec(text)
  if (match === null) return undefined
  const month = MONTHS[Number(match[2]) - 1]
  return month === undefined ? undefined : `${month} ${Number(match[3])}, ${match[1]}`
}
