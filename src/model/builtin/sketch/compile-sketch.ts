import type { Expression, FromItem, Limit, Query, ResultColumn, Select } from '../../../sql/ast.ts'
import {
  avoidFanOut,
  avoidMergedRows,
  type CompileScope,
  needsDistinct,
  repeatsMeasuredRows,
} from './avoid-repeats.ts'
import { and, binary, call, numberLiteral } from './build-sql.ts'
import { findKeyedTrees } from './choose-keys.ts'
import { compileClauses } from './compile-condition.ts'
import { compileFrom, compileMeasure, overall, reference } from './compile-measure.ts'
import { type RoleTree, withRoles } from './join-roles.ts'
import { type Aggregate, type Sketch, tablesOf } from './sketch.ts'
import { topOfEach } from './top-of-each.ts'

export interface CompiledSketch {
  readonly query: Query
  /** How many tables it reads and what joining them costs on the DB graph. */
  readonly tableCount: number
  readonly joinCost: number
  /** A sum or average counts some rows more than once. */
  readonly repeatsRows: boolean
}

/** Turns a join-free sketch into queries, one for each good way to join its tables; none when they cannot be joined. */
export function compileSketch(sketch: Sketch, scope: CompileScope, limit = 2): CompiledSketch[] {
  const safe = avoidMergedRows(avoidFanOut(sketch, scope), scope)
  const trees = findKeyedTrees(scope, tablesOf(safe), limit)
  // What moved into a subquery is as far away as before.
  const whole = safe === sketch ? undefined : findKeyedTrees(scope, tablesOf(sketch), 1)[0]
  return trees.flatMap((joined) => {
    const tree = withRoles(joined, safe, scope.graph)
    const body = compileSelect(safe, tree, scope)
    if (body === null) return []
    const order = safe.order.map(({ measure, direction }) => ({
      expression: compileMeasure(measure, tree, scope),
      direction,
    }))
    const limitClause = safe.limit === null ? {} : { limit: compileLimit(safe.limit, safe.offset) }
    let query: Query = { kind: 'query', body, orderBy: order, ...limitClause }
    if (safe.topOf !== undefined && safe.limit !== null) {
      const partitionBy = safe.topOf.map((column) => reference(column, tree, scope))
      query = topOfEach({ body, partitionBy, orderBy: order, count: safe.limit })
    }
    if (safe.overGroups !== undefined) query = overGroups(query, safe.overGroups)
    if (safe.combine !== null) {
      const right = compileSketch(
        { ...safe.combine.right, combine: null, order: [], limit: null },
        scope,
        1,
      )[0]
      if (right === undefined || right.query.body.kind !== 'select') return []
      query = {
        ...query,
        body: { kind: 'compound', operator: safe.combine.operator, left: body, right: right.query.body },
      }
    }
    return [
      {
        query,
        tableCount: Math.max(tree.tables.length, whole?.tables.length ?? 0),
        joinCost: Math.max(tree.cost, whole?.cost ?? 0),
        repeatsRows: repeatsMeasuredRows(safe, tree),
      },
    ]
  })
}

/** The aggregate of what the query counts for each group. */
function overGroups(query: Query, aggregate: Aggregate): Query {
  const [counted] = query.body.kind === 'select' ? query.body.columns : []
  if (query.body.kind !== 'select' || counted?.kind !== 'result') return query
  const named: ResultColumn = { ...counted, alias: PER_GROUP }
  const inner: Query = { kind: 'query', body: { ...query.body, columns: [named] }, orderBy: [] }
  return {
    kind: 'query',
    body: {
      kind: 'select',
      distinct: false,
      columns: [{ kind: 'result', expression: call(aggregate, { kind: 'column', name: PER_GROUP }) }],
      from: { kind: 'subquery-table', query: inner, alias: 'groups_counted' },
      groupBy: [],
      windows: [],
    },
    orderBy: [],
  }
}

const PER_GROUP = 'per_group'

function compileLimit(count: number, offset: number | undefined): Limit {
  return { count: numberLiteral(count), ...(offset === undefined ? {} : { offset: numberLiteral(offset) }) }
}

/** 100 times the rows that are part, by all rows of the whole. */
function compileShare({
  whole,
  part,
  groupBy,
  from,
}: {
  readonly whole: Expression | undefined
  readonly part: Expression
  readonly groupBy: readonly Expression[]
  readonly from: FromItem
}): Select {
  const met: Expression = {
    kind: 'case',
    // biome-ignore lint/suspicious/noThenProperty: the word of SQL, on a record that is never awaited
    branches: [{ when: part, then: numberLiteral(1) }],
  }
  const all: Expression = { kind: 'call', name: 'count', distinct: false, star: true, arguments: [] }
  const share = binary('/', binary('*', { kind: 'number', text: '100.0' }, call('count', met)), all)
  return {
    kind: 'select',
    distinct: false,
    columns: [share, ...groupBy].map((expression) => ({ kind: 'result', expression })),
    from,
    ...(whole === undefined ? {} : { where: whole }),
    groupBy,
    windows: [],
  }
}

function compileSelect(sketch: Sketch, tree: RoleTree, scope: CompileScope): Select | null {
  const columns = sketch.select.map(
    (measure): ResultColumn => ({ kind: 'result', expression: compileMeasure(measure, tree, scope) }),
  )
  const where = compileClauses(sketch.where, sketch.focus, tree, scope)
  if (where === null) return null
  const grouped = sketch.group.map((column) => reference(column, tree, scope))
  if (sketch.asksShare === true && where !== undefined) {
    const [whole, part] = [true, false].map((isOfWhole) =>
      compileClauses(
        sketch.where.filter((clause) => (clause.isOfWhole === true) === isOfWhole),
        sketch.focus,
        tree,
        scope,
      ),
    )
    if (whole === null || part === null || part === undefined) return null
    return compileShare({ whole, part, groupBy: grouped, from: compileFrom(tree) })
  }
  const having = sketch.having.map(({ measure, operator, value }) =>
    binary(
      operator,
      compileMeasure(measure, tree, scope),
      value === 'overall' ? overall(measure, scope) : numberLiteral(value),
    ),
  )
  return {
    kind: 'select',
    distinct: sketch.distinct || needsDistinct(sketch, tree),
    columns,
    from: compileFrom(tree),
    ...(where === undefined ? {} : { where }),
    groupBy: grouped,
    ...(having.length === 0 ? {} : { having: and(having) }),
    windows: [],
  }
}
