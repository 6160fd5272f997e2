import type { FromItem, Query } from '../../sql/ast.ts'
import { walkQuery } from '../../sql/walk.ts'

/** Parts of SQL that people tell apart, in the order in which coverage shows them. */
export const CONSTRUCTS = [
  'join',
  'self-join',
  'outer join',
  'where',
  'or',
  'like',
  'between',
  'null test',
  'aggregate',
  'group',
  'having',
  'order',
  'limit',
  'distinct',
  'subquery',
  'correlated exists',
  'set operation',
  'case',
  'window',
  'date part',
] as const

export type Construct = (typeof CONSTRUCTS)[number]

const AGGREGATES = new Set(['count', 'sum', 'avg', 'min', 'max', 'total', 'group_concat'])
const DATE_PARTS = new Set(['strftime', 'date', 'julianday', 'datetime', 'unixepoch'])

export function constructsOf(query: Query): ReadonlySet<Construct> {
  const found = new Set<Construct>()
  let depth = 0
  walkQuery(query, {
    query: ({ orderBy, limit, body }) => {
      if (depth++ > 0) found.add('subquery')
      if (orderBy.length > 0) found.add('order')
      if (limit !== undefined) found.add('limit')
      if (body.kind === 'compound') found.add('set operation')
    },
    select: ({ distinct, from, where, groupBy, having }) => {
      if (distinct) found.add('distinct')
      if (where !== undefined) found.add('where')
      if (groupBy.length > 0) found.add('group')
      if (having !== undefined) found.add('having')
      const names = tablesOf(from)
      if (names.length > 1) found.add('join')
      if (new Set(names).size < names.length) found.add('self-join')
    },
    fromItem: (item) => {
      if (item.kind === 'join' && ['left', 'right', 'full'].includes(item.type)) found.add('outer join')
    },
    expression: (expression) => {
      switch (expression.kind) {
        case 'binary':
          if (expression.operator === 'or') found.add('or')
          break
        case 'like':
          found.add('like')
          break
        case 'between':
          found.add('between')
          break
        case 'is-null':
          found.add('null test')
          break
        case 'case':
          found.add('case')
          break
        case 'exists':
          found.add('correlated exists')
          break
        case 'call': {
          const name = expression.name.toLowerCase()
          if (expression.over !== undefined) found.add('window')
          else if (AGGREGATES.has(name) && (expression.star || expression.arguments.length === 1))
            found.add('aggregate')
          if (DATE_PARTS.has(name)) found.add('date part')
          if (expression.distinct) found.add('distinct')
        }
      }
    },
  })
  return found
}

/** Names of the tables that one FROM reads, lower case. */
function tablesOf(item: FromItem | undefined): string[] {
  if (item === undefined) return []
  if (item.kind === 'join') return [...tablesOf(item.left), ...tablesOf(item.right)]
  return item.kind === 'table' ? [item.name.toLowerCase()] : ['']
}
