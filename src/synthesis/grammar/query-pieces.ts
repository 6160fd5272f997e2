import type {
  Call,
  ColumnReference,
  Expression,
  FromItem,
  OrderTerm,
  Query,
  ResultColumn,
  Select,
} from '../../sql/ast.ts'
import { allOf } from '../../sql/conditions.ts'
import type { Comparator, Literal } from '../verbalizer/meaning/meaning.ts'

/** Small trees that the shapes put together. */

export function literal(value: Literal): Expression {
  if (typeof value === 'string') return { kind: 'string', value }
  return value < 0
    ? { kind: 'unary', operator: '-', operand: { kind: 'number', text: String(-value) } }
    : { kind: 'number', text: String(value) }
}

export function compare(left: Expression, operator: Comparator, right: Expression): Expression {
  return { kind: 'binary', operator, left, right }
}

export function call(name: string, argument?: Expression, distinct = false): Call {
  return {
    kind: 'call',
    name,
    distinct,
    star: argument === undefined,
    arguments: argument === undefined ? [] : [argument],
  }
}

export function datePart(format: string, column: ColumnReference): Expression {
  return {
    kind: 'call',
    name: 'strftime',
    distinct: false,
    star: false,
    arguments: [{ kind: 'string', value: format }, column],
  }
}

export function show(expression: Expression, alias?: string): ResultColumn {
  return { kind: 'result', expression, ...(alias !== undefined && { alias }) }
}

export interface SelectParts {
  readonly columns: readonly ResultColumn[]
  readonly from: FromItem
  readonly where?: readonly Expression[]
  readonly distinct?: boolean
  readonly groupBy?: readonly Expression[]
  readonly having?: readonly Expression[]
}

export function select({
  columns,
  from,
  where = [],
  distinct = false,
  groupBy = [],
  having = [],
}: SelectParts): Select {
  const condition = allOf(where)
  const groups = allOf(having)
  return {
    kind: 'select',
    distinct,
    columns,
    from,
    ...(condition && { where: condition }),
    groupBy,
    ...(groups && { having: groups }),
    windows: [],
  }
}

export function query(
  body: Query['body'],
  orderBy: readonly OrderTerm[] = [],
  limit?: number,
  offset?: number,
): Query {
  return {
    kind: 'query',
    body,
    orderBy,
    ...(limit !== undefined && {
      limit: { count: literal(limit), ...(offset !== undefined && { offset: literal(offset) }) },
    }),
  }
}

export function inQuery(operand: Expression, inner: Query, negated = false): Expression {
  return { kind: 'in', negated, operand, set: { kind: 'query', query: inner } }
}

export function subquery(inner: Query): Expression {
  return { kind: 'subquery', query: inner }
}

export function exists(inner: Query, negated = false): Expression {
  const condition: Expression = { kind: 'exists', query: inner }
  return negated ? { kind: 'unary', operator: 'not', operand: condition } : condition
}

/** CASE WHEN … THEN … ELSE … END */
export function either(when: Expression, yes: Expression, no: Expression): Expression {
  // biome-ignore lint/suspicious/noThenProperty: the word of SQL, on a record that is never awaited
  return { kind: 'case', branches: [{ when, then: yes }], otherwise: no }
}
