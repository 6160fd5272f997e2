import type { Expression } from '../../sql/ast.ts'

/** A stored value in the place of a literal. */
export function stringOf(value: string | number, old: Expression): Expression {
  const place = old.span === undefined ? {} : { span: old.span }
  return typeof value === 'number'
    ? { kind: 'number', text: String(value), ...place }
    : { kind: 'string', value, ...place }
}

export function quoted(value: string | number): string {
  return typeof value === 'number' ? String(value) : `'${value}'`
}
