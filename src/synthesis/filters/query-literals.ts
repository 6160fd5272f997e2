import type { Expression, Query } from '../../sql/ast.ts'
import { literalValue } from '../../sql/literal-value.ts'
import { walkExpression, walkQuery } from '../../sql/walk.ts'

/** What a query says in values: each must be in its question. */
export interface QueryLiterals {
  readonly texts: readonly string[]
  readonly numbers: readonly number[]
  /** Of LIMIT and of ranks in windows. */
  readonly counts: readonly number[]
}

/** Numbers that form a percentage or test for none, which words say and not digits. */
const SAID_IN_WORDS: ReadonlySet<number> = new Set([0, 1, 100])

export function literalsOf(query: Query): QueryLiterals {
  const texts: string[] = []
  const numbers: number[] = []
  const counts: number[] = []
  const hidden = new Set<Expression>()
  walkQuery(query, {
    query: ({ limit }) => {
      if (limit === undefined) return
      for (const bound of [limit.count, limit.offset]) {
        const value = bound === undefined ? undefined : literalValue(bound)
        if (typeof value === 'number') counts.push(value)
        if (bound !== undefined) hidden.add(bound)
      }
    },
    expression: (expression) => {
      if (hidden.has(expression)) return 'skip'
      // The format of a date and the decimals of a rounded number are not asked for.
      if (expression.kind === 'call')
        for (const part of formatsOf(expression))
          walkExpression(part, { expression: (each) => void hidden.add(each) })
      if (expression.kind === 'string') texts.push(expression.value)
      if (expression.kind === 'unary' || expression.kind === 'number') {
        const value = literalValue(expression)
        if (typeof value !== 'number') return
        if (!SAID_IN_WORDS.has(value)) numbers.push(value)
        return 'skip'
      }
      return undefined
    },
  })
  return { texts, numbers, counts }
}

function formatsOf(call: Extract<Expression, { kind: 'call' }>): readonly Expression[] {
  const name = call.name.toLowerCase()
  if (name === 'strftime') return call.arguments.slice(0, 1)
  return ['round', 'substr', 'date', 'coalesce', 'ifnull', 'nullif'].includes(name)
    ? call.arguments.slice(1)
    : []
}
