import type {
  Call,
  Expression,
  FrameBound,
  FromItem,
  In,
  OrderTerm,
  Query,
  QueryBody,
  ResultColumn,
  Select,
  WindowDefinition,
} from './ast.ts'

/** What to put in the place of a node; each is called once its parts have been changed. */
export interface Changes {
  readonly expression?: (expression: Expression) => Expression
  readonly fromItem?: (item: FromItem) => FromItem
  readonly select?: (select: Select) => Select
  readonly query?: (query: Query) => Query
}

/** A new tree, changed from the leaves up, subqueries included. The old tree stays as it is. */
export function mapQuery(query: Query, changes: Changes): Query {
  const same = <Node>(node: Node): Node => node
  const change = {
    expression: changes.expression ?? same,
    fromItem: changes.fromItem ?? same,
    select: changes.select ?? same,
    query: changes.query ?? same,
  }

  const ofQuery = (old: Query): Query =>
    change.query({
      ...old,
      ...(old.with && {
        with: {
          ...old.with,
          tables: old.with.tables.map((table) => ({ ...table, query: ofQuery(table.query) })),
        },
      }),
      body: ofBody(old.body),
      orderBy: ofTerms(old.orderBy),
      ...(old.limit && {
        limit: {
          ...old.limit,
          count: of(old.limit.count),
          ...(old.limit.offset && { offset: of(old.limit.offset) }),
        },
      }),
    })

  const ofBody = (body: QueryBody): QueryBody => {
    if (body.kind === 'values') return { ...body, rows: body.rows.map((row) => row.map(of)) }
    if (body.kind === 'select') return ofSelect(body)
    return { ...body, left: ofBody(body.left), right: ofBody(body.right) }
  }

  const ofSelect = (select: Select): Select =>
    change.select({
      ...select,
      columns: select.columns.map(
        (column): ResultColumn =>
          column.kind === 'result' ? { ...column, expression: of(column.expression) } : column,
      ),
      ...(select.from && { from: ofFrom(select.from) }),
      ...(select.where && { where: of(select.where) }),
      groupBy: select.groupBy.map(of),
      ...(select.having && { having: of(select.having) }),
      windows: select.windows.map((window) => ({ ...window, definition: ofWindow(window.definition) })),
    })

  const ofFrom = (item: FromItem): FromItem => {
    switch (item.kind) {
      case 'table':
        return change.fromItem(item)
      case 'table-function':
        return change.fromItem({ ...item, arguments: item.arguments.map(of) })
      case 'subquery-table':
        return change.fromItem({ ...item, query: ofQuery(item.query) })
      case 'join':
        return change.fromItem({
          ...item,
          left: ofFrom(item.left),
          right: ofFrom(item.right),
          ...(item.on && { on: of(item.on) }),
        })
    }
  }

  const ofTerms = (terms: readonly OrderTerm[]): OrderTerm[] =>
    terms.map((term) => ({ ...term, expression: of(term.expression) }))

  const ofWindow = (window: WindowDefinition): WindowDefinition => ({
    ...window,
    partitionBy: window.partitionBy.map(of),
    orderBy: ofTerms(window.orderBy),
    ...(window.frame && {
      frame: {
        ...window.frame,
        start: ofBound(window.frame.start),
        ...(window.frame.end && { end: ofBound(window.frame.end) }),
      },
    }),
  })

  const ofBound = (bound: FrameBound): FrameBound =>
    'distance' in bound ? { ...bound, distance: of(bound.distance) } : bound

  const ofSet = (set: In['set']): In['set'] => {
    if (set.kind === 'list') return { ...set, items: set.items.map(of) }
    return set.kind === 'query' ? { ...set, query: ofQuery(set.query) } : set
  }

  const ofCall = (call: Call): Call => ({
    ...call,
    arguments: call.arguments.map(of),
    ...(call.orderBy && { orderBy: ofTerms(call.orderBy) }),
    ...(call.filter && { filter: of(call.filter) }),
    ...(call.over !== undefined && { over: typeof call.over === 'string' ? call.over : ofWindow(call.over) }),
  })

  const of = (old: Expression): Expression => change.expression(withParts(old))

  const withParts = (old: Expression): Expression => {
    switch (old.kind) {
      case 'unary':
      case 'is-null':
      case 'cast':
      case 'collate':
        return { ...old, operand: of(old.operand) }
      case 'binary':
        return { ...old, left: of(old.left), right: of(old.right) }
      case 'like':
        return {
          ...old,
          operand: of(old.operand),
          pattern: of(old.pattern),
          ...(old.escape && { escape: of(old.escape) }),
        }
      case 'between':
        return { ...old, operand: of(old.operand), low: of(old.low), high: of(old.high) }
      case 'in':
        return { ...old, operand: of(old.operand), set: ofSet(old.set) }
      case 'exists':
      case 'subquery':
        return { ...old, query: ofQuery(old.query) }
      case 'row':
        return { ...old, items: old.items.map(of) }
      case 'call':
        return ofCall(old)
      case 'case':
        return {
          ...old,
          ...(old.operand && { operand: of(old.operand) }),
          branches: old.branches.map((branch) => ({
            when: of(branch.when),
            // biome-ignore lint/suspicious/noThenProperty: the word of SQL, on a record that is never awaited
            then: of(branch.then),
          })),
          ...(old.otherwise && { otherwise: of(old.otherwise) }),
        }
      default:
        return old
    }
  }

  return ofQuery(query)
}

/** `mapQuery` for expressions alone. */
export function mapExpressions(query: Query, change: (expression: Expression) => Expression): Query {
  return mapQuery(query, { expression: change })
}
