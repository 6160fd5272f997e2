import type { OrderTerm } from '../../sql/ast.ts'
import { parseQuery } from '../../sql/parse.ts'
import { printQuery } from '../../sql/print.ts'
import { SqlSyntaxError } from '../../sql/sql-syntax-error.ts'

/**
 * The query with its rows put in order by all that it shows, after its own ORDER BY. Rows that tie all the same look
 * the same. Undefined for a query outside the grammar that is read here.
 */
export function breakTies(sql: string, columnCount: number, direction: 'asc' | 'desc'): string | undefined {
  try {
    const query = parseQuery(sql)
    const terms = Array.from(
      { length: columnCount },
      (_, index): OrderTerm => ({ expression: { kind: 'number', text: `${index + 1}` }, direction }),
    )
    return printQuery({ ...query, orderBy: [...query.orderBy, ...terms] })
  } catch (error) {
    if (error instanceof SqlSyntaxError) return undefined
    throw error
  }
}
