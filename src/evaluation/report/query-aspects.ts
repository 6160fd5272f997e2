import type { Expression, FromItem, Query, QueryBody, ResultColumn, Select } from '../../sql/ast.ts'
import { literalValue } from '../../sql/literal-value.ts'
import { printExpression } from '../../sql/print.ts'
import type { SchemaShape } from '../../sql/schema-shape.ts'
import { expressionParts, walkQuery } from '../../sql/walk.ts'
import { type NamedQuery, nameColumns } from './name-columns.ts'

/**
 * What a query says, one thing at a time. Each list is in an order that does not depend on how the query was written,
 * so that two queries agree in an aspect exactly when the lists are equal. Names are as stored, in lower case.
 */
export interface QueryAspects {
  readonly tables: readonly string[]
  readonly setOperations: readonly string[]
  readonly nesting: readonly string[]
  readonly joins: readonly string[]
  readonly shownColumns: readonly string[]
  readonly conditionColumns: readonly string[]
  readonly values: readonly string[]
  readonly comparisons: readonly string[]
  readonly aggregates: readonly string[]
  readonly grouping: readonly string[]
  readonly order: readonly string[]
  readonly limit: readonly string[]
  readonly distinct: readonly string[]
  readonly columnOrder: readonly string[]
}

const AGGREGATES = new Set(['count', 'sum', 'avg', 'min', 'max', 'total', 'group_concat'])
const COMPARISONS = new Set(['=', '<>', '<', '<=', '>', '>=', 'is', 'is not'])

/** The aspects of a query whose names are resolved against a schema. */
export function aspectsOf(parsed: Query, schema: SchemaShape): QueryAspects {
  const named = nameColumns(parsed, schema)
  const { query } = named
  const selects: Select[] = []
  const queries: Query[] = []
  walkQuery(query, { select: (select) => void selects.push(select), query: (one) => void queries.push(one) })
  const outer = termsOf(query.body)
  const outerColumns = outer.flatMap((select) => select.columns)
  const innerColumns = selects.filter((select) => !outer.includes(select)).flatMap((select) => select.columns)
  const joinConditions = selects.flatMap((select) => conditionsOf(select).filter(isJoinCondition))
  const conditions = selects.flatMap(conditionsOf).filter((condition) => !isJoinCondition(condition))
  const parts = conditions.flatMap(partsOf)
  const shownParts = outerColumns.flatMap(expressionsOf).flatMap(partsOf)
  const havingParts = selects.flatMap(({ having }) => (having === undefined ? [] : partsOf(having)))
  return {
    tables: setOf(named.tables),
    setOperations: sorted(queries.flatMap(({ body }) => operatorsOf(body))),
    nesting: queries.slice(1).map(() => 'query'),
    joins: sorted([
      ...setOf([...joinConditions.map(joinKey), ...named.merged]),
      ...selects.flatMap(({ from }) => fromShapes(from)),
    ]),
    shownColumns: setOf(outerColumns.flatMap((column) => columnsOf(column, named))),
    conditionColumns: setOf([
      ...conditions.flatMap(columnsWithin),
      ...innerColumns.flatMap((column) => columnsOf(column, named)),
    ]),
    values: setOf(conditions.flatMap(valuesWithin)),
    comparisons: sorted(parts.flatMap(comparisonOf)),
    aggregates: setOf([...shownParts, ...havingParts].flatMap(aggregateOf)),
    grouping: setOf(selects.flatMap(({ groupBy }) => groupBy.map((key) => printExpression(key)))),
    order: queries.flatMap(({ orderBy }) =>
      orderBy.map(({ expression, direction }) => `${printExpression(expression)} ${direction}`),
    ),
    limit: queries.flatMap(({ limit }) =>
      limit === undefined
        ? []
        : [limit.count, ...(limit.offset === undefined ? [] : [limit.offset])].map((one) =>
            printExpression(one),
          ),
    ),
    distinct: selects.filter(({ distinct }) => distinct).map(() => 'distinct'),
    columnOrder: outerColumns.map((column) =>
      column.kind === 'result' ? printExpression(column.expression) : columnsOf(column, named).join(', '),
    ),
  }
}

function termsOf(body: QueryBody): Select[] {
  if (body.kind === 'values') return []
  return body.kind === 'select' ? [body] : [...termsOf(body.left), ...termsOf(body.right)]
}

function operatorsOf(body: QueryBody): string[] {
  return body.kind === 'compound'
    ? [...operatorsOf(body.left), body.operator, ...operatorsOf(body.right)]
    : []
}

/** Every single condition of ON, WHERE and HAVING; AND, which joins them, is nothing of its own. */
function conditionsOf({ from, where, having }: Select): Expression[] {
  return [...onConditions(from), where, having].flatMap((one) => (one === undefined ? [] : conjuncts(one)))
}

function onConditions(item: FromItem | undefined): Expression[] {
  if (item?.kind !== 'join') return []
  return [
    ...onConditions(item.left),
    ...onConditions(item.right),
    ...(item.on === undefined ? [] : [item.on]),
  ]
}

function conjuncts(condition: Expression): Expression[] {
  if (condition.kind !== 'binary' || condition.operator !== 'and') return [condition]
  return [...conjuncts(condition.left), ...conjuncts(condition.right)]
}

function isJoinCondition(condition: Expression): boolean {
  return (
    condition.kind === 'binary' &&
    condition.operator === '=' &&
    condition.left.kind === 'column' &&
    condition.right.kind === 'column'
  )
}

function joinKey(condition: Expression): string {
  return sorted(columnsWithin(condition)).join(' = ')
}

/** A mark for each table, so that a table joined to itself counts twice, and for each outer join. */
function fromShapes(item: FromItem | undefined): string[] {
  if (item === undefined) return []
  if (item.kind !== 'join') return item.kind === 'table' ? [`from ${item.name.toLowerCase()}`] : []
  const isOuter = item.type === 'left' || item.type === 'right' || item.type === 'full'
  return [...fromShapes(item.left), ...fromShapes(item.right), ...(isOuter ? [`${item.type} join`] : [])]
}

function expressionsOf(column: ResultColumn): Expression[] {
  return column.kind === 'result' ? [column.expression] : []
}

function columnsOf(column: ResultColumn, { starred }: NamedQuery): readonly string[] {
  return column.kind === 'result' ? columnsWithin(column.expression) : (starred.get(column) ?? ['*'])
}

/** What is counted is no column of its own: DISTINCT or not is a matter of the aggregate. */
function columnsWithin(expression: Expression): string[] {
  if (expression.kind === 'column') return [expression.name]
  if (isCount(expression)) return []
  return expressionParts(expression).flatMap(columnsWithin)
}

function isCount(expression: Expression): boolean {
  return expression.kind === 'call' && expression.name.toLowerCase() === 'count'
}

function valuesWithin(expression: Expression): string[] {
  const value = literalValue(expression)
  if (value !== undefined) return [String(value)]
  // How a pattern matches is a matter of the comparison.
  if (expression.kind === 'like') {
    const pattern = literalValue(expression.pattern)
    const text = pattern === undefined ? valuesWithin(expression.pattern) : [trimPattern(String(pattern))]
    return [...valuesWithin(expression.operand), ...text]
  }
  return expressionParts(expression).flatMap(valuesWithin)
}

function trimPattern(pattern: string): string {
  return pattern.replace(/^%+|%+$/g, '')
}

/** The expression and all below it, subqueries left out. */
function partsOf(expression: Expression): Expression[] {
  return [expression, ...expressionParts(expression).flatMap(partsOf)]
}

function comparisonOf(part: Expression): string[] {
  const about = (operand: Expression, operator: string): string[] => [
    [...columnsWithin(operand), operator].join(' '),
  ]
  const not = 'negated' in part && part.negated ? 'not ' : ''
  switch (part.kind) {
    case 'binary':
      if (part.operator === 'or') return ['or']
      return COMPARISONS.has(part.operator) ? about(part.left, part.operator) : []
    case 'like':
      return about(part.operand, not + part.operator + patternShape(part.pattern))
    case 'between':
    case 'in':
    case 'is-null':
      return about(part.operand, not + part.kind)
    case 'unary':
      return part.operator === 'not' ? ['not'] : []
    case 'exists':
      return ['exists']
    default:
      return []
  }
}

function patternShape(pattern: Expression): string {
  const text = String(literalValue(pattern) ?? '')
  return `${text.startsWith('%') ? ' %' : ' '}_${text.endsWith('%') ? '%' : ''}`
}

function aggregateOf(part: Expression): string[] {
  if (part.kind !== 'call' || part.over !== undefined || !AGGREGATES.has(part.name.toLowerCase())) return []
  return [printExpression(part)]
}

function sorted(items: readonly string[]): readonly string[] {
  return items.toSorted()
}

function setOf(items: readonly string[]): readonly string[] {
  return [...new Set(items)].sort()
}
