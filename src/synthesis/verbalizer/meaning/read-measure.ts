import type { Call, ColumnReference, Expression } from '../../../sql/ast.ts'
import { conjunctsOf } from '../../../sql/conditions.ts'
import { literalOf } from './literal.ts'
import type { Attribute, Condition, Measure, Quantity, Statistic } from './meaning.ts'
import { liftCondition, parentKey, readCondition } from './read-condition.ts'
import { attributeAt, findPlace, pathBetween, type Scope } from './scope.ts'
import { Unreadable } from './unreadable.ts'

/** A number over rows of the join; undefined for what is none. */
export function readMeasure(expression: Expression, scope: Scope, withEmpty = false): Measure | undefined {
  if (expression.kind === 'binary' && expression.operator === '/')
    return readPercentage(expression.left, expression.right, scope)
  if (expression.kind !== 'call' || expression.over !== undefined || expression.filter !== undefined)
    return undefined
  const name = expression.name.toLowerCase()
  if (name === 'round' && expression.arguments[0] !== undefined)
    return readMeasure(expression.arguments[0], scope, withEmpty)
  if (name === 'count') return readCount(expression, scope, withEmpty)
  if (name !== 'avg' && name !== 'sum' && name !== 'min' && name !== 'max') return undefined
  const [argument, ...others] = expression.arguments
  if (argument === undefined || others.length > 0 || expression.distinct) throw new Unreadable('an aggregate')
  if (argument.kind === 'case') {
    if (name !== 'sum' || withEmpty) throw new Unreadable('an aggregate of cases')
    return { kind: 'count-if', conditions: readCases(argument, scope) }
  }
  if (withEmpty) throw new Unreadable('an aggregate of nothing')
  return { kind: 'statistic', statistic: name, of: readQuantity(argument, scope, name) }
}

function readCount(call: Call, scope: Scope, withEmpty: boolean): Measure {
  if (call.star) {
    if (withEmpty) throw new Unreadable('count(*) with rows of nothing')
    return { kind: 'count', entity: scope.root.entity }
  }
  const [argument] = call.arguments
  if (argument?.kind !== 'column') throw new Unreadable('a count')
  const found = findPlace(argument, scope)
  if (found === undefined) throw new Unreadable('a count')
  if (call.distinct) return { kind: 'distinct', of: readAttribute(argument, scope) }
  if (found.place !== scope.root || found.column.hasNulls) throw new Unreadable('a count of values')
  return { kind: 'count', entity: scope.root.entity }
}

/** A column at the root's rows; one that refers to another table stands for the row that it refers to. */
function readAttribute(expression: Extract<Expression, { kind: 'column' }>, scope: Scope): Attribute {
  const attribute = attributeAt(scope, scope.root, expression)
  const found = findPlace(expression, scope)!
  const key = parentKey(scope, found.place, attribute.column.column)
  const id = key?.parent.columns.find(({ column }) => column === key.key.to.columns[0])
  if (key === undefined || id === undefined) return attribute
  return { kind: 'attribute', path: [...attribute.path, key], column: id }
}

function readQuantity(argument: Expression, scope: Scope, statistic: Statistic): Quantity {
  if (argument.kind === 'binary' && argument.operator === '*') {
    if (argument.left.kind !== 'column' || argument.right.kind !== 'column') throw new Unreadable('a product')
    const [left, right] = [argument.left, argument.right].map((side) =>
      attributeAt(scope, scope.root, side as ColumnReference),
    )
    return { kind: 'product', left: left!, right: right! }
  }
  if (argument.kind !== 'column') throw new Unreadable('an aggregate of an expression')
  const attribute = attributeAt(scope, scope.root, argument)
  const isRepeated = attribute.path.some(({ isOneToOne }) => !isOneToOne)
  if (isRepeated && (statistic === 'sum' || statistic === 'avg'))
    throw new Unreadable('counted more than once')
  return attribute
}

/** CASE WHEN … THEN 1 ELSE 0 END */
function readCases(expression: Extract<Expression, { kind: 'case' }>, scope: Scope): readonly Condition[] {
  const [branch, ...others] = expression.branches
  const isCount =
    expression.operand === undefined &&
    others.length === 0 &&
    branch !== undefined &&
    literalOf(branch.then) === 1 &&
    expression.otherwise !== undefined &&
    literalOf(expression.otherwise) === 0
  if (!isCount) throw new Unreadable('cases')
  return conjunctsOf(branch.when).map((condition) => {
    const placed = readCondition(condition, scope)
    if (pathBetween(scope, scope.root, placed.place) === undefined) throw new Unreadable('cases')
    return liftCondition(placed, scope, scope.root)
  })
}

/** 100.0 * sum(CASE WHEN … THEN 1 ELSE 0 END) / count(*) */
function readPercentage(left: Expression, right: Expression, scope: Scope): Measure | undefined {
  const isTotal = right.kind === 'call' && right.star && right.name.toLowerCase() === 'count'
  if (!isTotal || left.kind !== 'binary' || left.operator !== '*' || literalOf(left.left) !== 100)
    return undefined
  const part = readMeasure(left.right, scope)
  return part?.kind === 'count-if' ? { kind: 'percentage', conditions: part.conditions } : undefined
}
