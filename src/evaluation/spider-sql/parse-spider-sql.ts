import { parseClauses } from './parse-spider-clauses.ts'
import { scanAliases } from './scan-aliases.ts'
import type { SpiderQuery } from './spider-query.ts'
import type { SpiderSchemaNames } from './spider-schema-names.ts'
import { tokenizeSpiderSql } from './tokenize-spider-sql.ts'
import { UnreadableSpiderSql } from './unreadable-spider-sql.ts'

export type ParsedSpiderSql =
  | { readonly kind: 'query'; readonly query: SpiderQuery }
  /** The message says what the official parser does not read, as half a sentence. */
  | { readonly kind: 'unreadable'; readonly message: string }

/** Reads a query as the official `get_sql` does, and fails where that one raises any error. */
export function parseSpiderSql(sql: string, names: SpiderSchemaNames): ParsedSpiderSql {
  const tokens = tokenizeSpiderSql(sql)
  if (tokens === null) return { kind: 'unreadable', message: 'its quotes are odd in number' }
  try {
    return { kind: 'query', query: parseClauses(tokens, scanAliases(tokens, names), names) }
  } catch (error) {
    if (error instanceof UnreadableSpiderSql) return { kind: 'unreadable', message: error.message }
    throw error
  }
}
