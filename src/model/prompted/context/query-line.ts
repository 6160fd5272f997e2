import { parseQuery } from '../../../sql/parse.ts'
import { printQuery } from '../../../sql/print.ts'
import { SqlSyntaxError } from '../../../sql/sql-syntax-error.ts'
import { boundedLine } from './quote-database-text.ts'

const LONGEST_QUERY = 4_000

/** A query as one line of a prompt; comments, which would swallow the rest of the line, are left out. */
export function queryLine(sql: string, longest = LONGEST_QUERY): string {
  return boundedLine(printed(sql), longest)
}

function printed(sql: string): string {
  try {
    return printQuery(parseQuery(sql))
  } catch (error) {
    if (error instanceof SqlSyntaxError) return sql
    throw error
  }
}
