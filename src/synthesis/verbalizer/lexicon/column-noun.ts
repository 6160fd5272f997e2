import { pluralOf, singularOf } from '../../../sql/restatement/plural.ts'
import type { ColumnRole } from './column-role.ts'

/** What one value of a column is called, and several. */
export interface ColumnNoun {
  readonly one: string
  readonly many: string
  /** What its numbers count: "milliseconds", where the name says so. */
  readonly unit?: string
}

/** "units in stock" -> units; "hours played" -> hours. */
export function headOf(words: readonly string[]): string {
  const at = words.findIndex((word, place) => place > 0 && ['in', 'on', 'of', 'per'].includes(word))
  const end = at < 0 ? words.length : at
  return words[end > 1 && standsAfter(words[end - 1]!) ? end - 2 : end - 1] ?? ''
}

export function isPluralWord(word: string): boolean {
  return word.length > 3 && singularOf(word) !== word
}

// Of people one says how many there are, also where the column is named by one of them.
const HEADCOUNTS: ReadonlyMap<string, string> = new Map([
  ['undergraduate', 'undergraduates'],
  ['graduate', 'graduates'],
  ['faculty', 'faculty members'],
  ['staff', 'staff members'],
  ['headcount', 'people'],
])

/** What the numbers count where the name says that they do: dock_count, number_of_docks, num_docks -> docks. */
export function countedThing(words: readonly string[]): string | undefined {
  const lower = words.map((word) => word.toLowerCase())
  const [first, second] = lower
  if (words.length === 1) return HEADCOUNTS.get(first!)
  if (lower.at(-1) === 'count') return pluralOf(words.slice(0, -1).join(' '))
  if ((first === 'number' || first === 'no' || first === 'count') && second === 'of' && words.length > 2)
    return pluralOf(words.slice(2).join(' '))
  if (first === 'number' && isPluralWord(headOf(words))) return words.slice(1).join(' ')
  return undefined
}

/** "bikes available", "hours played": the noun is the word before. */
function standsAfter(word: string): boolean {
  return isParticiple(word) || /^(?:available|remaining|left|sold|won|lost|made|taken|given|held)$/.test(word)
}

function isParticiple(word: string): boolean {
  return /[^e]ed$/.test(word) && word.length > 4
}

/**
 * customer_name of customers -> name, date_order_placed of orders -> date placed, CRS_CREDIT of courses -> credit:
 * the table's noun says what the rows are already. `isPrefix` tells a word that many columns of the table begin with.
 */
export function withoutTable(
  words: readonly string[],
  tableWords: readonly string[],
  isPrefix: (word: string) => boolean,
): readonly string[] {
  const same = (left: string, right: string): boolean =>
    singularOf(left.toLowerCase()) === singularOf(right.toLowerCase())
  // "Products by Category" are no categories, and "Order Details Extended" nothing extended.
  const isNoun =
    !isParticiple(tableWords.at(-1)!) && !tableWords.some((word) => /^(?:by|of|for|in)$/.test(word))
  for (const prefix of isNoun ? [tableWords, tableWords.slice(-1)] : [tableWords]) {
    if (words.length > prefix.length && prefix.every((word, index) => same(word, words[index]!))) {
      const rest = words.slice(prefix.length)
      // "number" alone is how many, not which.
      const isNumber = rest.length === 1 && /^(?:number|no|count|num)$/.test(rest[0]!)
      if (!/^\d+$/.test(rest[0]!) && !isNumber) return rest
    }
  }
  const [first, second, third] = words
  if (first === 'date' && third !== undefined && same(second!, tableWords.at(-1)!))
    return [first, ...words.slice(2)]
  const isShort =
    second !== undefined &&
    !/^(?:date|time|name|type|code|place|rate)$/.test(first!) &&
    isPrefix(first!) &&
    tableWords.some((word) => isShortFor(first!, word))
  return isShort ? words.slice(1) : words
}

/** crs for course, prof for professor: the same first letter, the others in order. */
function isShortFor(short: string, long: string): boolean {
  const [left, right] = [short.toLowerCase(), long.toLowerCase()]
  if (left[0] !== right[0] || left.length >= right.length || left.length < 2) return false
  let place = 0
  for (const letter of right) if (letter === left[place]) place++
  return place === left.length
}

/** `content` is 'time' for dates and 'year' for years: a column that is named by what happened then is a time. */
export function nounOf(
  words: readonly string[],
  role: ColumnRole,
  content: 'time' | 'year' | 'other',
): ColumnNoun {
  const [only] = words
  if (words.length === 1 && (only === 'from' || only === 'to')) {
    return nounForms(only === 'from' ? 'origin' : 'destination', role)
  }
  if (
    content === 'year' &&
    words.length === 1 &&
    /^(?:built|founded|opened|established|born|released)$/.test(only!)
  ) {
    return { one: `year ${only}`, many: `years ${only}` }
  }
  const counted = role === 'count' ? countedThing(words) : undefined
  if (counted !== undefined)
    return { one: `number of ${counted}`, many: `numbers of ${counted}`, unit: counted }
  const noun = phraseOf(words, role, content === 'time')
  return nounForms(noun, role)
}

const LOOSE_ENDS = new Set(['code', 'codes'])
const PLACES = new Set(['town', 'city', 'state', 'county', 'province', 'region', 'country'])
// They say how the values are written, not what they are.
const WRITTEN_AS = new Set(['yn', 'mf'])

/** "city", "state/province": rows are in it, or from it. */
export function isPlaceNoun(noun: string): boolean {
  return noun.split('/').every((word) => PLACES.has(word))
}

function phraseOf(words: readonly string[], role: ColumnRole, isTime: boolean): string {
  const isCategory = role === 'category' && words.length > 1 && LOOSE_ENDS.has(words.at(-1)!)
  const isWritten = words.length > 1 && WRITTEN_AS.has(words.at(-1)!.toLowerCase())
  const kept = isCategory || isWritten ? words.slice(0, -1) : words
  const last = kept.at(-1)
  if (kept[0] === 'how' && kept[1] === 'to') return ['way', ...kept.slice(1)].join(' ')
  if (kept.length > 1 && kept.every((word) => PLACES.has(word))) return kept.join('/')
  if (last === 'no' && kept.length > 1) return [...kept.slice(0, -1), 'number'].join(' ')
  if (kept[0] === 'ship' && kept.length > 1) return ['shipping', ...kept.slice(1)].join(' ')
  if (isTime) return datePhrase(kept)
  if (role === 'contact' && (last === 'phone' || last === 'fax' || last === 'telephone')) {
    return [...kept, 'number'].join(' ')
  }
  if (role === 'flag' && kept.length > 1 && (kept[0] === 'is' || kept[0] === 'has')) {
    return `${kept.slice(1).join(' ')} flag`
  }
  return kept.join(' ')
}

const MOMENTS = new Set('date time datetime timestamp day birthday birthdate dates since moment'.split(' '))

function datePhrase(words: readonly string[]): string {
  const last = words.at(-1)!
  if (words[0] === 'date' && last === 'from') return 'start date'
  if (words[0] === 'date' && last === 'to') return 'end date'
  if (words.length > 1 && (last === 'on' || last === 'at')) return [...words.slice(0, -1), 'date'].join(' ')
  if (last === 'expires') return [...words.slice(0, -1), 'expiry date'].join(' ')
  if (words[0] === 'shipped') return ['shipping', ...words.slice(1)].join(' ')
  if (words[0] === 'date' && words.length > 1) return words.join(' ')
  return words.some((word) => MOMENTS.has(word) || word.endsWith('date'))
    ? words.join(' ')
    : [...words, 'date'].join(' ')
}

// A column named by its unit measures what that unit is for.
const UNITS: ReadonlyMap<string, string> = new Map([
  ['milliseconds', 'length'],
  ['bytes', 'size'],
  ['kilobytes', 'size'],
  ['megabytes', 'size'],
])

function nounForms(noun: string, role: ColumnRole): ColumnNoun {
  const measured = UNITS.get(noun)
  if (measured !== undefined) return { one: measured, many: pluralOf(measured), unit: noun }
  const inUnit = splitUnit(noun)
  if (inUnit !== undefined) {
    const [what, unit] = inUnit
    if (isNumberRole(role)) return { one: what, many: pluralOf(what), unit }
    return { one: `${what} in ${unit}`, many: `${pluralOf(what)} in ${unit}` }
  }
  if (/^date (?!of )/.test(noun)) return { one: noun, many: noun.replace(/^date/, 'dates') }
  if (noun.startsWith('way to ')) return { one: noun, many: noun.replace('way', 'ways') }
  if (role === 'count' && noun.startsWith('total '))
    return { one: noun.replace('total', 'total number of'), many: noun.replace('total', 'total numbers of') }
  if (role === 'count') return { one: `number of ${noun}`, many: `numbers of ${noun}`, unit: noun }
  const words = noun.split(' ')
  if (words.length > 1 && isParticiple(words.at(-1)!)) {
    const [head, rest] = [words.slice(0, -1).join(' '), words.at(-1)!]
    return { one: `${singularLast(head)} ${rest}`, many: `${pluralOf(singularLast(head))} ${rest}` }
  }
  const one = /(?:details|credits|points|hours)$/.test(noun) ? noun : singularLast(noun)
  return { one, many: /[A-Z]{2,}$/.test(one) ? `${one}s` : pluralOf(one) }
}

// What is measured, and in what: the last word of "max temperature f".
const MEASURED = new Set(
  `temperature point humidity pressure visibility speed precipitation distance length height weight duration width
   depth`.split(/\s+/),
)
const UNIT_WORDS: ReadonlyMap<string, string> = new Map([
  ['f', 'degrees Fahrenheit'],
  ['c', 'degrees Celsius'],
  ['inches', 'inches'],
  ['miles', 'miles'],
  ['mph', 'MPH'],
  ['km', 'kilometers'],
  ['feet', 'feet'],
  ['kg', 'kilograms'],
  ['cm', 'centimeters'],
  ['meters', 'meters'],
  ['minutes', 'minutes'],
  ['seconds', 'seconds'],
])

function splitUnit(noun: string): readonly [string, string] | undefined {
  const words = noun.split(' ')
  const unit = UNIT_WORDS.get(words.at(-1)!.toLowerCase())
  if (unit === undefined || !MEASURED.has(words.at(-2) ?? '')) return undefined
  return [words.slice(0, -1).join(' '), unit]
}

function isNumberRole(role: ColumnRole): boolean {
  return role === 'measure' || role === 'count' || role === 'ordinal'
}

function singularLast(noun: string): string {
  return /(?:status|address|class|process|series|species|basis|bus|gas|ss)$/i.test(noun)
    ? noun
    : singularOf(noun)
}
