import type {
  Expression,
  FromItem,
  In,
  OrderTerm,
  Query,
  QueryBody,
  Select,
  WindowDefinition,
} from './ast.ts'

/** Called on a node before its parts; returning 'skip' leaves the parts out. */
export interface Visitor {
  readonly query?: (query: Query) => unknown
  readonly select?: (select: Select) => unknown
  readonly fromItem?: (item: FromItem) => unknown
  readonly expression?: (expression: Expression) => unknown
}

/** Visits every node in the order of the text, subqueries included. */
export function walkQuery(query: Query, visitor: Visitor): void {
  if (visitor.query?.(query) === 'skip') return
  for (const table of query.with?.tables ?? []) walkQuery(table.query, visitor)
  walkBody(query.body, visitor)
  for (const term of query.orderBy) walkExpression(term.expression, visitor)
  if (query.limit === undefined) return
  walkExpression(query.limit.count, visitor)
  if (query.limit.offset !== undefined) walkExpression(query.limit.offset, visitor)
}

function walkBody(body: QueryBody, visitor: Visitor): void {
  if (body.kind === 'compound') {
    walkBody(body.left, visitor)
    walkBody(body.right, visitor)
  } else if (body.kind === 'values') {
    for (const row of body.rows) for (const value of row) walkExpression(value, visitor)
  } else walkSelect(body, visitor)
}

function walkSelect(select: Select, visitor: Visitor): void {
  if (visitor.select?.(select) === 'skip') return
  for (const column of select.columns) {
    if (column.kind === 'result') walkExpression(column.expression, visitor)
  }
  if (select.from !== undefined) walkFrom(select.from, visitor)
  if (select.where !== undefined) walkExpression(select.where, visitor)
  for (const key of select.groupBy) walkExpression(key, visitor)
  if (select.having !== undefined) walkExpression(select.having, visitor)
  for (const window of select.windows) {
    for (const part of windowParts(window.definition)) walkExpression(part, visitor)
  }
}

function walkFrom(item: FromItem, visitor: Visitor): void {
  if (visitor.fromItem?.(item) === 'skip') return
  if (item.kind === 'subquery-table') walkQuery(item.query, visitor)
  else if (item.kind === 'table-function') {
    for (const argument of item.arguments) walkExpression(argument, visitor)
  } else if (item.kind === 'join') {
    walkFrom(item.left, visitor)
    walkFrom(item.right, visitor)
    if (item.on !== undefined) walkExpression(item.on, visitor)
  }
}

export function walkExpression(expression: Expression, visitor: Visitor): void {
  if (visitor.expression?.(expression) === 'skip') return
  for (const part of expressionParts(expression)) walkExpression(part, visitor)
  const query = subqueryOf(expression)
  if (query !== undefined) walkQuery(query, visitor)
}

/** The expressions right below this one; a subquery's are not among them. */
export function expressionParts(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'unary':
    case 'is-null':
    case 'cast':
    case 'collate':
      return [expression.operand]
    case 'binary':
      return [expression.left, expression.right]
    case 'like':
      return [expression.operand, expression.pattern, ...present(expression.escape)]
    case 'between':
      return [expression.operand, expression.low, expression.high]
    case 'in':
      return [expression.operand, ...(expression.set.kind === 'list' ? expression.set.items : [])]
    case 'row':
      return expression.items
    case 'case':
      return [
        ...present(expression.operand),
        ...expression.branches.flatMap((branch) => [branch.when, branch.then]),
        ...present(expression.otherwise),
      ]
    case 'call':
      return [
        ...expression.arguments,
        ...termParts(expression.orderBy ?? []),
        ...present(expression.filter),
        ...(typeof expression.over === 'object' ? windowParts(expression.over) : []),
      ]
    default:
      return []
  }
}

/** The query that stands right below this expression. */
export function subqueryOf(expression: Expression): Query | undefined {
  if (expression.kind === 'subquery' || expression.kind === 'exists') return expression.query
  return expression.kind === 'in' ? queryOfSet(expression.set) : undefined
}

export function windowParts({ partitionBy, orderBy, frame }: WindowDefinition): readonly Expression[] {
  const distances = [frame?.start, frame?.end].flatMap((bound) =>
    bound !== undefined && 'distance' in bound ? [bound.distance] : [],
  )
  return [...partitionBy, ...termParts(orderBy), ...distances]
}

function queryOfSet(set: In['set']): Query | undefined {
  return set.kind === 'query' ? set.query : undefined
}

function termParts(terms: readonly OrderTerm[]): readonly Expression[] {
  return terms.map((term) => term.expression)
}

function present(expression: Expression | undefined): readonly Expression[] {
  return expression === undefined ? [] : [expression]
}
