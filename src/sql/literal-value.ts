import type { Expression } from './ast.ts'

/** The value that a literal stands for; undefined when the expression is no plain literal. */
export function literalValue(expression: Expression): string | number | undefined {
  switch (expression.kind) {
    case 'string':
      return expression.value
    case 'number':
      return Number(expression.text.replaceAll('_', ''))
    case 'boolean':
      return expression.value ? 1 : 0
    case 'unary': {
      if (expression.operator !== '-' && expression.operator !== '+') return undefined
      if (expression.operand.kind !== 'number') return undefined
      const value = Number(expression.operand.text.replaceAll('_', ''))
      return expression.operator === '-' ? -value : value
    }
    default:
      return undefined
  }
}
