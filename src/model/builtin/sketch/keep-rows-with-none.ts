import type { JoinKey } from '../../../exploration/survey.ts'
import type { Expression, FromItem, Join, Query, Select, TableReference } from '../../../sql/ast.ts'
import { allOf, conjunctsOf } from '../../../sql/conditions.ts'
import { mapQuery } from '../../../sql/map.ts'
import { walkExpression, walkQuery } from '../../../sql/walk.ts'
import type { SchemaLexicon } from '../linking/schema-lexicon.ts'
import { call, numberLiteral } from './build-sql.ts'

/** What ties the tables of one database, and what the question says has nothing; null where it says "those". */
export interface KeepingScope {
  readonly joins: readonly JoinKey[]
  readonly lexicon: SchemaLexicon
  readonly named: string | null
}

/** Two tables of which one is kept whole, and the column by which the other is tied to it. */
interface Pair {
  readonly kept: TableReference
  readonly other: TableReference
  readonly otherColumn: ColumnExpression
  readonly on: Expression
  /** The other table refers to the kept one, which so may have several of its rows, or none. */
  readonly isReferredTo: boolean
}

type ColumnExpression = Extract<Expression, { kind: 'column' }>

/**
 * "how many users each account has, including those with none": the groups are kept that have no row, and so is a row whose
 * key leads nowhere. Null where the query joins otherwise, or would say something else.
 */
export function keepRowsWithNone(query: Query, scope: KeepingScope): Query | null {
  const { body } = query
  if (body.kind !== 'select' || body.distinct || body.from?.kind !== 'join' || hasSubquery(query)) return null
  const pair = pairsOf(body.from, scope.joins).find(({ kept, isReferredTo }) => {
    if (scope.named !== null && kept.name !== scope.named) return false
    return body.groupBy.length === 0 ? isPlain(body) : isReferredTo && isGroupedBy(kept, body)
  })
  if (pair === undefined) return null
  const { kept, other, on } = pair
  const conditions = conjunctsOf(body.where)
  const sides = conditions.map((condition) => tablesIn(condition))
  if (sides.some((tables) => tables.size !== 1)) return null
  const ofKept = conditions.filter((_, index) => sides[index]!.has(nameOf(kept)))
  const ofOther = conditions.filter((_, index) => !sides[index]!.has(nameOf(kept)))
  // Without groups they choose among the rows that are shown.
  if (ofOther.length > 0 && body.groupBy.length === 0) return null
  const where = allOf(ofKept)
  const { where: _where, ...rest } = body
  const from: Join = {
    kind: 'join',
    type: 'left',
    natural: false,
    left: kept,
    right: other,
    on: allOf([on, ...ofOther])!,
  }
  const joined: Select = { ...rest, from, ...(where === undefined ? {} : { where }) }
  const { key } = scope.lexicon.findTable(other.name)
  const counted = key.length === 1 ? { ...pair.otherColumn, name: key[0]! } : pair.otherColumn
  return mapQuery({ ...query, body: joined }, { expression: (part) => ofNone(part, counted) })
}

/** A group without rows has one row in the join, which is none of the other table, and nothing that adds up. */
function ofNone(expression: Expression, counted: ColumnExpression): Expression {
  if (expression.kind !== 'call') return expression
  if (expression.name === 'count' && expression.star) return call('count', counted)
  if (expression.name !== 'sum') return expression
  return { ...call('coalesce', expression), arguments: [expression, numberLiteral(0)] }
}

function pairsOf({ left, right, on, type }: Join, joins: readonly JoinKey[]): Pair[] {
  if (type !== 'inner' || !isTable(left) || !isTable(right)) return []
  if (on?.kind !== 'binary' || on.operator !== '=') return []
  const ends = [on.left, on.right].filter((end) => end.kind === 'column')
  const leftEnd = ends.find((end) => end.table === nameOf(left))
  const rightEnd = ends.find((end) => end.table === nameOf(right))
  if (leftEnd === undefined || rightEnd === undefined) return []
  const refers = (
    one: TableReference,
    oneEnd: ColumnExpression,
    two: TableReference,
    twoEnd: ColumnExpression,
  ) =>
    joins.some(
      ({ from, to }) =>
        from.table === one.name &&
        from.columns[0] === oneEnd.name &&
        to.table === two.name &&
        to.columns[0] === twoEnd.name,
    )
  const [isLeftChild, isRightChild] = [
    refers(left, leftEnd, right, rightEnd),
    refers(right, rightEnd, left, leftEnd),
  ]
  if (!isLeftChild && !isRightChild) return []
  const pairs = [
    { kept: left, other: right, otherColumn: rightEnd, on, isReferredTo: !isLeftChild },
    { kept: right, other: left, otherColumn: leftEnd, on, isReferredTo: isLeftChild },
  ]
  // A row whose key leads nowhere before rows that none refers to.
  return pairs.sort((one, two) => Number(one.isReferredTo) - Number(two.isReferredTo))
}

/** The groups are rows or kinds of the table, and only rows of the other are counted or added up. */
function isGroupedBy(kept: TableReference, { groupBy, columns, having }: Select): boolean {
  if (groupBy.some((expression) => !isOnly(tablesIn(expression), kept))) return false
  const shown = columns.flatMap((column) => (column.kind === 'result' ? [column.expression] : []))
  return [...shown, ...(having === undefined ? [] : [having])].every((expression) => {
    let readsKept = false
    walkExpression(expression, {
      expression: (part) => {
        if (part.kind === 'call' && tablesIn(part).has(nameOf(kept))) readsKept = true
      },
    })
    return !readsKept
  })
}

function isPlain({ columns }: Select): boolean {
  return columns.every((column) => column.kind === 'result' && column.expression.kind === 'column')
}

function isOnly(tables: ReadonlySet<string>, table: TableReference): boolean {
  return tables.size === 1 && tables.has(nameOf(table))
}

function isTable(item: FromItem): item is TableReference {
  return item.kind === 'table'
}

function nameOf({ name, alias }: TableReference): string {
  return alias ?? name
}

function hasSubquery(query: Query): boolean {
  let selects = 0
  walkQuery(query, { select: () => selects++ })
  return selects > 1
}

/** The tables whose columns stand in an expression; '' for one that is not said. */
function tablesIn(expression: Expression): Set<string> {
  const tables = new Set<string>()
  walkExpression(expression, {
    expression: (part) => {
      if (part.kind === 'column') tables.add(part.table ?? '')
    },
  })
  return tables
}
