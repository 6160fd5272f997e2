import type { BinaryOperator, Expression, Unary } from './ast.ts'

/** How tightly SQLite's operators bind, loosest first. All binary ones associate to the left. */
export const POWER = {
  or: 1,
  and: 2,
  not: 3,
  equality: 4,
  comparison: 5,
  bits: 6,
  sum: 7,
  product: 8,
  concatenation: 9,
  collate: 10,
  sign: 11,
  whole: 12,
} as const

export const BINARY_POWER: Readonly<Record<BinaryOperator, number>> = {
  or: POWER.or,
  and: POWER.and,
  '=': POWER.equality,
  '<>': POWER.equality,
  is: POWER.equality,
  'is not': POWER.equality,
  'is distinct from': POWER.equality,
  'is not distinct from': POWER.equality,
  '<': POWER.comparison,
  '<=': POWER.comparison,
  '>': POWER.comparison,
  '>=': POWER.comparison,
  '&': POWER.bits,
  '|': POWER.bits,
  '<<': POWER.bits,
  '>>': POWER.bits,
  '+': POWER.sum,
  '-': POWER.sum,
  '*': POWER.product,
  '/': POWER.product,
  '%': POWER.product,
  '||': POWER.concatenation,
  '->': POWER.concatenation,
  '->>': POWER.concatenation,
}

export const UNARY_POWER: Readonly<Record<Unary['operator'], number>> = {
  not: POWER.not,
  '-': POWER.sign,
  '+': POWER.sign,
  '~': POWER.sign,
}

/** What an expression binds like when it stands beside an operator. */
export function powerOf(expression: Expression): number {
  switch (expression.kind) {
    case 'binary':
      return BINARY_POWER[expression.operator]
    case 'unary':
      return UNARY_POWER[expression.operator]
    case 'like':
    case 'between':
    case 'in':
    case 'is-null':
      return POWER.equality
    case 'collate':
      return POWER.collate
    case 'number':
      // Built trees may hold a signed number; it must not stick to a minus before it.
      return /^[-+]/.test(expression.text) ? POWER.sign : POWER.whole
    default:
      return POWER.whole
  }
}
