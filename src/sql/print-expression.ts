import type {
  Binary,
  Call,
  Case,
  ColumnReference,
  Expression,
  FrameBound,
  In,
  OrderTerm,
  WindowDefinition,
} from './ast.ts'
import { BINARY_POWER, POWER, powerOf, UNARY_POWER } from './precedence.ts'
import { type PrintContext, printBracketedQuery } from './print.ts'
import { printFunctionName, printName, quoteName, quoteString } from './print-name.ts'

/** The SQL of an expression, in brackets when it binds more loosely than `minimum`. */
export function writeExpression(expression: Expression, context: PrintContext, minimum = 0): string {
  const text = writeBare(expression, context)
  return powerOf(expression) < minimum ? `(${text})` : text
}

export function writeExpressions(expressions: readonly Expression[], context: PrintContext): string {
  return expressions.map((expression) => writeExpression(expression, context)).join(', ')
}

function writeBare(expression: Expression, context: PrintContext): string {
  const write = (part: Expression, minimum = 0): string => writeExpression(part, context, minimum)
  switch (expression.kind) {
    case 'column':
      return writeColumn(expression, context)
    case 'number':
    case 'parameter':
      return expression.text
    case 'string':
      return quoteString(expression.value)
    case 'blob':
      return `x'${expression.hex}'`
    case 'null':
      return 'NULL'
    case 'boolean':
      return expression.value ? 'TRUE' : 'FALSE'
    case 'current-moment':
      return expression.name.toUpperCase()
    case 'unary': {
      const operand = write(expression.operand, UNARY_POWER[expression.operator])
      if (expression.operator === 'not') return `NOT ${operand}`
      // Two minus signs would open a comment.
      return expression.operator + (/^[-+~]/.test(operand) ? ' ' : '') + operand
    }
    case 'binary':
      return writeBinary(expression, context)
    case 'like': {
      const { operator, negated, operand, pattern } = expression
      const test = `${write(operand, POWER.equality)}${negated ? ' NOT' : ''} ${operator.toUpperCase()} ${write(pattern, POWER.comparison)}`
      return expression.escape === undefined
        ? test
        : `${test} ESCAPE ${write(expression.escape, POWER.comparison)}`
    }
    case 'between': {
      const { negated, operand, low, high } = expression
      return `${write(operand, POWER.equality)}${negated ? ' NOT' : ''} BETWEEN ${write(low, POWER.comparison)} AND ${write(high, POWER.comparison)}`
    }
    case 'in':
      return `${write(expression.operand, POWER.equality)}${expression.negated ? ' NOT' : ''} IN ${writeSet(expression.set, context)}`
    case 'is-null':
      return `${write(expression.operand, POWER.equality)} IS ${expression.negated ? 'NOT ' : ''}NULL`
    case 'exists':
      return `EXISTS ${printBracketedQuery(expression.query, context)}`
    case 'subquery':
      return printBracketedQuery(expression.query, context)
    case 'row':
      return `(${writeExpressions(expression.items, context)})`
    case 'call':
      return writeCall(expression, context)
    case 'cast':
      return `CAST(${write(expression.operand)} AS ${expression.type})`
    case 'case':
      return writeCase(expression, context)
    case 'collate':
      return `${write(expression.operand, POWER.collate)} COLLATE ${printName(expression.collation, context.dialect)}`
  }
}

function writeColumn(
  { schema, table, name, doubleQuoted }: ColumnReference,
  { dialect }: PrintContext,
): string {
  // Unquoted, a string that SQLite reads from "so" would turn into an unknown column.
  if (doubleQuoted && table === undefined && dialect.doubleQuotedStrings) return quoteName(name, '"')
  return [schema, table, name]
    .filter((part) => part !== undefined)
    .map((part) => printName(part, dialect))
    .join('.')
}

/** Chains such as `a + b + c` lean left; a loop, so that long ones do not exhaust the stack. */
function writeBinary(expression: Binary, context: PrintContext): string {
  const tail: string[] = []
  let chain = expression
  while (true) {
    const power = BINARY_POWER[chain.operator]
    tail.push(` ${chain.operator.toUpperCase()} ${writeExpression(chain.right, context, power + 1)}`)
    if (chain.left.kind !== 'binary' || powerOf(chain.left) < power) {
      tail.push(writeExpression(chain.left, context, power))
      return tail.reverse().join('')
    }
    chain = chain.left
  }
}

function writeSet(set: In['set'], context: PrintContext): string {
  if (set.kind === 'query') return printBracketedQuery(set.query, context)
  if (set.kind === 'list') return `(${writeExpressions(set.items, context)})`
  const name = printName(set.name, context.dialect)
  return set.schema === undefined ? name : `${printName(set.schema, context.dialect)}.${name}`
}

function writeCase({ operand, branches, otherwise }: Case, context: PrintContext): string {
  const parts = ['CASE']
  if (operand !== undefined) parts.push(writeExpression(operand, context))
  for (const branch of branches) {
    parts.push(`WHEN ${writeExpression(branch.when, context)} THEN ${writeExpression(branch.then, context)}`)
  }
  if (otherwise !== undefined) parts.push(`ELSE ${writeExpression(otherwise, context)}`)
  return `${parts.join(' ')} END`
}

function writeCall(call: Call, context: PrintContext): string {
  const inside = [call.star ? '*' : writeExpressions(call.arguments, context)]
  if (call.distinct) inside.unshift('DISTINCT')
  if (call.orderBy !== undefined && call.orderBy.length > 0) inside.push(writeOrderBy(call.orderBy, context))
  let text = `${printFunctionName(call.name, context.dialect)}(${inside.join(' ')})`
  if (call.filter !== undefined) text += ` FILTER (WHERE ${writeExpression(call.filter, context)})`
  if (call.over === undefined) return text
  const over =
    typeof call.over === 'string' ? printName(call.over, context.dialect) : writeWindow(call.over, context)
  return `${text} OVER ${over}`
}

export function writeOrderBy(terms: readonly OrderTerm[], context: PrintContext): string {
  const written = terms.map(({ expression, direction, nulls }) => {
    const order = direction === 'desc' ? ' DESC' : ''
    return writeExpression(expression, context) + order + (nulls ? ` NULLS ${nulls.toUpperCase()}` : '')
  })
  return `ORDER BY ${written.join(', ')}`
}

export function writeWindow(window: WindowDefinition, context: PrintContext): string {
  const parts: string[] = []
  if (window.base !== undefined) parts.push(printName(window.base, context.dialect))
  if (window.partitionBy.length > 0)
    parts.push(`PARTITION BY ${writeExpressions(window.partitionBy, context)}`)
  if (window.orderBy.length > 0) parts.push(writeOrderBy(window.orderBy, context))
  if (window.frame !== undefined) {
    const { unit, start, end, exclude } = window.frame
    const from = writeBound(start, context)
    const range = end === undefined ? from : `BETWEEN ${from} AND ${writeBound(end, context)}`
    parts.push(unit.toUpperCase(), range)
    if (exclude !== undefined) parts.push(`EXCLUDE ${exclude.toUpperCase()}`)
  }
  return `(${parts.join(' ')})`
}

function writeBound(bound: FrameBound, context: PrintContext): string {
  switch (bound.kind) {
    case 'unbounded-preceding':
      return 'UNBOUNDED PRECEDING'
    case 'unbounded-following':
      return 'UNBOUNDED FOLLOWING'
    case 'current-row':
      return 'CURRENT ROW'
    default: {
      // Only a bracket keeps AND apart from that of BETWEEN.
      const distance = writeExpression(bound.distance, context, POWER.not)
      return `${distance} ${bound.kind.toUpperCase()}`
    }
  }
}
