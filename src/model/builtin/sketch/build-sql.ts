import type { ColumnName } from '../../../database/schema.ts'
import type {
  BinaryOperator,
  Call,
  Expression,
  NumberLiteral,
  StringLiteral,
  TableReference,
} from '../../../sql/ast.ts'
import type { ColumnEntry } from '../linking/schema-lexicon.ts'

export function columnExpression(column: ColumnName, isQualified: boolean): Expression {
  return { kind: 'column', ...(isQualified ? { table: column.table } : {}), name: column.column }
}

export function tableItem(name: string): TableReference {
  return { kind: 'table', name }
}

export function binary(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator, left, right }
}

export function call(name: string, argument: Expression, distinct = false): Call {
  return { kind: 'call', name, distinct, star: false, arguments: [argument] }
}

export function numberLiteral(value: number): NumberLiteral {
  return { kind: 'number', text: String(value) }
}

export function stringLiteral(value: string): StringLiteral {
  return { kind: 'string', value }
}

/** A literal of the type that the column holds: room '103' is text where rooms are text. */
export function literal(value: string | number, column: ColumnEntry | undefined): Expression {
  if (typeof value === 'number') {
    const isText = column !== undefined && column.profile?.content === 'text'
    return isText ? stringLiteral(String(value)) : signedNumber(value)
  }
  const isNumber = column?.isNumeric === true && /^-?\d+(\.\d+)?$/.test(value)
  return isNumber ? signedNumber(Number(value)) : stringLiteral(value)
}

function signedNumber(value: number): Expression {
  return value < 0 ? { kind: 'unary', operator: '-', operand: numberLiteral(-value) } : numberLiteral(value)
}

export function and(conditions: readonly Expression[]): Expression {
  return conditions.reduce((left, right) => binary('and', left, right))
}

export function or(conditions: readonly Expression[]): Expression {
  return conditions.reduce((left, right) => binary('or', left, right))
}
