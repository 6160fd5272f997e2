import type { JoinTree } from '../../../exploration/join-path.ts'
import type { Expression, FromItem, Limit, Query, ResultColumn, Select } from '../../../sql/ast.ts'
import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import { aggregateOfGroup, commonestValue } from './aggregate-of-group.ts'
import {
  avoidFanOut,
  avoidMergedRows,
  type CompileScope,
  needsDistinct,
  repeatsMeasuredRows,
} from './avoid-repeats.ts'
import {
  and,
  binary,
  call,
  columnExpression,
  literal,
  numberLiteral,
  or,
  stringLiteral,
  tableItem,
} from './build-sql.ts'
import { findKeyedTrees } from './choose-keys.ts'
import { isReachedManyToOne } from './fan-out.ts'
import { joinRoles, type RoleTree, roleAlias, withRoles } from './join-roles.ts'
import { expressionOfTable } from './knowledge-expression.ts'
import { calendarExpression, periodExpression } from './period-expression.ts'
import {
  type Aggregate,
  type Clause,
  type Condition,
  type Measure,
  type Sketch,
  type SketchColumn,
  tableOfMeasure,
  tablesOf,
  tablesOfCondition,
} from './sketch.ts'
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

/** The measure of all rows of its table. */
function overall(measure: Measure, scope: CompileScope): Expression {
  const table = tableOfMeasure(measure)
  const alone: RoleTree = { tables: [table], keys: [], cost: 0 }
  const body: Select = {
    kind: 'select',
    distinct: false,
    columns: [{ kind: 'result', expression: compileMeasure(measure, alone, scope) }],
    from: tableItem(table),
    groupBy: [],
    windows: [],
  }
  return { kind: 'subquery', query: { kind: 'query', body, orderBy: [] } }
}

function compileFrom(tree: RoleTree): FromItem {
  let from: FromItem = tableItem(tree.tables[0]!)
  const joined = new Set([tree.tables[0]!])
  tree.keys.forEach((key, index) => {
    const next = tree.tables[index + 1]!
    joined.add(next)
    const on = key.from.columns.map((column, position) =>
      binary(
        '=',
        columnExpression({ table: key.from.table, column }, true),
        columnExpression({ table: key.to.table, column: key.to.columns[position]! }, true),
      ),
    )
    from = { kind: 'join', type: 'inner', natural: false, left: from, right: tableItem(next), on: and(on) }
  })
  return joinRoles(from, tree)
}

function reference(column: SketchColumn, tree: RoleTree, scope?: CompileScope): Expression {
  const isAlone = tree.tables.length === 1 && (tree.roles ?? []).length === 0
  const expression: Expression =
    column.via === undefined
      ? columnExpression(column, !isAlone)
      : { kind: 'column', table: roleAlias(column.via, tree), name: column.column }
  return column.unit === undefined
    ? expression
    : calendarExpression(expression, column.unit, scope?.lexicon.findColumn(column))
}

function compileMeasure(measure: Measure, tree: RoleTree, scope: CompileScope): Expression {
  const { target, aggregate } = measure
  if (target.kind === 'rows') return compileRowCount(target.table, tree, scope)
  if (target.kind === 'expression') {
    const expression = expressionOfTable(target.sql, target.table)
    return aggregate === null ? expression : call(aggregate, expression)
  }
  const column = reference(target.column, tree, scope)
  return aggregate === null ? column : call(aggregate, column, measure.distinct)
}

/** Counts rows of a table, each once, whatever else is joined. */
function compileRowCount(table: string, tree: RoleTree, scope: CompileScope): Expression {
  const countsOnce = tree.tables.every((other) => isReachedManyToOne(tree, table, other))
  const key = scope.lexicon.findTable(table).key
  if (countsOnce || key.length !== 1) {
    return { kind: 'call', name: 'count', distinct: false, star: true, arguments: [] }
  }
  return call('count', reference({ table, column: key[0]! }, tree), true)
}

function compileClauses(
  clauses: readonly Clause[],
  focus: string,
  tree: RoleTree,
  scope: CompileScope,
): Expression | undefined | null {
  // "and" binds the alternatives: a and (b or c) reads as people mean it.
  const groups: Expression[][] = []
  for (const { connective, condition } of clauses) {
    const expression = compileCondition(condition, focus, tree, scope)
    if (expression === null) return null
    if (connective === 'or' && groups.length > 0) groups.at(-1)!.push(expression)
    else groups.push([expression])
  }
  if (groups.length === 0) return undefined
  return and(groups.map((alternatives) => or(mergeEqualities(alternatives))))
}

/** x = 1 OR x = 2 reads better as x IN (1, 2). */
function mergeEqualities(alternatives: readonly Expression[]): Expression[] {
  if (alternatives.length < 2) return [...alternatives]
  const first = alternatives[0]!
  if (first.kind !== 'binary') return [...alternatives]
  const same = alternatives.every(
    (item) =>
      item.kind === 'binary' &&
      item.operator === '=' &&
      JSON.stringify(item.left) === JSON.stringify(first.left),
  )
  if (!same) return [...alternatives]
  const items = alternatives.map((item) => (item as typeof first).right)
  return [{ kind: 'in', negated: false, operand: first.left, set: { kind: 'list', items } }]
}

function compileCondition(
  condition: Condition,
  focus: string,
  tree: RoleTree,
  scope: CompileScope,
): Expression | null {
  if (condition.kind === 'related') return compileRelated(condition, focus, tree, scope)
  if (condition.kind === 'sql') return expressionOfTable(condition.sql, condition.table)
  const column = reference(condition.column, tree)
  const entry = scope.lexicon.findColumn(condition.column)
  switch (condition.kind) {
    case 'compare':
      return binary(condition.operator, column, literal(condition.value, entry))
    case 'between':
      return {
        kind: 'between',
        negated: false,
        operand: column,
        low: literal(condition.low, entry),
        high: literal(condition.high, entry),
      }
    case 'pattern':
      return {
        kind: 'like',
        operator: 'like',
        negated: condition.negated,
        operand: column,
        pattern: stringLiteral(condition.pattern),
      }
    case 'null':
      return { kind: 'is-null', negated: condition.negated, operand: column }
    case 'period':
      return periodExpression(condition, column, entry)
    case 'compare-columns':
      return binary(condition.operator, column, reference(condition.other, tree))
    case 'compare-row': {
      const named = scope.lexicon.findColumn(condition.named)
      return binary(condition.operator, column, {
        kind: 'subquery',
        query: {
          kind: 'query',
          body: {
            kind: 'select',
            distinct: false,
            columns: [{ kind: 'result', expression: comparedValue(condition, named) }],
            from: tableItem(condition.column.table),
            where: binary('=', columnExpression(condition.named, false), literal(condition.value, named)),
            groupBy: [],
            windows: [],
          },
          orderBy: [],
        },
      })
    }
    case 'commonest':
      return binary('=', column, commonestValue(condition.column, condition.direction))
    case 'extreme-of-group':
      return binary('=', column, aggregateOfGroup(condition.aggregate, condition.column, condition.group))
    case 'compare-aggregate': {
      const { table } = condition.column
      if (condition.group !== undefined) {
        const ofGroup = aggregateOfGroup(condition.aggregate, condition.column, condition.group)
        return binary(condition.operator, columnExpression(condition.column, true), ofGroup)
      }
      const part = compileAggregated(condition, scope)
      if (part === null) return null
      const inner: Select = {
        kind: 'select',
        distinct: false,
        columns: [
          {
            kind: 'result',
            expression: call(
              condition.aggregate,
              columnExpression(condition.column, part !== undefined && part.tree.tables.length > 1),
            ),
          },
        ],
        from: part === undefined ? tableItem(table) : compileFrom(part.tree),
        ...(part === undefined ? {} : { where: part.where }),
        groupBy: [],
        windows: [],
      }
      return binary(condition.operator, column, {
        kind: 'subquery',
        query: { kind: 'query', body: inner, orderBy: [] },
      })
    }
  }
}

/** The rows that an aggregate is over: undefined for all of the table, null where they cannot be joined. */
function compileAggregated(
  { column, where }: Extract<Condition, { kind: 'compare-aggregate' }>,
  scope: CompileScope,
): { readonly tree: RoleTree; readonly where: Expression } | null | undefined {
  if (where === undefined || where.length === 0) return undefined
  const wanted = [column.table, ...where.flatMap(({ condition }) => tablesOfCondition(condition))]
  const [tree] = findKeyedTrees(scope, wanted, 1)
  if (tree === undefined) return null
  const condition = compileClauses(where, column.table, tree, scope)
  return condition === null || condition === undefined ? null : { tree, where: condition }
}

/** Of several rows that the value names, the one that is hardest to beat. */
function comparedValue(
  { column, operator }: Extract<Condition, { kind: 'compare-row' }>,
  named: ColumnEntry | undefined,
): Expression {
  const value = columnExpression(column, false)
  const profile = named?.profile
  const isUnique = profile === undefined || profile.distinctCount === profile.rowCount - profile.nullCount
  return isUnique ? value : call(operator.startsWith('>') ? 'max' : 'min', value)
}

/** Rows of the focus for which some, or no, row of the other table exists: key [NOT] IN (SELECT …). */
function compileRelated(
  condition: Extract<Condition, { kind: 'related' }>,
  focus: string,
  outer: RoleTree,
  scope: CompileScope,
): Expression | null {
  const wanted = [
    focus,
    condition.table,
    ...condition.where.flatMap(({ condition: inner }) => tablesOfCondition(inner)),
  ]
  const tree = findKeyedTrees(scope, wanted, 1)[0]
  if (tree === undefined || tree.keys.length === 0) return null
  const touching = tree.keys.filter((key) => key.from.table === focus || key.to.table === focus)
  const key = touching[0]!
  if (touching.length > 1 || key.from.columns.length > 1) return null
  const focusSide = key.from.table === focus ? key.from : key.to
  const otherSide = key.from.table === focus ? key.to : key.from
  const rest = treeWithout(tree, focus, otherSide.table)
  const where = compileClauses(condition.where, otherSide.table, rest, scope)
  if (where === null) return null
  const selected = { table: otherSide.table, column: otherSide.columns[0]! }
  const nulls = scope.lexicon.findColumn(selected)?.profile?.nullCount ?? 0
  // One NULL among them would make NOT IN true of nothing.
  const guards: Expression[] =
    condition.negated && nulls > 0
      ? [{ kind: 'is-null', negated: true, operand: reference(selected, rest) }]
      : []
  const conditions = [...(where === undefined ? [] : [where]), ...guards]
  const inner: Select = {
    kind: 'select',
    distinct: false,
    columns: [{ kind: 'result', expression: reference(selected, rest) }],
    from: compileFrom(rest),
    ...(conditions.length === 0 ? {} : { where: and(conditions) }),
    groupBy: [],
    windows: [],
  }
  const focusColumn = { table: focus, column: focusSide.columns[0]! }
  const operand = reference(focusColumn, outer)
  const membership: Expression = {
    kind: 'in',
    negated: condition.negated,
    operand,
    set: { kind: 'query', query: { kind: 'query', body: inner, orderBy: [] } },
  }
  // A row that refers to nothing has no partner either; NOT IN alone would lose it.
  const canBeMissing = (scope.lexicon.findColumn(focusColumn)?.profile?.nullCount ?? 0) > 0
  return condition.negated && canBeMissing
    ? or([membership, { kind: 'is-null', negated: false, operand }])
    : membership
}

/** The same joins seen from another table, one leaf table left out. */
function treeWithout(tree: JoinTree, left: string, start: string): JoinTree {
  const keys = tree.keys.filter((key) => key.from.table !== left && key.to.table !== left)
  const tables = [start]
  const ordered: JoinTree['keys'][number][] = []
  const remaining = [...keys]
  while (remaining.length > 0) {
    const index = remaining.findIndex(
      (key) => tables.includes(key.from.table) || tables.includes(key.to.table),
    )
    if (index < 0) break
    const [key] = remaining.splice(index, 1)
    ordered.push(key!)
    tables.push(tables.includes(key!.from.table) ? key!.to.table : key!.from.table)
  }
  return { tables, keys: ordered, cost: tree.cost }
}
