import type { Expression, FromItem, Query, QueryBody, Select } from './ast.ts'

export type SpiderDifficulty = 'easy' | 'medium' | 'hard' | 'extra'

/**
 * How hard Spider's official evaluator calls a query (`eval_hardness` in its evaluation.py), its quirks kept:
 * of a set operation only the first part is looked at, what stands in a FROM subquery is not counted, and a NOT
 * in WHERE or HAVING counts as an aggregate, as does each AND or OR of HAVING.
 */
export function spiderDifficulty(query: Query): SpiderDifficulty {
  const first = firstSelect(query.body)
  if (first === undefined) return 'easy'
  const isCompound = query.body.kind === 'compound'
  // The official parser reads what follows a set operation as part of its right side.
  const own: Query = isCompound ? { kind: 'query', body: first, orderBy: [] } : query
  const clauses = countClauses(first, own)
  const nested = conditionsOf(first).filter(isNested).length + (isCompound ? 1 : 0)
  const others = countOthers(first, own)
  if (nested === 0 && clauses <= 1 && others === 0) return 'easy'
  if (nested === 0 && ((others <= 2 && clauses <= 1) || (clauses <= 2 && others < 2))) return 'medium'
  if (nested === 0 && ((others > 2 && clauses <= 2) || (clauses === 3 && others <= 2))) return 'hard'
  if (nested === 1 && clauses <= 1 && others === 0) return 'hard'
  return 'extra'
}

function firstSelect(body: QueryBody): Select | undefined {
  let first = body
  while (first.kind === 'compound') first = first.left
  return first.kind === 'select' ? first : undefined
}

function countClauses(select: Select, query: Query): number {
  const conditions = conditionsOf(select)
  return (
    (select.where === undefined ? 0 : 1) +
    (select.groupBy.length > 0 ? 1 : 0) +
    (query.orderBy.length > 0 ? 1 : 0) +
    (query.limit === undefined ? 0 : 1) +
    Math.max(0, countTables(select.from) - 1) +
    countConnectives(select, 'or') +
    conditions.filter((condition) => stripNot(condition).kind === 'like').length
  )
}

function countOthers(select: Select, query: Query): number {
  const where = flatten(select.where)
  const having = flatten(select.having)
  const aggregates =
    select.columns.filter((column) => column.kind === 'result' && startsWithAggregate(column.expression))
      .length +
    where.filter(isNegated).length +
    select.groupBy.filter(startsWithAggregate).length +
    query.orderBy.flatMap((term) => sides(term.expression)).filter(startsWithAggregate).length +
    having.filter(isNegated).length +
    Math.max(0, having.length - 1)
  return (
    (aggregates > 1 ? 1 : 0) +
    (select.columns.length > 1 ? 1 : 0) +
    (where.length > 1 ? 1 : 0) +
    (select.groupBy.length > 1 ? 1 : 0)
  )
}

function countTables(item: FromItem | undefined): number {
  if (item === undefined) return 0
  return item.kind === 'join' ? countTables(item.left) + countTables(item.right) : 1
}

function joinConditions(item: FromItem | undefined): Expression[] {
  if (item?.kind !== 'join') return []
  return [...joinConditions(item.left), ...joinConditions(item.right), ...(item.on ? [item.on] : [])]
}

function conditionsOf(select: Select): Expression[] {
  return [
    ...joinConditions(select.from).flatMap(flatten),
    ...flatten(select.where),
    ...flatten(select.having),
  ]
}

/** The single conditions below AND and OR. */
function flatten(condition: Expression | undefined): Expression[] {
  if (condition === undefined) return []
  if (condition.kind !== 'binary' || (condition.operator !== 'and' && condition.operator !== 'or')) {
    return [condition]
  }
  return [...flatten(condition.left), ...flatten(condition.right)]
}

function countConnectives(select: Select, operator: 'and' | 'or'): number {
  const count = (condition: Expression | undefined): number => {
    if (condition?.kind !== 'binary') return 0
    const below = condition.operator === 'and' || condition.operator === 'or'
    if (!below) return 0
    return (condition.operator === operator ? 1 : 0) + count(condition.left) + count(condition.right)
  }
  return [...joinConditions(select.from), select.where, select.having].reduce(
    (sum, part) => sum + count(part),
    0,
  )
}

function stripNot(condition: Expression): Expression {
  return condition.kind === 'unary' && condition.operator === 'not' ? stripNot(condition.operand) : condition
}

function isNegated(condition: Expression): boolean {
  if (condition.kind === 'unary') return condition.operator === 'not'
  return 'negated' in condition && condition.negated && condition.kind !== 'is-null'
}

function isNested(condition: Expression): boolean {
  const bare = stripNot(condition)
  switch (bare.kind) {
    case 'binary':
      return bare.right.kind === 'subquery' || bare.left.kind === 'subquery'
    case 'in':
      return bare.set.kind === 'query'
    case 'between':
      return bare.low.kind === 'subquery' || bare.high.kind === 'subquery'
    default:
      return bare.kind === 'exists'
  }
}

function sides(expression: Expression): Expression[] {
  return expression.kind === 'binary' ? [expression.left, expression.right] : [expression]
}

const AGGREGATES = new Set(['max', 'min', 'count', 'sum', 'avg'])

function startsWithAggregate(expression: Expression): boolean {
  if (expression.kind === 'binary') return startsWithAggregate(expression.left)
  return expression.kind === 'call' && AGGREGATES.has(expression.name.toLowerCase())
}
