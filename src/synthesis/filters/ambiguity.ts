import { identifierWords, stemWord } from '../../base/text.ts'
import { columnKey } from '../../database/schema.ts'
import type { QuestionLinks } from '../../model/question-links.ts'
import type { QueryFacts } from '../pool/query-facts.ts'
import type { ReadSchema } from './consistency.ts'
import { stemsOf } from './question-stems.ts'

/**
 * Words name a column of the query and, just as well, another of its table, and nothing tells which; or a value stands
 * in two columns of the tables that are read. Half a sentence; null when the question can be read in one way.
 */
export function findAmbiguity(
  question: string,
  links: QuestionLinks,
  { resolution, tables }: QueryFacts,
  { keys, moments }: ReadSchema,
): string | null {
  const used = new Set(resolution.columns.map(columnKey))
  const read = new Set(tables.map((table) => table.toLowerCase()))
  // A value that stands in one column alone says which is meant; dates are told apart by what is done with them.
  const settled = new Set([...resolution.comparisons.map(columnKey), ...keys, ...moments])
  const words = stemsOf(question)
  for (const own of links.columns) {
    if (!used.has(columnKey(own)) || settled.has(columnKey(own))) continue
    const rival = links.columns.find(
      (other) =>
        other.start === own.start &&
        other.end === own.end &&
        other.score >= own.score &&
        other.table === own.table &&
        !used.has(columnKey(other)) &&
        !settled.has(columnKey(other)) &&
        !isToldFrom(own.column, other.column, words),
    )
    if (rival !== undefined) {
      return `the question may mean ${rival.table}.${rival.column} as well as ${own.table}.${own.column}`
    }
  }
  for (const { table, column, value } of resolution.comparisons) {
    if (typeof value !== 'string') continue
    const isNamed = links.columns.some((link) => columnKey(link) === columnKey({ table, column }))
    if (isNamed) continue
    const rival = links.values.find(
      (other) =>
        other.value === value &&
        read.has(other.table.toLowerCase()) &&
        columnKey(other) !== columnKey({ table, column }) &&
        !used.has(columnKey(other)),
    )
    if (rival !== undefined)
      return `'${value}' stands in ${rival.table}.${rival.column} as well as in ${table}.${column}`
  }
  return null
}

/** The question has the words that one name has and the other has not: "minimum" of min_visibility and max_visibility. */
function isToldFrom(own: string, rival: string, words: ReadonlySet<string>): boolean {
  const [ownWords, rivalWords] = [identifierWords(own), identifierWords(rival)]
  const telling = ownWords.filter((word) => !rivalWords.includes(word))
  const isSaid = (word: string): boolean =>
    words.has(stemWord(word)) || (word.length > 2 && [...words].some((stem) => stem.startsWith(word)))
  return telling.length === 0 || telling.some(isSaid)
}
