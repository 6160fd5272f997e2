import { identifierWords } from '../../../base/text.ts'
import type { ColumnName } from '../../../database/schema.ts'
import type { DbGraph } from '../../../exploration/db-graph.ts'
import type { JoinTree } from '../../../exploration/join-path.ts'
import type { JoinKey } from '../../../exploration/survey.ts'
import type { FromItem } from '../../../sql/ast.ts'
import { binary } from './build-sql.ts'
import type { ReachedColumn, Sketch } from './sketch.ts'

/** Joined tables, and rows that are joined once more under another name because a key says what they are: a manager. */
export interface RoleTree extends JoinTree {
  readonly roles?: readonly JoinKey[]
}

/** The tree with a join for each key that a column of the sketch is reached by. */
export function withRoles(tree: JoinTree, sketch: Sketch, { joins }: DbGraph): RoleTree {
  const reached = [...reachedColumns(sketch)]
  if (reached.length === 0) return tree
  const roles = joins.flatMap(({ key }) => (reached.some((column) => leadsTo(key, column)) ? [key] : []))
  return { ...tree, roles }
}

function* reachedColumns(sketch: Sketch): Generator<ReachedColumn> {
  const measures = [
    ...sketch.select,
    ...sketch.order.map(({ measure }) => measure),
    ...sketch.having.map(({ measure }) => measure),
  ]
  const columns: ReachedColumn[] = [
    ...measures.flatMap(({ target }) => (target.kind === 'column' ? [target.column] : [])),
    ...sketch.group,
    ...sketch.where.flatMap(({ condition }) => {
      if (condition.kind === 'compare') return [condition.column]
      return condition.kind === 'compare-columns' ? [condition.other] : []
    }),
  ]
  for (const column of columns) if (column.via !== undefined) yield column
}

function leadsTo({ from, to }: JoinKey, { table, via }: ReachedColumn): boolean {
  return from.table === via?.table && from.columns[0] === via.column && to.table === table
}

/** Each role is the same table again, under the name of its key. */
export function joinRoles(start: FromItem, tree: RoleTree): FromItem {
  return (tree.roles ?? []).reduce<FromItem>((left, { from, to }) => {
    const via = { table: from.table, column: from.columns[0]! }
    const alias = roleAlias(via, tree)
    return {
      kind: 'join',
      type: 'inner',
      natural: false,
      left,
      right: { kind: 'table', name: to.table, alias },
      on: binary(
        '=',
        { kind: 'column', table: from.table, name: from.columns[0]! },
        { kind: 'column', table: alias, name: to.columns[0]! },
      ),
    }
  }, start)
}

/** manager_id leads to a manager. */
export function roleAlias({ column }: ColumnName, { tables }: JoinTree): string {
  const words = identifierWords(column)
  const own = words.length > 1 && words.at(-1) === 'id' ? words.slice(0, -1) : words
  const name = own.join('_')
  return tables.some((table) => table.toLowerCase() === name) ? `${name}_row` : name
}
