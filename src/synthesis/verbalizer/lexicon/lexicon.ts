import type { ColumnName, Table } from '../../../database/schema.ts'
import { columnKey } from '../../../database/schema.ts'
import type { JoinKey, Survey, TableProfile } from '../../../exploration/survey.ts'
import { singularOf } from '../../../sql/restatement/plural.ts'
import type { KnowledgeEntry } from '../../../values/knowledge.ts'
import { usableKeys } from '../../usable-keys.ts'
import { type ColumnWords, nameColumn } from './column-words.ts'
import { type Entity, nameEntity } from './entity.ts'
import { type KeyWords, nameKey } from './key-words.ts'
import { nameTables } from './name-tables.ts'
import { schemaWords } from './readable-words.ts'
import { tellApart } from './tell-apart.ts'

/** How people speak of a database's tables, columns and keys. */
export interface Lexicon {
  entity(table: string): Entity | undefined
  column(name: ColumnName): ColumnWords | undefined
  readonly keys: readonly KeyWords[]
  /** The key of exactly these columns, if there is one. */
  keyBetween(from: ColumnName, to: ColumnName): KeyWords | undefined
  /** Keys of the table that refer to others. */
  keysFrom(table: string): readonly KeyWords[]
  /** Keys of others that refer to the table. */
  keysTo(table: string): readonly KeyWords[]
}

export function buildLexicon(survey: Survey, knowledge: readonly KnowledgeEntry[]): Lexicon {
  const known = schemaWords(
    survey.schema.tables.flatMap(({ name, columns }) => [name, ...columns.map((column) => column.name)]),
  )
  const nouns = nameTables(survey.schema.tables, known)
  const joins = usableKeys(survey)
  const names = nameColumnsByTable(survey)
  const columns = new Map<string, ColumnWords>()
  const entities = new Map<string, Entity>()
  for (const table of survey.schema.tables) {
    const profile = survey.tables.find((candidate) => candidate.table === table.name)
    if (profile === undefined) continue
    const own = table.columns.flatMap((column) => {
      const columnProfile = profile.columns.find((candidate) => candidate.column === column.name)
      if (columnProfile === undefined) return []
      return [nameColumn({ table, profile: columnProfile, nouns, known, joins, names, knowledge })]
    })
    const words = nouns.get(table.name.toLowerCase())!
    const first = nameEntity(table, profile, own, words, joins)
    const others = [...nouns].filter(
      ([name]) => name !== table.name.toLowerCase() && !joins.some((key) => refers(key, table.name, name)),
    )
    const apart = tellApart(own, first, new Set(others.map(([, words]) => singularOf(words.join(' ')))))
    const entity = apart === own ? first : nameEntity(table, profile, apart, words, joins)
    for (const column of entity.columns) columns.set(columnKey(column), column)
    entities.set(table.name.toLowerCase(), entity)
  }
  const keys = joins.flatMap((key) => {
    const parent = entities.get(key.to.table.toLowerCase())
    const child = entities.get(key.from.table.toLowerCase())
    return parent === undefined || child === undefined
      ? []
      : [nameKey(key, child, parent, known, columns, joins, singleKey(survey, child.table))]
  })
  for (const words of keys) (words.child.links as KeyWords[]).push(words)
  const group = (side: 'from' | 'to'): Map<string, KeyWords[]> => {
    const groups = new Map<string, KeyWords[]>()
    for (const words of keys) {
      const table = words.key[side].table.toLowerCase()
      groups.set(table, [...(groups.get(table) ?? []), words])
    }
    return groups
  }
  const from = group('from')
  const to = group('to')
  return {
    entity: (table) => entities.get(table.toLowerCase()),
    column: (name) => columns.get(columnKey(name)),
    keys,
    keyBetween: (fromColumn, toColumn) =>
      (from.get(fromColumn.table.toLowerCase()) ?? []).find(
        ({ key }) =>
          isSame(key.to.table, toColumn.table) &&
          key.from.columns.some(
            (column, place) =>
              isSame(column, fromColumn.column) && isSame(key.to.columns[place]!, toColumn.column),
          ),
      ),
    keysFrom: (table) => from.get(table.toLowerCase()) ?? [],
    keysTo: (table) => to.get(table.toLowerCase()) ?? [],
  }
}

function refers({ from, to }: JoinKey, table: string, other: string): boolean {
  return from.table === table && isSame(to.table, other)
}

function isSame(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase()
}

/** The only column of the table's primary key. */
function singleKey({ schema }: Survey, table: string): string | undefined {
  const key = schema.tables.find(({ name }) => name === table)?.primaryKey ?? []
  return key.length === 1 ? key[0] : undefined
}

/** Lower-case table -> the columns whose values are what its rows are called. */
function nameColumnsByTable(survey: Survey): ReadonlyMap<string, readonly string[]> {
  return new Map(
    survey.schema.tables.map((table) => [table.name.toLowerCase(), singleNameKey(table, survey.tables)]),
  )
}

function singleNameKey(table: Table, profiles: readonly TableProfile[]): readonly string[] {
  const [only, ...others] = table.primaryKey
  if (only === undefined || others.length > 0) return []
  const profile = profiles
    .find((candidate) => candidate.table === table.name)
    ?.columns.find(({ column }) => column === only)
  const isWord =
    profile?.content === 'text' &&
    profile.frequentValues.some(({ value }) => /^[\p{Lu}][\p{L}]{3,}/u.test(String(value)))
  return isWord && !/(?:id|code|no|number)$/i.test(only) ? [only] : []
}
