import type { Query } from '../../sql/ast.ts'
import { parseQuery } from '../../sql/parse.ts'
import { SqlSyntaxError } from '../../sql/sql-syntax-error.ts'

/**
 * The query within what a system wrote: between fences, after "SQL:", before an explanation. null when there is none
 * that can be read.
 */
export function readDraft(text: string): { readonly sql: string; readonly query: Query } | null {
  for (const sql of attempts(text)) {
    const query = tryParse(sql)
    if (query !== null) return { sql, query }
  }
  return null
}

function* attempts(text: string): Iterable<string> {
  yield text.trim()
  const fenced = /```(?:\w+\n)?([\s\S]*?)(?:```|$)/.exec(text)
  if (fenced?.[1] !== undefined) yield fenced[1].trim()
  const start = text.search(/\b(?:select|with)\b/i)
  if (start < 0) return
  const rest = (fenced?.[1] ?? text.slice(start)).trim()
  yield rest
  // "…; -- explanation", "… limit 1; .030 sec", a paragraph after the query.
  for (const end of [/;/, /\n\s*\n/, /```/, /\s+--/, /\n/]) {
    const [first] = rest.split(end)
    if (first !== undefined && first.trim() !== '' && first !== rest) yield first.trim()
  }
}

function tryParse(sql: string): Query | null {
  try {
    return parseQuery(sql)
  } catch (error) {
    if (error instanceof SqlSyntaxError) return null
    throw error
  }
}

/** A query that was changed, as text; null when what was made of it cannot be read back. */
export function readBack(sql: string): Query | null {
  return tryParse(sql)
}
