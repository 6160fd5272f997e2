import type { ColumnReference, Expression } from './ast.ts'
import { literalValue } from './literal-value.ts'
import type { ComparisonOperator } from './resolution.ts'

interface LiteralComparison {
  readonly column: ColumnReference
  readonly operator: ComparisonOperator
  readonly literal: { readonly node: Expression; readonly value: string | number }
}

const FLIPPED: Readonly<Partial<Record<string, ComparisonOperator>>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  is: 'is',
  'is not': 'is not',
}

/**
 * The tests of a column against literals that this one expression makes, those of its parts left out. A "name"
 * in a literal's place is among them: only the schema tells whether it is a string.
 */
export function literalComparisons(expression: Expression): LiteralComparison[] {
  switch (expression.kind) {
    case 'binary': {
      const flipped = FLIPPED[expression.operator]
      if (flipped === undefined) return []
      const { left, right } = expression
      const forward = compare(left, expression.operator as ComparisonOperator, [right])
      return forward.length > 0 ? forward : compare(right, flipped, [left])
    }
    case 'like':
      if (expression.operator !== 'like') return []
      return compare(expression.operand, expression.negated ? 'not like' : 'like', [expression.pattern])
    case 'between':
      return compare(expression.operand, expression.negated ? 'not between' : 'between', [
        expression.low,
        expression.high,
      ])
    case 'in':
      if (expression.set.kind !== 'list') return []
      return compare(expression.operand, expression.negated ? 'not in' : 'in', expression.set.items)
    case 'case': {
      if (expression.operand === undefined) return []
      return compare(
        expression.operand,
        '=',
        expression.branches.map((branch) => branch.when),
      )
    }
    default:
      return []
  }
}

function compare(
  operand: Expression,
  operator: ComparisonOperator,
  values: readonly Expression[],
): LiteralComparison[] {
  const column = withoutCollation(operand)
  if (column.kind !== 'column') return []
  return values.flatMap((value) => {
    const node = withoutCollation(value)
    const literal = node.kind === 'column' && node.doubleQuoted ? node.name : literalValue(node)
    return literal === undefined ? [] : [{ column, operator, literal: { node, value: literal } }]
  })
}

function withoutCollation(expression: Expression): Expression {
  return expression.kind === 'collate' ? withoutCollation(expression.operand) : expression
}
