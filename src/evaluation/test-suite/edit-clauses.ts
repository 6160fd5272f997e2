import type { Expression, FromItem, Query, QueryBody, Select, SetOperator } from '../../sql/ast.ts'
import type { Edit } from './edit-query.ts'

const SET_OPERATORS: readonly SetOperator[] = ['union', 'union all', 'intersect', 'except']

/** DISTINCT put in or taken out; WHERE, HAVING and keys of GROUP BY left out. */
export function editSelect(select: Select): Edit<Select>[] {
  const edits: Edit<Select>[] = [{ kind: 'distinct', node: { ...select, distinct: !select.distinct } }]
  const { where, having, ...rest } = select
  if (where !== undefined) edits.push({ kind: 'condition', node: { ...rest, ...(having && { having }) } })
  if (having !== undefined) edits.push({ kind: 'having', node: { ...rest, ...(where && { where }) } })
  for (const key of select.groupBy) {
    edits.push({
      kind: 'group',
      node: { ...select, groupBy: select.groupBy.filter((other) => other !== key) },
    })
  }
  return edits
}

/** ORDER BY and LIMIT left out or changed, and other set operations. */
export function editTail(query: Query): Edit<Query>[] {
  const { limit, ...withoutLimit } = query
  const edits: Edit<Query>[] = editSetOperations(query.body).map((body) => ({
    kind: 'set-operation',
    node: { ...query, body },
  }))
  query.orderBy.forEach((term, index) => {
    const flipped = { ...term, direction: term.direction === 'asc' ? 'desc' : 'asc' } as const
    edits.push({ kind: 'order', node: { ...query, orderBy: query.orderBy.with(index, flipped) } })
    const others = query.orderBy.filter((other) => other !== term)
    edits.push({ kind: 'order', node: { ...query, orderBy: others } })
  })
  if (limit === undefined) return edits
  edits.push({ kind: 'limit', node: withoutLimit })
  for (const count of neighboursOfCount(limit.count)) {
    edits.push({ kind: 'limit', node: { ...query, limit: { ...limit, count } } })
  }
  return edits
}

/** An outer join for an inner one and the reverse, and a table less. */
export function editJoin(item: FromItem): Edit<FromItem>[] {
  if (item.kind !== 'join') return []
  const edits: Edit<FromItem>[] = []
  const isConditional = item.on !== undefined || item.using !== undefined || item.natural
  if (item.type === 'inner' && isConditional) edits.push({ kind: 'join', node: { ...item, type: 'left' } })
  if (item.type === 'left') edits.push({ kind: 'join', node: { ...item, type: 'inner' } })
  // Where something still names the table that went, the engine refuses the query.
  edits.push({ kind: 'join', node: item.left }, { kind: 'join', node: item.right })
  return edits
}

function neighboursOfCount(count: Expression): Expression[] {
  if (count.kind !== 'number' || !/^\d{1,15}$/.test(count.text)) return []
  const number = Number(count.text)
  return [number + 1, number - 1]
    .filter((other) => other > 0)
    .map((other) => ({ kind: 'number', text: `${other}` }))
}

function editSetOperations(body: QueryBody): QueryBody[] {
  if (body.kind !== 'compound') return []
  return [
    ...SET_OPERATORS.filter((operator) => operator !== body.operator).map((operator) => ({
      ...body,
      operator,
    })),
    body.left,
    body.right,
    ...editSetOperations(body.left).map((left) => ({ ...body, left })),
  ]
}
