import type { Expression, FromItem, Join, Query, Select } from './ast.ts'
import { allOf, conjunctsOf } from './conditions.ts'
import { mapQuery } from './map.ts'
import { printQuery } from './print.ts'

/**
 * The structure of a query as text: `SELECT _ FROM _ JOIN _ WHERE _ = ?`. Names are `_` and values `?`; aliases
 * are gone, and so is how tables are joined, so that JOIN … ON, USING and WHERE a.x = b.x read the same.
 */
export function skeletonOf(query: Query): string {
  const masked = mapQuery(query, {
    select: (select) => maskSelect(select),
    fromItem: maskFrom,
    query: (old) => ({
      ...old,
      ...(old.with && {
        with: { ...old.with, tables: old.with.tables.map((table) => ({ ...table, name: '_', columns: [] })) },
      }),
      orderBy: old.orderBy.map((term) => ({ ...term, expression: maskNames(term.expression) })),
      ...(old.limit && {
        limit: {
          count: maskNames(old.limit.count),
          ...(old.limit.offset && { offset: maskNames(old.limit.offset) }),
        },
      }),
    }),
    expression: maskValues,
  })
  return printQuery(masked)
}

const VALUE: Expression = { kind: 'parameter', text: '?' }
const NAME: Expression = { kind: 'column', name: '_' }

/** Names stay for now: which of two columns are join keys is read from them. */
function maskValues(expression: Expression): Expression {
  switch (expression.kind) {
    case 'number':
    case 'string':
    case 'blob':
    case 'boolean':
    case 'parameter':
    case 'current-moment':
      return VALUE
    case 'unary':
      return expression.operator !== 'not' && isValue(expression.operand) ? VALUE : expression
    case 'binary':
      return { ...expression, right: asValue(expression.right) }
    case 'like':
      return { ...expression, pattern: asValue(expression.pattern) }
    case 'between':
      return { ...expression, low: asValue(expression.low), high: asValue(expression.high) }
    case 'in': {
      const { set } = expression
      if (set.kind === 'table') return { ...expression, set: { kind: 'table', name: '_' } }
      if (set.kind === 'query') return expression
      const items = set.items.map(asValue)
      return { ...expression, set: { kind: 'list', items: items.every(isValue) ? [VALUE] : items } }
    }
    case 'call':
      return {
        ...expression,
        name: expression.name.toUpperCase(),
        ...(typeof expression.over === 'string' && { over: '_' }),
      }
    default:
      return expression
  }
}

function isValue(expression: Expression): boolean {
  return expression === VALUE
}

/** "text" beside an operator is a string more often than a column. */
function asValue(expression: Expression): Expression {
  return expression.kind === 'column' && expression.doubleQuoted ? VALUE : expression
}

function maskSelect(select: Select): Select {
  const isJoin = select.from?.kind === 'join'
  const conditions = conjunctsOf(select.where).filter((condition) => !(isJoin && isJoinCondition(condition)))
  const where = allOf(conditions)
  const { where: _where, having, ...rest } = select
  return {
    ...rest,
    columns: select.columns.map((column) =>
      column.kind === 'result'
        ? { kind: 'result', expression: maskNames(column.expression) }
        : { kind: 'all' },
    ),
    ...(where && { where: maskNames(where) }),
    groupBy: select.groupBy.map(maskNames),
    ...(having && { having: maskNames(having) }),
    windows: select.windows.map((window) => ({ ...window, name: '_' })),
  }
}

function isJoinCondition(condition: Expression): boolean {
  if (condition.kind !== 'binary' || condition.operator !== '=') return false
  const { left, right } = condition
  if (left.kind !== 'column' || right.kind !== 'column') return false
  return left.table !== undefined && right.table !== undefined && left.table !== right.table
}

/** Subqueries below were masked before. */
function maskNames(expression: Expression): Expression {
  const one: Query = {
    kind: 'query',
    body: { kind: 'values', rows: [[expression]] },
    orderBy: [],
  }
  const masked = mapQuery(one, { expression: (part) => (part.kind === 'column' ? NAME : part) })
  return masked.body.kind === 'values' ? masked.body.rows[0]![0]! : expression
}

function maskFrom(item: FromItem): FromItem {
  switch (item.kind) {
    case 'table':
      return { kind: 'table', name: '_' }
    case 'table-function':
      return { kind: 'table-function', name: item.name, arguments: item.arguments.map(maskNames) }
    case 'subquery-table':
      return { kind: 'subquery-table', query: item.query }
    case 'join': {
      const { left, right } = item
      const isOuter = item.type === 'left' || item.type === 'right' || item.type === 'full'
      const conditions = conjunctsOf(item.on).filter((condition) => !isJoinCondition(condition))
      const on = allOf(conditions)
      const type: Join['type'] = isOuter ? item.type : 'inner'
      return { kind: 'join', type, natural: false, left, right, ...(on && { on: maskNames(on) }) }
    }
  }
}
