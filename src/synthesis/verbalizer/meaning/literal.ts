import type { Expression } from '../../../sql/ast.ts'
import type { Literal } from './meaning.ts'

/** The value of a number or a text; undefined for anything else. */
export function literalOf(expression: Expression): Literal | undefined {
  if (expression.kind === 'string') return expression.value
  if (expression.kind === 'number' && Number.isFinite(Number(expression.text))) return Number(expression.text)
  if (expression.kind === 'unary' && expression.operator === '-' && expression.operand.kind === 'number') {
    return -Number(expression.operand.text)
  }
  return undefined
}
