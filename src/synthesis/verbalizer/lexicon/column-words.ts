import type { SqlValue } from '../../../database/database.ts'
import type { ColumnName, Table } from '../../../database/schema.ts'
import type { ColumnProfile, JoinKey } from '../../../exploration/survey.ts'
import { pluralOf, singularOf } from '../../../sql/restatement/plural.ts'
import type { KnowledgeEntry } from '../../../values/knowledge.ts'
import { type ColumnRole, isAdditive, roleOf } from './column-role.ts'
import { type FlagWords, nameFlag } from './flag-words.ts'
import { readableWords } from './readable-words.ts'
import { isSayableText } from './sayable-value.ts'

/** A column as people speak of it, beside what they need to know of its values. */
export interface ColumnWords extends ColumnName {
  readonly role: ColumnRole
  /** Without the name of its table: "unit price". */
  readonly one: string
  readonly many: string
  readonly words: readonly string[]
  /** What its numbers count: "milliseconds", where the name says so. */
  readonly unit?: string
  readonly flag?: FlagWords
  /** Adding it up says something. */
  readonly isAdditive: boolean
  readonly profile: ColumnProfile
  readonly isUnique: boolean
  readonly hasNulls: boolean
  /** Values that a person would name, as stored; most frequent first. */
  readonly values: readonly (string | number)[]
  /** What a stored value is called, where that is something else. */
  sayValue(value: string | number): string | undefined
}

export interface ColumnFacts {
  readonly table: Table
  readonly profile: ColumnProfile
  readonly nouns: ReadonlyMap<string, readonly string[]>
  readonly known: ReadonlySet<string>
  readonly joins: readonly JoinKey[]
  readonly names: ReadonlyMap<string, readonly string[]>
  readonly knowledge: readonly KnowledgeEntry[]
}

export function nameColumn(facts: ColumnFacts): ColumnWords {
  const { table, profile, nouns, known, joins, names } = facts
  const tableWords = nouns.get(table.name.toLowerCase())!
  const owners = [tableWords, ...nouns.values()].map((words) => words.join(' '))
  const full = readableWords(profile.column, known, owners)
  const own = withoutTable(full, tableWords)
  const key = joins.find(({ from }) => from.table === table.name && from.columns.includes(profile.column))
  const isNameOfOther =
    key !== undefined &&
    key.from.columns.length === 1 &&
    key.to.table !== table.name &&
    (names.get(key.to.table.toLowerCase())?.includes(key.to.columns[0]!) ?? false)
  const isOnlyKey = table.primaryKey.length === 1 && table.primaryKey[0] === profile.column
  const isNamed = names.get(table.name.toLowerCase())?.includes(profile.column) ?? false
  const isPartOfKey = key !== undefined && (key.from.columns.length === 1 || full.at(-1) === 'ID')
  const isKey = (isPartOfKey && !isNameOfOther) || (isOnlyKey && !isNamed)
  const lower = full.map((word) => word.toLowerCase())
  const isPlural = isPluralWord(headOf(own))
  const role = isNamed ? 'name' : roleOf({ profile, words: lower, isKey, isNameOfOther, isPlural })
  const isOwnNoun = role === 'name' && singularOf(own.join(' ')) === singularOf(tableWords.join(' '))
  const noun = isOwnNoun
    ? 'name'
    : phraseOf(own, role, isNameOfOther ? nouns.get(key!.to.table.toLowerCase())! : undefined)
  const said = encodings(facts)
  const flag = role === 'flag' ? nameFlag(own, profile) : undefined
  return {
    table: table.name,
    column: profile.column,
    role,
    words: own,
    ...nounForms(noun, role),
    ...(flag && { flag }),
    isAdditive: isAdditive(lower),
    profile,
    isUnique:
      profile.isEstimate !== true &&
      profile.nullCount === 0 &&
      profile.distinctCount === profile.rowCount &&
      profile.rowCount > 0,
    hasNulls: profile.nullCount > 0,
    values: sayableValues(profile, role, said),
    sayValue: (value) => said.get(String(value)),
  }
}

/** "units in stock" -> units. */
function headOf(words: readonly string[]): string {
  const at = words.findIndex((word, place) => place > 0 && ['in', 'on', 'of', 'per'].includes(word))
  return words[at < 0 ? words.length - 1 : at - 1] ?? ''
}

function isPluralWord(word: string): boolean {
  return word.length > 3 && singularOf(word) !== word
}

/** customer_name of customers -> name; the last word of the table's name is what rows are. */
function withoutTable(words: readonly string[], tableWords: readonly string[]): readonly string[] {
  const same = (left: string, right: string): boolean =>
    singularOf(left.toLowerCase()) === singularOf(right.toLowerCase())
  for (const prefix of [tableWords, tableWords.slice(-1)]) {
    if (words.length > prefix.length && prefix.every((word, index) => same(word, words[index]!))) {
      const rest = words.slice(prefix.length)
      if (!/^\d+$/.test(rest[0]!)) return rest
    }
  }
  return words
}

const LOOSE_ENDS = new Set(['code', 'codes', 'ID', 'id'])
// A column named by its unit measures what that unit is for.
const UNITS: Readonly<Record<string, string>> = {
  milliseconds: 'length',
  bytes: 'size',
  kilobytes: 'size',
  megabytes: 'size',
}

function phraseOf(words: readonly string[], role: ColumnRole, parent: readonly string[] | undefined): string {
  if (parent !== undefined) {
    const bare = words.filter((word) => !['name', 'code', 'ID'].includes(word))
    return bare.length === 0 ? singularOf(parent.join(' ')) : bare.join(' ')
  }
  const isCategory = role === 'category' && words.length > 1 && LOOSE_ENDS.has(words.at(-1)!)
  const kept = isCategory ? words.slice(0, -1) : words
  const last = kept.at(-1)
  if (last === 'no' && kept.length > 1) return [...kept.slice(0, -1), 'number'].join(' ')
  if (kept[0] === 'ship' && kept.length > 1) return ['shipping', ...kept.slice(1)].join(' ')
  if (role === 'date') return datePhrase(kept)
  if (role === 'contact' && (last === 'phone' || last === 'fax' || last === 'telephone'))
    return [...kept, 'number'].join(' ')
  if (role === 'flag' && kept.length > 1 && (kept[0] === 'is' || kept[0] === 'has'))
    return `${kept.slice(1).join(' ')} flag`
  return kept.join(' ')
}

const MOMENTS = new Set('date time datetime timestamp day birthday birthdate dates since moment'.split(' '))

function datePhrase(words: readonly string[]): string {
  const last = words.at(-1)!
  if (words[0] === 'date' && words.length === 2 && last === 'from') return 'start date'
  if (words[0] === 'date' && words.length === 2 && last === 'to') return 'end date'
  if (words.length > 1 && (last === 'on' || last === 'at')) return [...words.slice(0, -1), 'date'].join(' ')
  if (last === 'expires') return [...words.slice(0, -1), 'expiry date'].join(' ')
  if (words[0] === 'shipped') return ['shipping', ...words.slice(1)].join(' ')
  if (words[0] === 'date' && words.length > 1) return words.join(' ')
  return words.some((word) => MOMENTS.has(word) || word.endsWith('date'))
    ? words.join(' ')
    : [...words, 'date'].join(' ')
}

function nounForms(noun: string, role: ColumnRole): Pick<ColumnWords, 'one' | 'many' | 'unit'> {
  const measured = UNITS[noun]
  if (measured !== undefined) return { one: measured, many: pluralOf(measured), unit: noun }
  const inUnit = splitUnit(noun)
  if (inUnit !== undefined) {
    const [what, unit] = inUnit
    if (isNumberRole(role)) return { one: what, many: pluralOf(what), unit }
    return { one: `${what} in ${unit}`, many: `${pluralOf(what)} in ${unit}` }
  }
  if (/^date (?!of )/.test(noun)) return { one: noun, many: noun.replace(/^date/, 'dates') }
  if (role === 'count') return { one: `number of ${noun}`, many: `numbers of ${noun}`, unit: noun }
  const one = /(?:details|credits|points|hours)$/.test(noun) ? noun : singularLast(noun)
  return { one, many: one.endsWith('ID') || one.endsWith('SSN') ? `${one}s` : pluralOf(one) }
}

// What is measured, and in what: the last word of "max temperature f".
const MEASURED = new Set(
  'temperature point humidity pressure visibility speed precipitation distance length height weight duration width depth'.split(
    ' ',
  ),
)
const UNIT_WORDS: Readonly<Record<string, string>> = {
  f: 'degrees Fahrenheit',
  c: 'degrees Celsius',
  inches: 'inches',
  miles: 'miles',
  mph: 'MPH',
  km: 'kilometers',
  feet: 'feet',
  kg: 'kilograms',
  cm: 'centimeters',
  meters: 'meters',
  minutes: 'minutes',
  seconds: 'seconds',
}

function splitUnit(noun: string): readonly [string, string] | undefined {
  const words = noun.split(' ')
  const unit = UNIT_WORDS[words.at(-1)!.toLowerCase()]
  return unit !== undefined && MEASURED.has(words.at(-2) ?? '')
    ? [words.slice(0, -1).join(' '), unit]
    : undefined
}

function isNumberRole(role: ColumnRole): boolean {
  return role === 'measure' || role === 'count' || role === 'ordinal'
}

function singularLast(noun: string): string {
  return /(?:status|address|class|process|series|species|basis|bus|gas|ss)$/i.test(noun)
    ? noun
    : singularOf(noun)
}

const GENDERS: Readonly<Record<string, string>> = { m: 'male', f: 'female', male: 'male', female: 'female' }

/** Stored value -> what it is called: from the knowledge table, and what everybody knows of M and F. */
function encodings({ table, profile, knowledge }: ColumnFacts): ReadonlyMap<string, string> {
  const said = new Map<string, string>()
  const isGender = /(?:gender|sex)$/i.test(profile.column)
  for (const { value } of isGender ? profile.frequentValues : []) {
    const word = GENDERS[String(value).toLowerCase()]
    if (word !== undefined) said.set(String(value), word)
  }
  for (const entry of knowledge) {
    if (entry.kind !== 'value' || entry.table.toLowerCase() !== table.name.toLowerCase()) continue
    if (entry.column.toLowerCase() !== profile.column.toLowerCase()) continue
    if (String(entry.value).toLowerCase() !== entry.keyword.toLowerCase())
      said.set(String(entry.value), entry.keyword)
  }
  return said
}

function sayableValues(
  profile: ColumnProfile,
  role: ColumnRole,
  said: ReadonlyMap<string, string>,
): readonly (string | number)[] {
  const values: SqlValue[] = profile.frequentValues.map(({ value }) => value)
  return values.flatMap((value) => {
    if (typeof value !== 'string' && typeof value !== 'number') return []
    if (said.has(String(value))) return [value]
    if (typeof value === 'number')
      return ['measure', 'count', 'ordinal', 'year'].includes(role) ? [value] : []
    return (role === 'name' || role === 'category') && isSayableText(value) ? [value] : []
  })
}
