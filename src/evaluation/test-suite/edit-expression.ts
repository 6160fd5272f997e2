import type { Binary, BinaryOperator, Call, Expression } from '../../sql/ast.ts'
import { literalValue } from '../../sql/literal-value.ts'
import type { Edit } from './edit-query.ts'

const COMPARISONS: readonly BinaryOperator[] = ['=', '<>', '<', '<=', '>', '>=']
const AGGREGATES: readonly string[] = ['count', 'sum', 'avg', 'min', 'max']
const ARITHMETIC: Readonly<Partial<Record<BinaryOperator, BinaryOperator>>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
}

/** What may stand in the place of an operator, a negation or an aggregate. `columns` are those that `count` may count. */
export function editExpression(expression: Expression, columns: readonly Expression[]): Edit<Expression>[] {
  switch (expression.kind) {
    case 'binary':
      return editBinary(expression)
    case 'like':
    case 'between':
    case 'in':
    case 'is-null':
      return [{ kind: 'negation', node: { ...expression, negated: !expression.negated } }]
    case 'exists':
      return [{ kind: 'negation', node: { kind: 'unary', operator: 'not', operand: expression } }]
    case 'unary':
      return expression.operator === 'not' ? [{ kind: 'negation', node: expression.operand }] : []
    case 'call':
      return editCall(expression, columns)
    default:
      return []
  }
}

function editBinary(binary: Binary): Edit<Expression>[] {
  const { operator, left, right } = binary
  if (operator === 'and' || operator === 'or') {
    return [
      { kind: 'connective', node: { ...binary, operator: operator === 'and' ? 'or' : 'and' } },
      { kind: 'condition', node: left },
      { kind: 'condition', node: right },
    ]
  }
  const reverse = ARITHMETIC[operator]
  if (reverse !== undefined) return [{ kind: 'arithmetic', node: { ...binary, operator: reverse } }]
  if (!COMPARISONS.includes(operator)) return []
  return [
    ...otherComparisons(binary).map(
      (other) => ({ kind: 'comparison', node: { ...binary, operator: other } }) as const,
    ),
    ...[...nearNumbers(right, left)].map(
      (node) => ({ kind: 'literal', node: { ...binary, right: node } }) as const,
    ),
    ...[...nearNumbers(left, right)].map(
      (node) => ({ kind: 'literal', node: { ...binary, left: node } }) as const,
    ),
  ]
}

/** Columns that are compared with each other join tables: there only = means something. */
function otherComparisons({ operator, left, right }: Binary): BinaryOperator[] {
  if (left.kind === 'column' && right.kind === 'column' && !left.doubleQuoted && !right.doubleQuoted)
    return []
  const isText = [left, right].some(
    (side) => side.kind === 'string' || (side.kind === 'column' && side.doubleQuoted),
  )
  if (isText && (operator === '=' || operator === '<>')) return [operator === '=' ? '<>' : '=']
  return COMPARISONS.filter((other) => other !== operator)
}

/** n - 1 and n + 1 beside what is computed, as in `count(*) > 3`. Literals beside columns are known by their column. */
function nearNumbers(side: Expression, other: Expression): Expression[] {
  if (other.kind === 'column' || side.kind !== 'number') return []
  const value = literalValue(side)
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || literalValue(other) !== undefined)
    return []
  return [value - 1, value + 1].map(numberNode)
}

/** A number as a tree: a sign is an operator of its own. */
export function numberNode(value: number): Expression {
  const literal = { kind: 'number', text: `${Math.abs(value)}` } as const
  return value < 0 ? { kind: 'unary', operator: '-', operand: literal } : literal
}

function editCall(call: Call, columns: readonly Expression[]): Edit<Expression>[] {
  const name = call.name.toLowerCase()
  if (!AGGREGATES.includes(name) || call.over !== undefined || call.arguments.length > 1) return []
  const edits: Expression[] = []
  if (call.star) {
    for (const column of columns) {
      edits.push({ ...call, star: false, distinct: true, arguments: [column] })
      edits.push({ ...call, star: false, arguments: [column] })
    }
  } else if (call.arguments.length === 1) {
    if (name !== 'min' && name !== 'max') edits.push({ ...call, distinct: !call.distinct })
    if (name === 'count') edits.push({ ...call, star: true, distinct: false, arguments: [] })
    for (const other of AGGREGATES) if (other !== name) edits.push({ ...call, name: other })
  }
  return edits.map((node) => ({ kind: 'aggregate', node }))
}
