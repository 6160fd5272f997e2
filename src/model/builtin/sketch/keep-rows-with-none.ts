import type { JoinKey } from '../../../exploration/survey.ts'
import type { Expression, FromItem, Join, Query, Select, TableReference } from '../../../sql/ast.ts'
import { allOf, conjunctsOf } from '../../../sql/conditions.ts'
import { mapQuery } from '../../../sql/map.ts'
import { walkExpression } from '../../../sql/walk.ts'
import type { SchemaLexicon } from '../linking/schema-lexicon.ts'
import { call } from './build-sql.ts'

/** Two tables, and the columns that tie them. */
interface Pair {
  readonly kept: TableReference
  readonly other: TableReference
  readonly otherColumn: Extract<Expression, { kind: 'column' }>
  readonly on: Expression
}

/**
 * "how many users each account has, including those with none": the groups are kept that have no row, and so is a row whose
 * key leads nowhere. Null where the query joins otherwise.
 */
export function keepRowsWithNone(
  query: Query,
  joins: readonly JoinKey[],
  lexicon: SchemaLexicon,
): Query | null {
  const { body } = query
  if (body.kind !== 'select' || body.distinct || body.from?.kind !== 'join') return null
  const pair = pairOf(body.from, body, joins)
  if (pair === null) return null
  const { kept, other, on } = pair
  const conditions = conjunctsOf(body.where)
  const sides = conditions.map((condition) => tablesIn(condition))
  if (sides.some((tables) => tables.size !== 1)) return null
  const isOf = (table: TableReference, index: number) => sides[index]!.has(nameOf(table))
  const where = allOf(conditions.filter((_, index) => isOf(kept, index)))
  const inJoin = allOf([on, ...conditions.filter((_, index) => isOf(other, index))])!
  const { where: _where, ...rest } = body
  const from: Join = { kind: 'join', type: 'left', natural: false, left: kept, right: other, on: inJoin }
  const joined: Select = { ...rest, from, ...(where === undefined ? {} : { where }) }
  const { key } = lexicon.findTable(other.name)
  const counted = key.length === 1 ? { ...pair.otherColumn, name: key[0]! } : pair.otherColumn
  // A group without rows has one row in the join, which is none of the other table.
  return mapQuery(
    { ...query, body: joined },
    {
      expression: (part) => (isRowCount(part) ? call('count', counted) : part),
    },
  )
}

function pairOf(from: Join, body: Select, joins: readonly JoinKey[]): Pair | null {
  const { left, right, on, type } = from
  if (type !== 'inner' || !isTable(left) || !isTable(right) || on === undefined) return null
  if (on.kind !== 'binary' || on.operator !== '=') return null
  const ends = [on.left, on.right]
  const endOf = (table: TableReference) =>
    ends.find((end) => end.kind === 'column' && end.table === nameOf(table)) as
      | Pair['otherColumn']
      | undefined
  const [leftEnd, rightEnd] = [endOf(left), endOf(right)]
  if (leftEnd === undefined || rightEnd === undefined) return null
  const keepsLeft = { kept: left, other: right, otherColumn: rightEnd, on }
  const keepsRight = { kept: right, other: left, otherColumn: leftEnd, on }
  if (body.groupBy.length > 0) {
    const tables = new Set(body.groupBy.flatMap((expression) => [...tablesIn(expression)]))
    if (tables.size !== 1) return null
    return tables.has(nameOf(left)) ? keepsLeft : keepsRight
  }
  if (body.columns.some((column) => column.kind !== 'result' || column.expression.kind !== 'column'))
    return null
  const leads = (one: TableReference, oneEnd: string, two: TableReference, twoEnd: string) =>
    joins.some(
      ({ from: key, to }) =>
        key.table === one.name &&
        key.columns[0] === oneEnd &&
        to.table === two.name &&
        to.columns[0] === twoEnd,
    )
  if (leads(left, leftEnd.name, right, rightEnd.name)) return keepsLeft
  return leads(right, rightEnd.name, left, leftEnd.name) ? keepsRight : null
}

function isTable(item: FromItem): item is TableReference {
  return item.kind === 'table'
}

function nameOf({ name, alias }: TableReference): string {
  return alias ?? name
}

function isRowCount(expression: Expression): boolean {
  return expression.kind === 'call' && expression.name === 'count' && expression.star
}

/** The tables whose columns stand in an expression; '' for one that is not said, or a subquery. */
function tablesIn(expression: Expression): Set<string> {
  const tables = new Set<string>()
  walkExpression(expression, {
    expression: (part) => {
      if (part.kind === 'column') tables.add(part.table ?? '')
      if (part.kind === 'subquery' || (part.kind === 'in' && part.set.kind !== 'list')) tables.add('')
    },
  })
  return tables
}
