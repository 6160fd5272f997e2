import type { Table } from '../../../database/schema.ts'
import type { JoinKey, TableProfile } from '../../../exploration/survey.ts'
import { pluralOf, rowNoun, singularOf } from '../../../sql/restatement/plural.ts'
import type { ColumnWords } from './column-words.ts'
import type { KeyWords } from './key-words.ts'
import { isPersonNoun, RELATIONS, type RelationVerb, relationOf } from './known-nouns.ts'

/** A table as people speak of its rows. */
export interface Entity {
  readonly table: string
  readonly one: string
  readonly many: string
  readonly isPerson: boolean
  readonly rowCount: number
  readonly isView: boolean
  readonly columns: readonly ColumnWords[]
  /** What a row is called by, as one or two columns; none for rows that have no name. */
  readonly names: readonly ColumnWords[]
  /** No two rows have the same name. */
  readonly isNameUnique: boolean
  /** The single column that identifies a row; undefined when none does. */
  readonly id: ColumnWords | undefined
  /** Little more than keys: its rows link rows of two other tables. */
  readonly isBridge: boolean
  /** No two of its rows link the same. */
  readonly isPairing: boolean
  /** Its keys to other tables. */
  readonly links: readonly KeyWords[]
  /** Where the name of a bridge is what one does to the other: "takes". */
  readonly verb?: RelationVerb
}

export function nameEntity(
  table: Table,
  profile: TableProfile,
  columns: readonly ColumnWords[],
  words: readonly string[],
  joins: readonly JoinKey[],
): Entity {
  const noun = words.join(' ')
  const keys = joins.filter(({ from }) => from.table === table.name)
  const keyColumns = new Set(keys.flatMap(({ from }) => from.columns))
  const others = columns.filter(({ column, role }) => !keyColumns.has(column) && role !== 'key')
  const names = nameOf(columns, noun)
  const single = table.primaryKey.length === 1 ? table.primaryKey[0] : undefined
  const id = columns.find(({ column, isUnique }) => isUnique && column === single)
  const verb = keys.length >= 2 ? relationOf(words) : undefined
  const isLinking = keys.length >= 2 && names.length === 0 && id === undefined
  const isBridge =
    isLinking && others.every(({ role }) => role === 'nothing' || role === 'date' || role === 'ordinal')
  const one =
    verb?.noun ??
    (table.kind === 'view' ? nounOfView(table, words) : undefined) ??
    (holdsItself(columns, noun) ? `${singularOf(noun)} record` : nounOfRow(words))
  return {
    table: table.name,
    one,
    many: one.split(' and ').map(pluralOf).join(' and '),
    isPerson: !isBridge && isPersonNoun(one),
    links: [],
    rowCount: profile.rowCount,
    isView: table.kind === 'view',
    columns,
    names,
    isNameUnique: names.length === 1 ? names[0]!.isUnique : false,
    id: id !== undefined && keyColumns.has(id.column) && names.length === 0 ? undefined : id,
    isBridge,
    isPairing:
      isBridge &&
      keys.length === 2 &&
      table.primaryKey.length === 2 &&
      keys.every(({ from }) => table.primaryKey.includes(from.columns[0]!)),
    ...(verb && { verb }),
  }
}

/** "row of the Orders Qry view": a view repeats what tables hold, and must not be taken for one. */
function nounOfView(table: Table, words: readonly string[]): string | undefined {
  const isQuery = /^(?:qry|query|view)$/i.test(words.at(-1)!)
  const isPhrase = words.some((word) => /^(?:by|of|for|in|above|with)$/.test(word))
  const last = words.at(-1)!
  if (!isQuery && !isPhrase && singularOf(last) !== last) return undefined
  const name = table.name.replaceAll('_', ' ').replace(/ view$/i, '')
  return `row of the ${name} view`
}

/** Degrees of the table degrees: each row holds a number of them, and is none. */
function holdsItself(columns: readonly ColumnWords[], noun: string): boolean {
  return columns.some(
    ({ role, words }) =>
      (role === 'count' || role === 'measure') &&
      singularOf(words.join(' ').toLowerCase()) === singularOf(noun),
  )
}

const NOUNS: ReadonlyMap<string, string> = new Map([
  ['enroll', 'enrollment'],
  ['enrolled', 'enrollment'],
  ['faculty', 'faculty member'],
])
const THINGS_IN_ING =
  /^(?:building|meeting|listing|booking|ranking|rating|painting|wedding|recording|reading|offering|opening|setting|posting|hearing|crossing|filing|spring|string|thing|king|ring|wing|warning|drawing|training)$/
// Of these one does not have several.
const UNCOUNTED = new Set(
  'weather traffic mail money luggage furniture research progress attendance feedback inventory info status'.split(
    ' ',
  ),
)

/** "customer"; what names no thing becomes a record of it: "weather record", "works-on record". */
function nounOfRow(words: readonly string[]): string {
  const last = words.at(-1)!
  const noun = words.join(' ')
  const known = NOUNS.get(noun)
  if (known !== undefined) return known
  // "plays games" is what somebody does.
  if (words.length > 1 && RELATIONS.has(words[0]!)) return `${words.join('-')} record`
  if (/ing$/.test(last) && !THINGS_IN_ING.test(last)) return `${noun} record`
  if (UNCOUNTED.has(last)) return `${noun} record`
  if (words.length > 1 && /^(?:with|in|on|to|by|at|for|of)$/.test(last)) return `${words.join('-')} record`
  if (/^(?:taken|given|sold|made|\w+[^e]ed)$/.test(last) && words.length > 1)
    return `${words.join('-')} record`
  return noun.split(' and ').map(rowNoun).join(' and ')
}

/** First and last name where both are there; else the column that is named so; else the first text without repeats. */
function nameOf(columns: readonly ColumnWords[], noun: string): readonly ColumnWords[] {
  const named = columns.filter(({ role, profile }) => role === 'name' && profile.distinctCount > 1)
  const byWords = (text: string): ColumnWords | undefined =>
    named.find(({ words }) => words.join(' ') === text)
  const first = byWords('first name') ?? byWords('firstname')
  const last = byWords('last name') ?? byWords('lastname') ?? byWords('surname')
  if (first !== undefined && last !== undefined) return [first, last]
  const exact =
    byWords('name') ??
    byWords(`${singularOf(noun)} name`) ??
    byWords('title') ??
    byWords('full name') ??
    byWords(singularOf(noun)) ??
    byWords(singularOf(noun.split(' ').at(-1)!))
  if (exact !== undefined) return [exact]
  const spoken = named.filter(({ words }) => words.at(-1) === 'name' || words.at(-1) === 'title')
  const telling = spoken.filter(({ profile }) => profile.distinctCount >= 0.9 * profile.rowCount)
  if (telling.length > 0) return [telling[0]!]
  const unique = named.filter(({ isUnique, profile }) => isUnique && profile.averageLength <= 40)
  if (unique.length > 0) return [unique[0]!]
  const described = columns.filter(
    ({ role, profile, words }) =>
      role === 'text' &&
      profile.distinctCount >= 0.95 * profile.rowCount &&
      profile.averageLength <= 30 &&
      words.at(-1) === 'description',
  )
  return described.slice(0, 1)
}
