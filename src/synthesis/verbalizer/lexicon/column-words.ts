import type { SqlValue } from '../../../database/database.ts'
import type { ColumnName, Table } from '../../../database/schema.ts'
import type { ColumnProfile, JoinKey } from '../../../exploration/survey.ts'
import { singularOf } from '../../../sql/restatement/plural.ts'
import type { KnowledgeEntry } from '../../../values/knowledge.ts'
import { headOf, isPluralWord, nounOf, withoutTable } from './column-noun.ts'
import { type ColumnRole, isAdditive, roleOf } from './column-role.ts'
import { type FlagWords, nameFlag } from './flag-words.ts'
import { isCryptic, readableWords } from './readable-words.ts'
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
  /** Its name is no word that a reader would know: "edispl", "FTE AY". */
  readonly isCryptic: boolean
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
  const stripped = withoutTable(full, tableWords, (word) => sharesPrefix(table, word, known, owners))
  const isTime = profile.content === 'date' || profile.content === 'datetime'
  // One date of several keeps its name: "order date" beside "shipping date".
  const isOneOfDates = isTime && stripped.length === 1 && /^(?:date|time)$/.test(stripped[0]!)
  const own =
    isOneOfDates && table.columns.filter(({ name }) => /date|time/i.test(name)).length > 1 ? full : stripped
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
  const isCalled =
    profile.content === 'text' && singularOf(own.join(' ')) === singularOf(tableWords.join(' '))
  const isName = isNamed || (isCalled && !isKey && !isNameOfOther)
  const role = isName ? 'name' : roleOf({ profile, words: lower, isKey, isNameOfOther, isPlural })
  const parent = isNameOfOther ? nouns.get(key!.to.table.toLowerCase()) : undefined
  const noun = isCalled && isName ? ['name'] : parent === undefined ? own : nounOfParent(own, parent)
  const said = encodings(facts)
  const flag = role === 'flag' ? nameFlag(own, profile) : undefined
  return {
    table: table.name,
    column: profile.column,
    role,
    words: own,
    ...nounOf(noun, role, isTime ? 'time' : profile.content === 'year' ? 'year' : 'other'),
    ...(flag && { flag }),
    isAdditive: isAdditive(lower),
    isCryptic: own.some(isCryptic),
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

/** Several columns of the table begin so. */
function sharesPrefix(
  table: Table,
  word: string,
  known: ReadonlySet<string>,
  owners: readonly string[],
): boolean {
  return table.columns.filter(({ name }) => readableWords(name, known, owners)[0] === word).length > 1
}

/** dept_name that refers to departments by their name -> department. */
function nounOfParent(own: readonly string[], parent: readonly string[]): readonly string[] {
  const bare = own.filter((word) => !['name', 'code', 'ID'].includes(word))
  return bare.length === 0 ? [singularOf(parent.join(' '))] : bare
}

const GENDERS: ReadonlyMap<string, string> = new Map([
  ['m', 'male'],
  ['f', 'female'],
  ['male', 'male'],
  ['female', 'female'],
])

/** Stored value -> what it is called: from the knowledge table, and what everybody knows of M and F. */
function encodings({ table, profile, knowledge }: ColumnFacts): ReadonlyMap<string, string> {
  const said = new Map<string, string>()
  const isGender = /(?:gender|sex)(?:_?(?:mf|code))?$/i.test(profile.column)
  for (const { value } of isGender ? profile.frequentValues : []) {
    const word = GENDERS.get(String(value).toLowerCase())
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
