import type { Expression, FromItem, Query } from '../sql/ast.ts'
import { walkQuery } from '../sql/walk.ts'

/** What of SQL a report breaks scores down by, in the order in which it shows them. */
const FEATURES = [
  'join',
  'left join',
  'self-join',
  'condition',
  'or',
  'not',
  'like',
  'between',
  'null test',
  'aggregate',
  'group by',
  'having',
  'distinct',
  'order by',
  'limit',
  'nested query',
  'set operation',
  'with',
  'case',
  'arithmetic',
  'window',
] as const

type SqlFeature = (typeof FEATURES)[number]

/** What of SQL a query uses; 'single table' where it joins nothing. */
export function sqlFeaturesOf(query: Query): string[] {
  const found = new Set<SqlFeature>()
  let queryCount = 0
  walkQuery(query, {
    query: (node) => {
      queryCount++
      if (node.orderBy.length > 0) found.add('order by')
      if (node.limit !== undefined) found.add('limit')
      if (node.with !== undefined) found.add('with')
      if (node.body.kind === 'compound') found.add('set operation')
    },
    select: (select) => {
      if (select.distinct) found.add('distinct')
      if (select.where !== undefined) found.add('condition')
      if (select.groupBy.length > 0) found.add('group by')
      if (select.having !== undefined) found.add('having')
      if (hasRepeatedTable(select.from)) found.add('self-join')
    },
    fromItem: (item) => {
      if (item.kind !== 'join') return
      found.add('join')
      if (item.type === 'left' || item.type === 'right' || item.type === 'full') found.add('left join')
    },
    expression: (expression) => {
      for (const feature of featuresOf(expression)) found.add(feature)
    },
  })
  if (queryCount > 1) found.add('nested query')
  const features: string[] = FEATURES.filter((feature) => found.has(feature))
  return found.has('join') ? features : ['single table', ...features]
}

const AGGREGATES = new Set(['count', 'sum', 'avg', 'min', 'max', 'total', 'group_concat', 'string_agg'])
const ARITHMETIC = new Set(['+', '-', '*', '/', '%'])

function featuresOf(expression: Expression): SqlFeature[] {
  switch (expression.kind) {
    case 'binary':
      if (expression.operator === 'or') return ['or']
      return ARITHMETIC.has(expression.operator) ? ['arithmetic'] : []
    case 'unary':
      return expression.operator === 'not' ? ['not'] : []
    case 'like':
      return expression.negated ? ['like', 'not'] : ['like']
    case 'between':
      return expression.negated ? ['between', 'not'] : ['between']
    case 'in':
      return expression.negated ? ['not'] : []
    case 'is-null':
      return ['null test']
    case 'case':
      return ['case']
    case 'call':
      return featuresOfCall(expression)
    default:
      return []
  }
}

function featuresOfCall(call: Extract<Expression, { kind: 'call' }>): SqlFeature[] {
  const features: SqlFeature[] = []
  if (call.over !== undefined) features.push('window')
  // min(a, b) compares its arguments; it sums nothing up.
  else if (AGGREGATES.has(call.name.toLowerCase()) && !isScalarExtreme(call)) features.push('aggregate')
  if (call.distinct) features.push('distinct')
  return features
}

function isScalarExtreme({ name, arguments: given }: Extract<Expression, { kind: 'call' }>): boolean {
  return /^(min|max)$/i.test(name) && given.length > 1
}

function hasRepeatedTable(from: FromItem | undefined): boolean {
  const names = tablesOf(from)
  return new Set(names).size < names.length
}

function tablesOf(from: FromItem | undefined): string[] {
  if (from === undefined) return []
  if (from.kind === 'join') return [...tablesOf(from.left), ...tablesOf(from.right)]
  return from.kind === 'table' ? [from.name.toLowerCase()] : []
}
