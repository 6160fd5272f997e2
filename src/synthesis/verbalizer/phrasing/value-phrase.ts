import type { ColumnWords } from '../lexicon/column-words.ts'
import { sayDate, sayMonth, sayText } from '../lexicon/sayable-value.ts'
import type { DatePart, Literal } from '../meaning/meaning.ts'
import { Unsayable } from './forms.ts'

/** A value as a question names it. */
export function sayLiteral(column: ColumnWords, value: Literal, part?: DatePart): string {
  const known = part === undefined ? column.sayValue(value) : undefined
  if (known !== undefined) return /^\p{Lu}/u.test(known) ? sayText(known) : known
  if (part === 'month') return sayMonth(Number(value))
  if (part === 'year-month') {
    const [year, month] = String(value).split('-')
    return `${sayMonth(Number(month))} ${year}`
  }
  if (part === 'year') return String(value)
  if (column.role === 'date') {
    const date = sayDate(String(value))
    if (date === undefined) throw new Unsayable(`date ${value}`)
    return date
  }
  if (typeof value !== 'number') return sayText(value)
  return column.role === 'measure' || column.role === 'count' ? sayNumber(value) : String(value)
}

/** "3,000,000": from five digits on, thousands are set apart. */
export function sayNumber(value: number): string {
  if (Math.abs(value) < 10_000) return String(value)
  const [whole, decimals] = String(value).split('.')
  const said = whole!.replace(/\B(?=(?:\d{3})+$)/g, ',')
  return decimals === undefined ? said : `${said}.${decimals}`
}
