import { foldText, identifierWords, stemWord } from '../../base/text.ts'
import { columnKey } from '../../database/schema.ts'
import type { QuestionLinks } from '../../model/question-links.ts'
import type { Query } from '../../sql/ast.ts'
import { walkQuery } from '../../sql/walk.ts'
import type { QueryFacts } from '../pool/query-facts.ts'
import { literalsOf } from './query-literals.ts'
import { foldEnding, stemsOf } from './question-stems.ts'

/**
 * The round trip: what of the query cannot be found in the question, as half a sentence; null when the question leads to
 * the tables, columns, values, aggregates and order that the SQL uses.
 */
export function findUnsaid(
  { question, query }: { readonly question: string; readonly query: Query },
  links: QuestionLinks,
  facts: QueryFacts,
  schema: ReadSchema,
): string | null {
  return (
    unsaidLiteral(question, links, query) ??
    unsaidTable(question, links, facts, schema) ??
    unsaidColumn(question, links, facts, schema) ??
    unsaidOperation(question, links, query)
  )
}

/** Of the survey, by `columnKey`. */
export interface ReadSchema {
  /** Columns that tell rows apart or refer to others: the words for their tables mean them too. */
  readonly keys: ReadonlySet<string>
  /** Dates and years. */
  readonly moments: ReadonlySet<string>
}

const NUMBER_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'] // biome-ignore format: one line

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth', 'eleventh'] // biome-ignore format: one line
const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'] // biome-ignore format: one line

/** The names of months, each followed by the number that data have for it. */
function withMonthNumbers(folded: string): string {
  return MONTHS.reduce(
    (text, month, index) => text.replaceAll(month, `${month} ${String(index + 1).padStart(2, '0')}`),
    folded,
  )
}

function unsaidLiteral(question: string, { numbers }: QuestionLinks, query: Query): string | null {
  const folded = withMonthNumbers(foldText(question))
  const digits = new Set(folded.replace(/(?<=\d),(?=\d)/g, '').match(/\d+(?:\.\d+)?/g) ?? [])
  const isSaid = (value: number): boolean =>
    numbers.includes(value) ||
    digits.has(String(value)) ||
    digits.has(String(Math.abs(value))) ||
    new RegExp(`\\b${NUMBER_WORDS[value] ?? '\u0000'}\\b`).test(folded)
  const literals = literalsOf(query)
  const text = literals.texts.find((value) => !isTextSaid(value, folded, digits))
  if (text !== undefined) return `the question does not say '${text}'`
  const number = literals.numbers.find((value) => !isSaid(value))
  if (number !== undefined) return `the question does not say ${number}`
  // An offset of 2 is "the third".
  const count = literals.counts.find(
    (value) =>
      value > 1 && !isSaid(value) && !new RegExp(`\\b${ORDINALS[value] ?? '\u0000'}\\b`).test(folded),
  )
  return count === undefined ? null : `the question does not say how many (${count})`
}

/** Dates may be said in many ways; their year is in all of them. */
function isTextSaid(value: string, folded: string, digits: ReadonlySet<string>): boolean {
  const bare = foldText(value).replace(/[%_]/g, ' ').trim()
  if (folded.includes(bare)) return true
  const date = /^(\d{4})-(\d\d)(?:-(\d\d))?/.exec(value)
  if (date !== null) return digits.has(date[1]!) || digits.has(String(Number(date[1]) - 1))
  const number = Number(bare)
  return bare !== '' && Number.isFinite(number) && digits.has(String(number))
}

function unsaidTable(
  question: string,
  links: QuestionLinks,
  { tables, joins, resolution }: QueryFacts,
  { keys: keyColumns }: ReadSchema,
): string | null {
  const said = new Set(
    [...links.tables, ...links.roles, ...links.columns, ...links.values].map(({ table }) =>
      table.toLowerCase(),
    ),
  )
  const used = new Set(
    resolution.columns
      .filter((use) => use.clause !== 'on' && !keyColumns.has(columnKey(use)))
      .map(({ table }) => table.toLowerCase()),
  )
  const stems = stemsOf(question)
  const unsaid = tables.find((table) => {
    if (said.has(table.toLowerCase()) || isNamed(table, stems)) return false
    const keys = joins.filter(({ from, to }) => from.table === table || to.table === table)
    // A table that only connects two others is named by nobody.
    return keys.length < 2 || used.has(table.toLowerCase())
  })
  return unsaid === undefined ? null : `the question does not lead to the table ${unsaid}`
}

function unsaidColumn(
  question: string,
  links: QuestionLinks,
  { resolution }: QueryFacts,
  { keys, moments }: ReadSchema,
): string | null {
  const said = new Set([
    ...links.columns.map(columnKey),
    ...links.values.map(columnKey),
    ...[...links.tables, ...links.roles].flatMap(({ shown }) => shown.map(columnKey)),
  ])
  const stems = stemsOf(question)
  const speaksOfTime = links.periods.length > 0 || MOMENT_WORDS.test(question)
  const unsaid = resolution.columns.find((use) => {
    const key = columnKey(use)
    if (use.clause === 'on' || said.has(key) || keys.has(key)) return false
    if ((moments.has(key) && speaksOfTime) || isNamed(use.column, stems)) return false
    return !IMPLIED.some(([name, words]) => name.test(use.column) && words.test(question))
  })
  return unsaid === undefined
    ? null
    : `the question does not lead to the column ${unsaid.table}.${unsaid.column}`
}

/**
 * All words of the name are in the question: the linker reads longer names first, and what a table is called may be all
 * that it sees. "Customers" stand for their CustomerID.
 */
function isNamed(name: string, stems: ReadonlySet<string>): boolean {
  const words = identifierWords(name)
  const meant = words.filter((word) => !UNSAID_WORDS.has(word))
  const own = meant.length > 0 ? meant : words
  return own.every((word) => stems.has(foldEnding(stemWord(word))) || isShortened(word, stems))
}

/** "available_yn" is said as "available", "dock_count" as "docks", "cars_data" as "cars". */
const UNSAID_WORDS: ReadonlySet<string> = new Set(
  'id is has yn mf flag ind indicator in on of to for at by how data info list count number num no date code'.split(
    ' ',
  ),
)

/** "hrs" of "hours", "stu" of "student": the same beginning, and the other letters in their order. */
function isShortened(word: string, stems: ReadonlySet<string>): boolean {
  if (!/^[a-z]{3,5}$/.test(word)) return false
  const letters = new RegExp(`^${[...word].join('.*')}`)
  return [...stems].some((stem) => stem.length > word.length && letters.test(stem))
}

/** Words that speak of some date without its name. */
const MOMENT_WORDS =
  /\b(?:years?|months?|dates?|dated|when|old(?:er|est)|young(?:er|est)|newest|latest|earliest|recent(?:ly)?|long(?:er|est)-serving|before|after|since)\b/i
/** Words of degree speak of what they measure, and what is measured in a unit is not called by it. */
const IMPLIED: readonly (readonly [name: RegExp, words: RegExp])[] = [
  [/bytes?$/i, /\b(?:size|large|small|big)/i],
  [/(?:seconds|minutes|hours|_ms)$/i, /\b(?:length|duration|long|short|time)/i],
  [/weight/i, /\b(?:heav|light)/i],
  [/price|cost|amount|fee/i, /\b(?:cheap|expensive)/i],
  [/height/i, /\b(?:tall|short|high|low)/i],
  [/length|distance|duration/i, /\b(?:long|short|far)/i],
  [/age$/i, /\b(?:old|young)/i],
  [/population|area|size|capacity/i, /\b(?:large|small|big|populous)/i],
]

function unsaidOperation(question: string, { asks }: QuestionLinks, query: Query): string | null {
  const calls = new Set<string>()
  let isOrdered = false
  walkQuery(query, {
    query: ({ orderBy }) => {
      isOrdered ||= orderBy.length > 0
    },
    expression: (expression) => {
      if (expression.kind === 'call') calls.add(expression.name.toLowerCase())
    },
  })
  const has = (...names: readonly Parameters<typeof asks.has>[0][]): boolean =>
    names.some((name) => asks.has(name))
  const isRanked = has('superlative', 'order', 'maximum', 'minimum')
  if (calls.has('avg') && !has('average')) return 'the question asks for no average'
  if (calls.has('sum') && !has('sum', 'share', 'count') && !isRanked) return 'the question asks for no sum'
  if (isOrdered && !isRanked && !/\b(?:first|last|top|bottom|rank|most|least|fewest)\b/i.test(question)) {
    return 'the question asks for no order'
  }
  if ((calls.has('max') || calls.has('min')) && !isRanked) return 'the question asks for no extreme'
  return null
}
