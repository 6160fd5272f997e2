import type { ColumnName } from '../../../database/schema.ts'
import type { Expression, Select } from '../../../sql/ast.ts'
import { binary, call, columnExpression } from './build-sql.ts'
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
