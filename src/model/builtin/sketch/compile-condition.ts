import type { JoinTree } from '../../../exploration/join-path.ts'
import type { Expression, Select } from '../../../sql/ast.ts'
import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import { aggregateOfGroup, commonestValue } from './aggregate-of-group.ts'
import type { CompileScope } from './avoid-repeats.ts'
import { and, binary, call, columnExpression, literal, or, stringLiteral, tableItem } from './build-sql.ts'
import { findKeyedTrees } from './choose-keys.ts'
import { compileFrom, reference } from './compile-measure.ts'
import type { RoleTree } from './join-roles.ts'
import { expressionOfTable } from './knowledge-expression.ts'
import { periodExpression } from './period-expression.ts'
import { type Clause, type Condition, tablesOfCondition } from './sketch.ts'

export function compileClauses(
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
