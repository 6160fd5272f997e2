import { identifierWords } from '../base/text.ts'
import type { SqlValue } from '../database/database.ts'
import type { Column } from '../database/schema.ts'
import { readDateFormat } from './date-format.ts'
import type { ContentType } from './survey.ts'

/** What is known of a column's values when its content is decided. */
export interface ContentEvidence {
  /** Values of the column, none null: its extremes and its frequent values. */
  readonly values: readonly SqlValue[]
  readonly distinctCount: number
  /** Whether a number of the column is not whole. */
  readonly hasFractions: boolean
}

/**
 * What the values are, whatever was declared. Numbers, years and dates may be stored as text; a caller that must
 * know looks at the profile's minimum. Without a value, what was declared if the values were not to be had.
 */
export function inferContentType(column: Column, evidence: ContentEvidence): ContentType {
  const values = evidence.values.filter((value) => !isPlaceholder(value))
  if (evidence.values.length === 0) return 'empty'
  if (values.length === 0) return 'text'
  if (values.some((value) => value instanceof Uint8Array)) return 'blob'
  if (isBoolean(column, values, evidence.distinctCount)) return 'boolean'
  if (values.every((value) => typeof value !== 'string')) {
    return numberContent(column, values as readonly (number | bigint)[], evidence.hasFractions)
  }
  return textContent(column, values.map(String))
}

/** What the declared type alone lets expect. */
export function declaredContentType({ type }: Column): ContentType {
  return type === 'unknown' ? 'text' : type
}

function numberContent(
  column: Column,
  values: readonly (number | bigint)[],
  hasFractions: boolean,
): ContentType {
  if (hasFractions) return 'real'
  if (hasYearName(column) && values.every((value) => isYear(Number(value)))) return 'year'
  if (hasDateName(column) && values.every((value) => isCompactDate(String(value)))) return 'date'
  return column.type === 'real' ? 'real' : 'integer'
}

function textContent(column: Column, texts: readonly string[]): ContentType {
  if (hasYearName(column) && texts.every((text) => /^\d{4}$/.test(text.trim()) && isYear(Number(text))))
    return 'year'
  const formats = new Set(texts.map(readDateFormat))
  if (!formats.has(undefined) && (hasDateName(column) || !texts.every(isCompactDate))) {
    return formats.has('datetime') ? 'datetime' : 'date'
  }
  if (hasCodeName(column) || texts.some((text) => !isPlainNumber(text))) return 'text'
  return texts.every((text) => /^\s*-?\d+\s*$/.test(text)) ? 'integer' : 'real'
}

const BOOLEAN_PAIRS: readonly (readonly [string, string])[] = [
  ['t', 'f'],
  ['y', 'n'],
  ['yes', 'no'],
  ['true', 'false'],
  ['0', '1'],
]

/** Both values of a pair; one alone is enough where it can mean nothing else, or where a boolean was declared. */
function isBoolean({ type }: Column, values: readonly SqlValue[], distinctCount: number): boolean {
  const words = new Set(values.map((value) => String(value).trim().toLowerCase()))
  if (words.size > 2 || distinctCount > 4) return false
  const pair = BOOLEAN_PAIRS.find((words_) => [...words].every((word) => words_.includes(word)))
  if (pair === undefined) return false
  return words.size === 2 || type === 'boolean' || pair[0] === 'yes' || pair[0] === 'true'
}

// What people write into a column of another kind when they have no value.
const PLACEHOLDERS = new Set([
  '',
  '-',
  '--',
  '?',
  'null',
  'none',
  'nil',
  'n/a',
  'na',
  'unknown',
  '0000-00-00',
])

function isPlaceholder(value: SqlValue): boolean {
  return value === null || (typeof value === 'string' && PLACEHOLDERS.has(value.trim().toLowerCase()))
}

const YEAR_NAMES = new Set([
  'year',
  'years',
  'yr',
  'founded',
  'established',
  'built',
  'opened',
  'since',
  'born',
  'season',
])
const DATE_NAMES = new Set(['date', 'day', 'dt', 'dates', 'on', 'since', 'birthday', 'birthdate', 'dob'])
// Digits that nobody adds up.
const CODE_NAMES = new Set([
  'code',
  'phone',
  'telephone',
  'tel',
  'mobile',
  'fax',
  'zip',
  'postal',
  'postcode',
  'zipcode',
  'isbn',
  'ssn',
  'ean',
  'iban',
  'sku',
])

function hasYearName(column: Column): boolean {
  return nameEndsIn(column, YEAR_NAMES) || /^year/i.test(column.declaredType)
}

function hasDateName(column: Column): boolean {
  return nameEndsIn(column, DATE_NAMES) || column.type === 'date' || column.type === 'datetime'
}

function hasCodeName(column: Column): boolean {
  return nameEndsIn(column, CODE_NAMES)
}

/** "birthYear" and "yearFounded" but also "orderdate": databases glue words together. */
function nameEndsIn({ name }: Column, wanted: ReadonlySet<string>): boolean {
  const words = identifierWords(name)
  return words.some(
    (word) => wanted.has(word) || [...wanted].some((end) => end.length > 3 && word.endsWith(end)),
  )
}

function isYear(value: number): boolean {
  return Number.isInteger(value) && value >= 1000 && value <= 2200
}

function isCompactDate(text: string): boolean {
  return /^\d{8}$/.test(text.trim()) && readDateFormat(text) === 'date'
}

/** A number as a person writes it: no leading zero, and few enough digits to be a number and not an identifier. */
function isPlainNumber(text: string): boolean {
  return /^\s*-?(?:0|[1-9]\d{0,14})(?:\.\d+)?\s*$/.test(text)
}
