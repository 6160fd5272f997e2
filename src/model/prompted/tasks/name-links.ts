import { identifierWords, wordsOf } from '../../../base/text.ts'
import type { Schema } from '../../../database/schema.ts'
import { parseQuery } from '../../../sql/parse.ts'
import { resolveNames } from '../../../sql/resolve.ts'
import { SqlSyntaxError } from '../../../sql/sql-syntax-error.ts'
import type { NameLink } from '../../model.ts'
import { locatePhrase } from '../replies/locate-phrase.ts'

/** The tables and columns of a query that the question calls by their names; none where the query does not parse. */
export function nameLinks(sql: string, question: string, schema: Schema): readonly NameLink[] {
  try {
    const { tables, columns } = resolveNames(parseQuery(sql), schema)
    const named = columns.filter(({ clause, node }) => clause !== 'on' && node?.kind === 'column')
    const places = [...tables.map((table) => ({ table, column: null })), ...named]
    const links = places.flatMap(({ table, column }) => linkOf(question, table, column))
    return [...new Map(links.map((link) => [JSON.stringify(link), link])).values()]
  } catch (error) {
    if (error instanceof SqlSyntaxError) return []
    throw error
  }
}

function linkOf(question: string, table: string, column: string | null): readonly NameLink[] {
  const name = identifierWords(column ?? table)
  const place = locatePhrase(question, name.join(' '))
  if (place === undefined) return []
  const words = question.slice(place.start, place.end)
  return wordsOf(words).length === name.length ? [{ words, table, column, score: 1 }] : []
}
