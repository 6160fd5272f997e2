import type { Binary, Expression } from '../../../sql/ast.ts'

/** AND or OR of conditions, each once. */
export function setKey(operator: 'and' | 'or', conditions: readonly string[]): string {
  const parts = [...new Set(conditions)].sort()
  return parts.length === 1 ? parts[0]! : `${operator}(${parts.join(',')})`
}

const COMPARISONS: ReadonlySet<string> = new Set([
  '=',
  '<>',
  '<',
  '<=',
  '>',
  '>=',
  'is',
  'is not',
  'is distinct from',
  'is not distinct from',
  'and',
  'or',
])

/** Whether it is true or false, and no value to calculate with. */
export function isCondition({ operator }: Binary): boolean {
  return COMPARISONS.has(operator)
}

/** What joins the conditions that an expression is made of; undefined: it is one. */
export function connectiveOf(expression: Expression, isNegated: boolean): 'and' | 'or' | undefined {
  switch (expression.kind) {
    case 'unary':
      return expression.operator === 'not' ? connectiveOf(expression.operand, !isNegated) : undefined
    case 'binary':
      if (expression.operator !== 'and' && expression.operator !== 'or') return undefined
      return (expression.operator === 'and') === isNegated ? 'or' : 'and'
    case 'between':
      return isNegated === expression.negated ? 'and' : 'or'
    case 'in':
      if (expression.set.kind !== 'list' || expression.set.items.length === 0) return undefined
      return isNegated === expression.negated ? 'or' : 'and'
    default:
      return undefined
  }
}

/** `not a < b` is `b <= a`. */
export function orderedKey(operator: '<' | '<=', one: string, other: string, isNegated: boolean): string {
  if (!isNegated) return `${operator}(${one},${other})`
  return `${operator === '<' ? '<=' : '<'}(${other},${one})`
}

export function negated(key: string, isNegated: boolean): string {
  return isNegated ? `not(${key})` : key
}

/** Of an operator whose sides can be exchanged. */
export function sortedPair(operator: string, one: string, other: string): string {
  return one < other ? `${operator}(${one},${other})` : `${operator}(${other},${one})`
}

/** 5, 5.0 and 5e0 are one; whole numbers beyond the exact range stay as written. */
export function numberKey(text: string): string {
  const value = Number(text.replaceAll('_', ''))
  return Number.isSafeInteger(value) || !/^\d+$/.test(text) ? String(value) : text
}
