import { stemWord } from '../../../base/text.ts'
import type { ColumnName, Table } from '../../../database/schema.ts'
import type { ColumnProfile, Survey } from '../../../exploration/survey.ts'
import { nameStems, schemaVocabulary } from './names/name-stems.ts'

/** A table as the words of questions meet it. */
export interface TableEntry {
  readonly table: string
  /** Stems of its name. */
  readonly stems: readonly string[]
  readonly columns: readonly ColumnEntry[]
  /** What stands for one of its rows when a question names the table itself. */
  readonly displayColumns: readonly ColumnEntry[]
  readonly key: readonly string[]
  readonly isView: boolean
  readonly rowCount: number
}

/** A column as the words of questions meet it. */
export interface ColumnEntry extends ColumnName {
  readonly stems: readonly string[]
  /** The same without the words that only repeat the table's name. */
  readonly ownStems: readonly string[]
  readonly isKey: boolean
  readonly isForeignKey: boolean
  readonly isNumeric: boolean
  readonly isMoment: boolean
  readonly isText: boolean
  readonly profile: ColumnProfile | undefined
}

export interface SchemaLexicon {
  readonly tables: readonly TableEntry[]
  findTable(table: string): TableEntry
  findColumn(column: ColumnName): ColumnEntry | undefined
}

const lexicons = new WeakMap<Survey, SchemaLexicon>()

/** The words of a survey's tables and columns; made once for each survey. */
export function schemaLexiconOf(survey: Survey): SchemaLexicon {
  const known = lexicons.get(survey)
  if (known !== undefined) return known
  const lexicon = buildLexicon(survey)
  lexicons.set(survey, lexicon)
  return lexicon
}

function buildLexicon(survey: Survey): SchemaLexicon {
  const vocabulary = schemaVocabulary(
    survey.schema.tables.flatMap((table) => [table.name, ...table.columns.map((column) => column.name)]),
  )
  const joined = new Set(
    survey.joins.flatMap((join) =>
      join.from.columns.map((column) => `${join.from.table}.${column}`.toLowerCase()),
    ),
  )
  const tables = survey.schema.tables.map((table) => tableEntry(table, survey, vocabulary, joined))
  const byName = new Map(tables.map((table) => [table.table.toLowerCase(), table]))
  return {
    tables,
    findTable: (name) => byName.get(name.toLowerCase())!,
    findColumn: ({ table, column }) =>
      byName
        .get(table.toLowerCase())
        ?.columns.find((candidate) => candidate.column.toLowerCase() === column.toLowerCase()),
  }
}

function tableEntry(
  table: Table,
  survey: Survey,
  vocabulary: ReadonlySet<string>,
  joined: ReadonlySet<string>,
): TableEntry {
  const stems = nameStems(table.name, vocabulary)
  const profile = survey.tables.find((candidate) => candidate.table === table.name)
  const columns = table.columns.map((column): ColumnEntry => {
    const columnStems = nameStems(column.name, vocabulary)
    const withoutTable = columnStems.filter(
      (stem) => !stems.includes(stem) && !(stem.length < 3 && stems.some((own) => own.startsWith(stem))),
    )
    const columnProfile = profile?.columns.find((candidate) => candidate.column === column.name)
    const content = columnProfile?.content ?? 'text'
    const isForeignKey = joined.has(`${table.name}.${column.name}`.toLowerCase())
    const isKey = table.primaryKey.length === 1 && table.primaryKey[0] === column.name
    return {
      table: table.name,
      column: column.name,
      stems: columnStems,
      ownStems: withoutTable.length > 0 ? withoutTable : columnStems,
      isKey,
      isForeignKey,
      isNumeric:
        content === 'integer' || content === 'real' || (content === 'empty' && isNumericType(column.type)),
      isMoment: content === 'date' || content === 'datetime' || content === 'year',
      isText: content === 'text' || content === 'boolean' || content === 'empty',
      profile: columnProfile,
    }
  })
  return {
    table: table.name,
    stems,
    columns,
    displayColumns: chooseDisplayColumns(columns),
    key: table.primaryKey,
    isView: table.kind === 'view',
    rowCount: profile?.rowCount ?? 0,
  }
}

function isNumericType(type: string): boolean {
  return type === 'integer' || type === 'real'
}

const NAME = stemWord('name')
const TITLE = stemWord('title')
const IDENTIFIER = new Set(['id', 'code', 'number', 'key'].map(stemWord))

/** Says where somebody is reached, and not who it is. */
const CONTACT = new Set(
  ['address', 'phone', 'telephone', 'email', 'mail', 'fax', 'login', 'password'].map(stemWord),
)

/** First and last name together, else one name, else a title, else the first text, else the key. */
function chooseDisplayColumns(columns: readonly ColumnEntry[]): ColumnEntry[] {
  const named = columns.filter(
    (column) => column.stems.includes(NAME) && !column.isForeignKey && !column.isNumeric,
  )
  const first = named.find((column) => column.stems.includes('first') || column.stems.includes('given'))
  const last = named.find((column) =>
    ['last', 'sur', 'surnam', 'famili'].some((stem) => column.stems.includes(stem)),
  )
  if (first !== undefined && last !== undefined) return [first, last]
  const own =
    named.find((column) => column.ownStems.length === 1) ??
    named.find((column) => column.stems.length <= 2 && tellsRowsApart(column))
  if (own !== undefined) return [own]
  const titled = columns.find((column) => column.ownStems.at(-1) === TITLE && !column.isNumeric)
  if (titled !== undefined && !columns.some((column) => column.stems.includes(NAME))) return [titled]
  const telling = named.filter(tellsRowsApart)
  if (telling.length > 0) return telling.slice(0, 1)
  if (titled !== undefined) return [titled]
  const label = columns.find(
    (column) =>
      column.isText &&
      !column.isKey &&
      !column.isForeignKey &&
      !column.stems.some((stem) => IDENTIFIER.has(stem) || CONTACT.has(stem)) &&
      tellsRowsApart(column),
  )
  const key = columns.find((column) => column.isKey)
  return [label ?? key ?? columns[0]].filter((column) => column !== undefined)
}

/** Nearly every row has a value of its own: a label, not a remark or a state. */
function tellsRowsApart({ profile }: ColumnEntry): boolean {
  if (profile === undefined || profile.rowCount === 0) return true
  return (
    profile.nullCount === 0 && profile.distinctCount >= 0.9 * profile.rowCount && profile.averageLength <= 60
  )
}
