import type { ColumnReference, Expression } from '../ast.ts'
import { literalValue } from '../literal-value.ts'
import { printExpression } from '../print.ts'

const ORDERS = new Set(['7,4 4,2 1,2', '7,4 1,2 4,2'])

/**
 * The column of `substr(c, 7, 4) || '-' || substr(c, 4, 2) || '-' || substr(c, 1, 2)`: dates written dd/mm/yyyy or
 * mm/dd/yyyy, put in the order that sorts. The words for it are those of the column.
 */
export function assembledDate(expression: Expression): ColumnReference | undefined {
  const parts = concatenated(expression)
  if (parts.length !== 5 || literalValue(parts[1]!) !== '-' || literalValue(parts[3]!) !== '-')
    return undefined
  const cuts = [parts[0]!, parts[2]!, parts[4]!].map(cutOf)
  const [first] = cuts
  if (first === undefined || !ORDERS.has(cuts.map((cut) => cut?.place).join(' '))) return undefined
  const name = printExpression(first.column)
  return cuts.every((cut) => cut !== undefined && printExpression(cut.column) === name)
    ? first.column
    : undefined
}

/** The column behind an expression that only rewrites its dates, or the expression itself. */
export function withoutAssembly(expression: Expression): Expression {
  return assembledDate(expression) ?? expression
}

function concatenated(expression: Expression): Expression[] {
  if (expression.kind !== 'binary' || expression.operator !== '||') return [expression]
  return [...concatenated(expression.left), ...concatenated(expression.right)]
}

function cutOf(
  expression: Expression,
): { readonly column: ColumnReference; readonly place: string } | undefined {
  if (expression.kind !== 'call' || !/^substr(ing)?$/i.test(expression.name)) return undefined
  const [column, start, length] = expression.arguments
  if (column?.kind !== 'column' || start === undefined || length === undefined) return undefined
  return { column, place: `${literalValue(start)},${literalValue(length)}` }
}
