import { foldText } from '../../base/text.ts'
import { columnKey } from '../../database/schema.ts'
import type { QuestionLinks } from '../../model/question-links.ts'
import type { Query } from '../../sql/ast.ts'
import { walkQuery } from '../../sql/walk.ts'
import type { QueryFacts } from '../pool/query-facts.ts'
import { literalsOf } from './query-literals.ts'

/**
 * The round trip: what of the query cannot be found in the question, as half a sentence; null when the question leads to
 * the tables, columns, values, aggregates and order that the SQL uses.
 */
export function findUnsaid(
  question: string,
  links: QuestionLinks,
  query: Query,
  facts: QueryFacts,
): string | null {
  return (
    unsaidLiteral(question, links, query) ??
    unsaidTable(links, facts) ??
    unsaidColumn(links, facts) ??
    unsaidOperation(question, links, query)
  )
}

const NUMBER_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'] // biome-ignore format: one line

function unsaidLiteral(question: string, { numbers }: QuestionLinks, query: Query): string | null {
  const folded = foldText(question)
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
  const count = literals.counts.find((value) => value > 1 && !isSaid(value))
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

function unsaidTable(links: QuestionLinks, { tables, joins, resolution }: QueryFacts): string | null {
  const said = new Set(
    [...links.tables, ...links.columns, ...links.values].map(({ table }) => table.toLowerCase()),
  )
  const used = new Set(
    resolution.columns.filter(({ clause }) => clause !== 'on').map(({ table }) => table.toLowerCase()),
  )
  const unsaid = tables.find((table) => {
    if (said.has(table.toLowerCase())) return false
    const keys = joins.filter(({ from, to }) => from.table === table || to.table === table)
    // A table that only connects two others is named by nobody.
    return keys.length < 2 || used.has(table.toLowerCase())
  })
  return unsaid === undefined ? null : `the question does not lead to the table ${unsaid}`
}

function unsaidColumn(links: QuestionLinks, { resolution, joins }: QueryFacts): string | null {
  const said = new Set([
    ...links.columns.map(columnKey),
    ...links.values.map(columnKey),
    ...links.tables.flatMap(({ shown }) => shown.map(columnKey)),
  ])
  const keys = new Set(
    joins.flatMap(({ from, to }) =>
      [from, to].flatMap(({ table, columns }) => columns.map((column) => columnKey({ table, column }))),
    ),
  )
  const grouped = new Set(resolution.columns.filter(({ clause }) => clause === 'group').map(columnKey))
  const unsaid = resolution.columns.find((use) => {
    const key = columnKey(use)
    if (use.clause === 'on' || said.has(key) || keys.has(key)) return false
    // Rows are told apart by their key where their names are shown.
    return !(use.clause === 'group' && grouped.size > 1)
  })
  return unsaid === undefined
    ? null
    : `the question does not lead to the column ${unsaid.table}.${unsaid.column}`
}

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
  if (calls.has('sum') && !has('sum', 'share') && !isRanked) return 'the question asks for no sum'
  if (isOrdered && !isRanked && !/\b(?:first|last|top|bottom|rank|most|least|fewest)\b/i.test(question)) {
    return 'the question asks for no order'
  }
  if ((calls.has('max') || calls.has('min')) && !isRanked) return 'the question asks for no extreme'
  return null
}
