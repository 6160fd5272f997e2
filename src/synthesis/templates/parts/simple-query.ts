import type { Expression, OrderTerm, Query, ResultColumn } from '../../../sql/ast.ts'
import { call, either, literal, query, select, show } from '../../grammar/query-pieces.ts'
import { reference, type Seat, tableOf } from '../../grammar/rows.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'
import type { Condition } from '../../verbalizer/meaning/meaning.ts'
import type { Restriction } from './restriction.ts'
import { only } from './seats.ts'

interface Order {
  readonly orderBy?: readonly OrderTerm[]
  readonly limit?: number
  readonly offset?: number
}

/** SELECT columns FROM one table WHERE restrictions. */
export function ofTable(
  entity: Entity,
  columns: (seat: Seat) => readonly (Expression | ColumnWords)[],
  restrictions: readonly (Restriction | Expression)[] = [],
  { orderBy = [], limit, offset }: Order = {},
): Query {
  const seat = only(entity)
  return query(
    select({
      columns: columns(seat).map((column) => shown(seat, column)),
      from: tableOf(seat),
      where: restrictions.map((one) => ('where' in one ? one.where(seat) : one)),
    }),
    orderBy,
    limit,
    offset,
  )
}

function shown(seat: Seat, column: Expression | ColumnWords): ResultColumn {
  return show('kind' in column ? column : reference(seat, column))
}

export function conditionsOf(restrictions: readonly Restriction[]): readonly Condition[] {
  return restrictions.map(({ condition }) => condition)
}

/** 100.0 * sum(CASE WHEN … THEN 1 ELSE 0 END) / count(*) */
export function percentage(condition: Expression): Expression {
  const left: Expression = {
    kind: 'binary',
    operator: '*',
    left: { kind: 'number', text: '100.0' },
    right: call('sum', either(condition, literal(1), literal(0))),
  }
  return { kind: 'binary', operator: '/', left, right: call('count') }
}

/** The column of the entity's only table, unqualified. */
export function bare(column: ColumnWords): Expression {
  return { kind: 'column', name: column.column }
}

export function by(expression: Expression, direction: OrderTerm['direction']): OrderTerm {
  return { expression, direction }
}
