import type { ColumnName } from '../../../database/schema.ts'
import type { Expression, Select } from '../../../sql/ast.ts'
import { binary, call, columnExpression, numberLiteral, tableItem } from './build-sql.ts'
import type { Aggregate } from './sketch.ts'

/** The row that is compared with the others of its group. */
const PEER = 'peer'

/** Over the rows of the same table that agree with the outer row in `group`. */
export function aggregateOfGroup(aggregate: Aggregate, column: ColumnName, group: ColumnName): Expression {
  const peer = (name: string): Expression => ({ kind: 'column', table: PEER, name })
  const inner: Select = {
    kind: 'select',
    distinct: false,
    columns: [{ kind: 'result', expression: call(aggregate, peer(column.column)) }],
    from: { kind: 'table', name: column.table, alias: PEER },
    where: binary(
      '=',
      peer(group.column),
      columnExpression({ table: column.table, column: group.column }, true),
    ),
    groupBy: [],
    windows: [],
  }
  return { kind: 'subquery', query: { kind: 'query', body: inner, orderBy: [] } }
}

/** The value that most rows of the table have, or fewest. */
export function commonestValue({ table, column }: ColumnName, direction: 'asc' | 'desc'): Expression {
  const value = columnExpression({ table, column }, false)
  const rows: Expression = { kind: 'call', name: 'count', distinct: false, star: true, arguments: [] }
  const inner: Select = {
    kind: 'select',
    distinct: false,
    columns: [{ kind: 'result', expression: value }],
    from: tableItem(table),
    groupBy: [value],
    windows: [],
  }
  const orderBy = [{ expression: rows, direction }]
  const limit = { count: numberLiteral(1) }
  return { kind: 'subquery', query: { kind: 'query', body: inner, orderBy, limit } }
}
