import type { Expression } from './ast.ts'

/** `a AND b AND c` -> [a, b, c]; brackets in between do not matter. */
export function conjunctsOf(condition: Expression | undefined): Expression[] {
  return condition === undefined ? [] : flatten(condition, 'and')
}

/** `a OR b OR c` -> [a, b, c]. */
export function disjunctsOf(condition: Expression): Expression[] {
  return flatten(condition, 'or')
}

function flatten(condition: Expression, operator: 'and' | 'or'): Expression[] {
  if (condition.kind !== 'binary' || condition.operator !== operator) return [condition]
  return [...flatten(condition.left, operator), ...flatten(condition.right, operator)]
}

/** The conditions joined by AND; undefined when there is none. */
export function allOf(conditions: readonly Expression[]): Expression | undefined {
  return conditions.reduce<Expression | undefined>(
    (left, right) => (left === undefined ? right : { kind: 'binary', operator: 'and', left, right }),
    undefined,
  )
}
