import type { Expression, Query, Select } from '../../sql/ast.ts'
import { allOf, conjunctsOf } from '../../sql/conditions.ts'
import { literalValue } from '../../sql/literal-value.ts'
import { printExpression } from '../../sql/print.ts'
import { walkExpression } from '../../sql/walk.ts'
import type { DraftEdit } from './draft-change.ts'

interface Test {
  readonly condition: Expression
  readonly column: string
  readonly operator: string
  readonly value: string | number
}

/**
 * `name = 'A' AND name = 'B'`, `year < 1945 AND year > 1955`: no row is both, but what has rows of both kinds may be
 * asked for. The SELECT becomes the intersection of two.
 */
export function splitContradiction(query: Query): DraftEdit | null {
  const { body } = query
  if (body.kind !== 'select' || query.limit !== undefined || !listsPlainColumns(body)) return null
  const conditions = conjunctsOf(body.where)
  const tests = conditions.flatMap(testOf)
  for (const [place, one] of tests.entries()) {
    const other = tests.slice(place + 1).find((candidate) => contradicts(one, candidate))
    if (other === undefined || selects(body, one.column)) continue
    const without = (left: Test): Select => ({
      ...body,
      where: allOf(conditions.filter((condition) => condition !== left.condition))!,
    })
    return {
      query: {
        ...query,
        body: { kind: 'compound', operator: 'intersect', left: without(other), right: without(one) },
      },
      changes: [
        {
          kind: 'condition',
          before: `${printExpression(one.condition)} AND ${printExpression(other.condition)}`,
          after: `${printExpression(one.condition)} INTERSECT ${printExpression(other.condition)}`,
          because: 'No row can meet both tests; what has rows of both kinds is found by an intersection.',
        },
      ],
      cost: 1,
    }
  }
  return null
}

function testOf(condition: Expression): Test[] {
  if (condition.kind !== 'binary' || condition.left.kind !== 'column') return []
  const { left, right, operator } = condition
  const value = right.kind === 'column' && right.doubleQuoted ? right.name : literalValue(right)
  if (value === undefined || !['=', '<', '<=', '>', '>='].includes(operator)) return []
  return [{ condition, column: printExpression(left).toLowerCase(), operator, value }]
}

function contradicts(one: Test, other: Test): boolean {
  if (one.column !== other.column || typeof one.value !== typeof other.value) return false
  if (one.operator === '=' && other.operator === '=') return one.value !== other.value
  const [low, high] = one.operator.startsWith('>') ? [one, other] : [other, one]
  return low.operator.startsWith('>') && high.operator.startsWith('<') && low.value >= high.value
}

/** An intersection of counts or of groups would mean something else. */
function listsPlainColumns({ columns, groupBy }: Select): boolean {
  if (groupBy.length > 0) return false
  return columns.every((column) => column.kind === 'result' && !hasCall(column.expression))
}

function hasCall(expression: Expression): boolean {
  let isFound = false
  walkExpression(expression, {
    expression: ({ kind }) => {
      isFound ||= kind === 'call' || kind === 'subquery'
    },
  })
  return isFound
}

function selects({ columns }: Select, name: string): boolean {
  return columns.some(
    (column) => column.kind === 'result' && printExpression(column.expression).toLowerCase() === name,
  )
}
