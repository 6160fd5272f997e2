import type { OrderTerm, Query } from '../../sql/ast.ts'
import { parseQuery } from '../../sql/parse.ts'
import { printQuery } from '../../sql/print.ts'
import { SqlSyntaxError } from '../../sql/sql-syntax-error.ts'

/**
 * Two queries that break the ties of an ordered one in opposite ways, by all that it shows. Where their results differ
 * its own result depends on ties, and a right prediction may come to another. Undefined for what orders nothing.
 */
export function tieProbes(sql: string, columnCount: number): readonly [string, string] | undefined {
  const query = parsed(sql)
  if (query === undefined || query.orderBy.length === 0) return undefined
  const breaking = (direction: 'asc' | 'desc'): string => {
    const terms = Array.from(
      { length: columnCount },
      (_, index): OrderTerm => ({ expression: { kind: 'number', text: `${index + 1}` }, direction }),
    )
    return printQuery({ ...query, orderBy: [...query.orderBy, ...terms] })
  }
  return [breaking('asc'), breaking('desc')]
}

function parsed(sql: string): Query | undefined {
  try {
    return parseQuery(sql)
  } catch (error) {
    if (error instanceof SqlSyntaxError) return undefined
    throw error
  }
}
