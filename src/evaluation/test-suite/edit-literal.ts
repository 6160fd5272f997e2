import type { SqlValue } from '../../database/database.ts'
import type { Expression } from '../../sql/ast.ts'
import type { Comparison } from '../../sql/resolution.ts'
import { numberNode } from './edit-expression.ts'
import type { Edit } from './edit-query.ts'

/** So many other stored values are tried for one literal. */
const OTHER_VALUES = 2

/** Other literals beside a column: the next numbers, other stored values, patterns that fit more or less. */
export function editLiteral(
  { operator, value }: Comparison,
  stored: readonly SqlValue[],
): Edit<Expression>[] {
  if (operator === 'like' || operator === 'not like') {
    return otherPatterns(String(value)).map((pattern) => ({ kind: 'pattern', node: stringNode(pattern) }))
  }
  const edits: Expression[] = []
  if (typeof value === 'number') {
    const step = Number.isInteger(value) ? 1 : 0.5
    edits.push(numberNode(value - step), numberNode(value + step))
  }
  // Those next to it in the column's order are the ones that a wrong bound would let through.
  for (const other of nearestValues(stored, value)) {
    if (typeof other === 'string') edits.push(stringNode(other))
    else if (typeof other === 'bigint' || typeof other === 'number') edits.push(numberNode(Number(other)))
  }
  if (typeof value === 'string' && edits.length === 0) edits.push(stringNode(`${value}x`), stringNode(''))
  return edits.map((node) => ({ kind: 'literal', node }))
}

function nearestValues(stored: readonly SqlValue[], value: string | number): SqlValue[] {
  const others = stored.filter((other) =>
    typeof other === 'string' ? other !== value : other !== null && Number(other) !== Number(value),
  )
  const after = others.findIndex((other) =>
    typeof other === 'string' ? other > String(value) : Number(other) > Number(value),
  )
  const start = after === -1 ? 0 : after
  return [...others.slice(start), ...others.slice(0, start)].slice(0, OTHER_VALUES)
}

/** Without its first or last sign, with other wildcards, and as long as it is without one. */
function otherPatterns(pattern: string): string[] {
  const text = pattern.replace(/^%+|%+$/g, '')
  const shortened =
    text.length > 1 ? [pattern.replace(text, text.slice(1)), pattern.replace(text, text.slice(0, -1))] : []
  const others = [`%${text}%`, `%${text}`, `${text}%`, text, ...shortened]
  return [...new Set(others)].filter((other) => other !== pattern)
}

function stringNode(value: string): Expression {
  return { kind: 'string', value }
}
