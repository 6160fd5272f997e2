import type { Expression } from '../../../sql/ast.ts'
import { mapExpressions } from '../../../sql/map.ts'
import { parseQuery } from '../../../sql/parse.ts'

/** SQL over one table's own columns, as knowledge gives it, with every column named by its table. */
export function expressionOfTable(sql: string, table: string): Expression {
  const { body } = mapExpressions(parseQuery(`SELECT ${sql}`), (expression) =>
    expression.kind === 'column' && expression.table === undefined ? { ...expression, table } : expression,
  )
  const column = body.kind === 'select' ? body.columns[0] : undefined
  if (column?.kind !== 'result') throw new Error(`Not an expression: ${sql}`)
  return column.expression
}
