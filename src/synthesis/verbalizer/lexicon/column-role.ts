import type { ColumnProfile } from '../../../exploration/survey.ts'
import { countedThing } from './column-noun.ts'
import { isPersonNoun } from './known-nouns.ts'

/**
 * What a column is to the people who ask: what it is grouped by, added up, compared, named.
 * key: identifies rows, here or elsewhere. ordinal: a number with an order but no sum. contact: phone, address, link.
 */
export type ColumnRole =
  | 'key'
  | 'name'
  | 'category'
  | 'measure'
  | 'count'
  | 'ordinal'
  | 'date'
  | 'year'
  | 'flag'
  | 'text'
  | 'contact'
  | 'code'
  | 'nothing'

export interface RoleEvidence {
  readonly profile: ColumnProfile
  /** Of the column's name, in lower case. */
  readonly words: readonly string[]
  readonly isKey: boolean
  /** Refers to a table by what that table's rows are called. */
  readonly isNameOfOther: boolean
  readonly isPlural: boolean
}

const CONTACT = new Set(
  'phone telephone mobile fax cell email mail address street url website web homepage page zip zipcode postal postcode photo image picture path link ip'.split(
    ' ',
  ),
)
const CODES = new Set(
  'id code via number no nr key ssn isbn sku extension serial barcode ean iban reference token hash password login uid uuid guid'.split(
    ' ',
  ),
)
const COORDINATES = new Set('latitude longitude lat long lng lon x y'.split(' '))
const ORDINALS = new Set(
  'rank ranking position place round floor level sequence seq line row index step hour minute day month week slot stage grade season episode version lap grid seed semester start end'.split(
    ' ',
  ),
)
const TEXTS = new Set(
  'description details detail notes note comment comments text content body summary abstract bio biography remark remarks message review'.split(
    ' ',
  ),
)
const NAMES = new Set('name title surname'.split(' '))
const CATEGORIES = new Set(
  'city country state region province county type status category class gender sex nationality language color colour genre department party position major kind group role semester'.split(
    ' ',
  ),
)
const NO_FLAGS = new Set('gender sex'.split(' '))

// Whole numbers that stand for something else.
const ENCODED = new Set(
  'status type class category kind group gender sex mode party state zone flag major room discipline'.split(
    ' ',
  ),
)

/** Of a number that is no sum of its parts: added up, it says nothing. */
const NOT_ADDITIVE = new Set(
  'price rate ratio percent percentage pct acceleration accelerate mpg horsepower power age score rating temperature average avg minimum maximum min max height weight speed humidity pressure visibility density share index gpa discount width level per elevation altitude length'.split(
    ' ',
  ),
)

export function roleOf(evidence: RoleEvidence): ColumnRole {
  const { profile, words, isKey, isNameOfOther } = evidence
  const { content } = profile
  if (content === 'empty' || content === 'blob') return 'nothing'
  if (isNameOfOther) return 'category'
  if (isKey) return 'key'
  const last = words.at(-1) ?? ''
  if (content === 'boolean') return words.some((word) => NO_FLAGS.has(word)) ? 'category' : 'flag'
  if (content === 'date' || content === 'datetime') return isIsoDate(profile) ? 'date' : 'text'
  const isStoredAsNumber = typeof profile.minimum === 'number' || typeof profile.minimum === 'bigint'
  if (content === 'year') return isStoredAsNumber ? 'year' : 'category'
  if (isStoredAsNumber && typeof profile.maximum !== 'string') return numberRole(evidence, last)
  return textRole(evidence, last)
}

// Plural, and no number of things.
const AMOUNTS = new Set(
  'tonnes tons kilometers kilometres meters metres feet miles pounds kilograms grams liters litres inches acres hectares watts sales earnings revenues profits expenses costs savings losses wages funds assets proceeds taxes fees payments dollars winnings'.split(
    ' ',
  ),
)

export function isAdditive(words: readonly string[]): boolean {
  return !words.some((word) => NOT_ADDITIVE.has(word))
}

function numberRole({ profile, words, isPlural }: RoleEvidence, last: string): ColumnRole {
  const isWhole = profile.content === 'integer' || holdsWhole(profile)
  // Half a member of staff works half the time.
  const isOfPeople = words.length === 1 && profile.content === 'real'
  if ((isWhole || isOfPeople) && countedThing(words) !== undefined) return 'count'
  if (
    words.some((word) => COORDINATES.has(word)) ||
    CODES.has(last) ||
    /^[a-z]?(?:ssn|num)$|date$/.test(last) ||
    words.some((word) => CONTACT.has(word))
  ) {
    return 'code'
  }
  if (words.some((word) => ORDINALS.has(word)) && profile.content === 'integer') return 'ordinal'
  if (isPersonNoun(last) && profile.content === 'integer') return 'code'
  if (ENCODED.has(last) && profile.content === 'integer') return 'category'
  if (looksNumbered(profile) && isAdditive(words)) return 'code'
  return isWhole && isPlural && !words.some((word) => AMOUNTS.has(word)) ? 'count' : 'measure'
}

/** 6.0 and 12.0 of a column that is declared as real. */
function holdsWhole({ minimum, maximum, frequentValues }: ColumnProfile): boolean {
  return [minimum, maximum, ...frequentValues.map(({ value }) => value)].every(
    (value) => typeof value === 'number' && Number.isInteger(value),
  )
}

/** Numbers written as text, a few words among them: nobody asks for one of them, or splits rows by them. */
function holdsWrittenNumbers({ content, frequentValues }: ColumnProfile): boolean {
  const numbers = frequentValues.filter(({ value }) => /^-?\d*\.?\d+$/.test(String(value)))
  return content === 'text' && frequentValues.length > 2 && numbers.length * 2 > frequentValues.length
}

function textRole({ profile, words }: RoleEvidence, last: string): ColumnRole {
  if (words.some((word) => TEXTS.has(word)) || profile.averageLength > 60) return 'text'
  if (words.some((word) => CONTACT.has(word)) && !NAMES.has(last)) return 'contact'
  // "August 2008": in no order, and in one of many ways to write it.
  if (/^(?:date|time|datetime|timestamp)$/.test(last)) return 'text'
  const valued = profile.rowCount - profile.nullCount
  const repeats = profile.distinctCount > 0 && valued / profile.distinctCount >= 1.5
  if (NAMES.has(last) && !(last === 'title' && repeats && profile.distinctCount <= 20)) return 'name'
  const first = profile.frequentValues[0]?.value
  if (CODES.has(last)) {
    const isWord = typeof first === 'string' && /^[\p{L}]{3,}/u.test(first) && repeats
    return isWord ? 'category' : 'code'
  }
  if (holdsWrittenNumbers(profile)) return 'text'
  if (words.some((word) => CATEGORIES.has(word))) return 'category'
  if (profile.content === 'integer' || profile.content === 'real') return 'code'
  if (profile.averageLength > 40) return 'text'
  return repeats && profile.distinctCount <= Math.max(40, profile.rowCount / 3) ? 'category' : 'name'
}

/** 2024-01-31, with a time of day or without: what SQLite's date functions read. */
function isIsoDate({ minimum, maximum, frequentValues }: ColumnProfile): boolean {
  const seen = [minimum, maximum, ...frequentValues.map(({ value }) => value)]
  return seen.every(
    (value) => typeof value === 'string' && /^(?!0000)\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}|$)/.test(value),
  )
}

/** 1, 2, 3, … without a gap, each many times: the numbers stand for things. */
function looksNumbered({ content, minimum, maximum, distinctCount, rowCount }: ColumnProfile): boolean {
  const isFromStart = minimum === 1 && maximum === distinctCount
  return (
    content === 'integer' &&
    isFromStart &&
    distinctCount >= 8 &&
    distinctCount <= 100 &&
    rowCount >= 4 * distinctCount
  )
}
