import type { Expression, FromItem, Select } from '../../../sql/ast.ts'
import type { CompileScope } from './avoid-repeats.ts'
import { and, binary, call, columnExpression, tableItem } from './build-sql.ts'
import { isReachedManyToOne } from './fan-out.ts'
import { joinRoles, type RoleTree, roleAlias } from './join-roles.ts'
import { expressionOfTable } from './knowledge-expression.ts'
import { calendarExpression } from './period-expression.ts'
import { type Measure, type SketchColumn, tableOfMeasure } from './sketch.ts'

/** The measure of all rows of its table. */
export function overall(measure: Measure, scope: CompileScope): Expression {
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

export function compileFrom(tree: RoleTree): FromItem {
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

export function reference(column: SketchColumn, tree: RoleTree, scope?: CompileScope): Expression {
  const isAlone = tree.tables.length === 1 && (tree.roles ?? []).length === 0
  const expression: Expression =
    column.via === undefined
      ? columnExpression(column, !isAlone)
      : { kind: 'column', table: roleAlias(column.via, tree), name: column.column }
  return column.unit === undefined
    ? expression
    : calendarExpression(expression, column.unit, scope?.lexicon.findColumn(column))
}

export function compileMeasure(measure: Measure, tree: RoleTree, scope: CompileScope): Expression {
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
