import { columnKey } from '../../database/schema.ts'
import type { ColumnLink, QuestionLinks } from '../../model/question-links.ts'
import type { QueryFacts } from '../pool/query-facts.ts'

/**
 * The same words name a column of the query and, just as well, another of the tables that it reads; or a value stands
 * in two such columns and the question does not say which. Half a sentence; null when the question can be read in one way.
 */
export function findAmbiguity(links: QuestionLinks, { resolution, tables }: QueryFacts): string | null {
  const used = new Map(resolution.columns.map((use) => [columnKey(use), use]))
  const read = new Set(tables.map((table) => table.toLowerCase()))
  const isRival = (rival: ColumnLink, own: ColumnLink): boolean =>
    rival.start === own.start &&
    rival.end === own.end &&
    rival.score >= own.score &&
    !used.has(columnKey(rival)) &&
    // A column of a table that is not read is no rival: the words that name the tables tell.
    rival.table.toLowerCase() === own.table.toLowerCase()
  // A value that stands in one column alone says which is meant.
  const compared = new Set(resolution.comparisons.map(columnKey))
  for (const own of links.columns) {
    if (!used.has(columnKey(own)) || compared.has(columnKey(own)) || links.periods.length > 0) continue
    const isSaidElsewhere = links.columns.some(
      (other) => columnKey(other) === columnKey(own) && other.score > own.score,
    )
    const rival = links.columns.find((other) => isRival(other, own))
    if (rival !== undefined && !isSaidElsewhere) {
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
