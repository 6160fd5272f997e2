import type { QueryBody } from '../../../sql/ast.ts'

/** A query without set operators. */
export type Leaf = Exclude<QueryBody, { kind: 'compound' }>

/** Whether a row may come several times because a UNION ALL is somewhere in it. */
export function keepsRepeatedRows(body: QueryBody): boolean {
  if (body.kind !== 'compound') return false
  return body.operator === 'union all' || keepsRepeatedRows(body.left) || keepsRepeatedRows(body.right)
}

export function leavesOf(body: QueryBody): readonly Leaf[] {
  return body.kind === 'compound' ? [...leavesOf(body.left), ...leavesOf(body.right)] : [body]
}

/** UNION and INTERSECT are the same either way round. Takes the texts of the leaves in their order. */
export function compoundKey(body: QueryBody, texts: Iterator<string>): string {
  if (body.kind !== 'compound') return texts.next().value ?? ''
  const { operator } = body
  const parts = chainOf(body, operator).map((part) => compoundKey(part, texts))
  return `${operator}(${operator === 'except' ? parts : parts.sort()})`
}

/** `a union b union c` is three parts of one union; every other chain is two. */
function chainOf(body: QueryBody, operator: string): readonly QueryBody[] {
  if (body.kind !== 'compound' || body.operator !== operator) return [body]
  return operator === 'except' ? [body.left, body.right] : [...chainOf(body.left, operator), body.right]
}
