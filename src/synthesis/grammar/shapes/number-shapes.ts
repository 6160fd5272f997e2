import type { Expression } from '../../../sql/ast.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import { growTest } from '../grow-test.ts'
import { chance, type Growth, pickColumn, pickRoot } from '../growth.ts'
import { call, either, literal, query, select, show } from '../query-pieces.ts'
import { type Rows, reference, type Seat, seatRows } from '../rows.ts'
import { isAveraged, isMeasured } from '../suitable.ts'
import { growConditions, growNested } from './conditions.ts'
import type { Shape } from './shape.ts'

/** "How many customers are from Germany?" */
export const countRows: Shape = (growth) => {
  const root = pickRoot(growth)
  if (root === undefined) return null
  const rows = seatRows(growth, root, { parents: chance(growth, 0.45) ? 1 + growth.random.below(2) : 0 })
  const where = growConditions(growth, rows, {
    isShare: true,
    own: rows.seats.length > 1 ? growth.random.below(2) : growth.random.below(3),
  })
  if (where === undefined) return null
  const nested = chance(growth, 0.15) ? growNested(growth, rows) : undefined
  return query(
    select({
      columns: [show(call('count'))],
      from: rows.from,
      where: nested === undefined ? where : [...where, nested],
    }),
  )
}

/** An aggregate that the column bears: no sum of prices, no average of years. */
export function growAggregate(
  growth: Growth,
  seat: Seat,
  but: readonly ColumnWords[] = [],
): { readonly expression: Expression; readonly column: ColumnWords } | undefined {
  const column = pickColumn(
    growth,
    seat.entity.columns.filter((one) => isMeasured(one) && !but.includes(one)),
  )
  if (column === undefined) return undefined
  const names = [
    'max',
    'min',
    ...(isAveraged(column) ? ['avg', 'avg', 'avg'] : []),
    ...(isAveraged(column) && column.isAdditive ? ['sum', 'sum', 'sum'] : []),
  ]
  return { expression: call(growth.random.pick(names), reference(seat, column)), column }
}

export const measureRows: Shape = (growth) => {
  const root = pickRoot(growth, (entity) => entity.columns.some(isMeasured))
  if (root === undefined) return null
  const rows = seatRows(growth, root, { parents: chance(growth, 0.4) ? 1 + growth.random.below(2) : 0 })
  const first = growAggregate(growth, rows.root)
  const where = growConditions(growth, rows, {
    own: growth.random.below(2),
    isShare: true,
    ...(first && { but: [first.column] }),
  })
  if (first === undefined || where === undefined) return null
  const columns = [first.expression]
  const draw = growth.random.next()
  if (draw < 0.2) columns.unshift(call('count'))
  else if (draw < 0.4 && isAveraged(first.column)) {
    const name = first.expression.kind === 'call' ? first.expression.name : ''
    const others = ['min', 'max', 'avg'].filter((other) => other !== name)
    columns.push(
      ...growth.random
        .shuffle(others)
        .slice(0, 1 + growth.random.below(2))
        .map((other) => call(other, reference(rows.root, first.column))),
    )
  }
  return query(select({ columns: columns.map((column) => show(column)), from: rows.from, where }))
}

/** "How many different countries …" */
export const countDifferent: Shape = (growth) => {
  const root = pickRoot(growth)
  if (root === undefined) return null
  const rows = seatRows(growth, root, { parents: chance(growth, 0.35) ? 1 : 0 })
  const keys = growth.context.lexicon
    .keysFrom(root.table)
    .filter(({ key }) => key.from.columns.length === 1)
    .map(({ key }) => key.from.columns[0]!)
  const columns = root.columns.filter(
    ({ role, column, profile }) =>
      (role === 'category' || keys.includes(column)) &&
      profile.distinctCount > 1 &&
      profile.distinctCount < profile.rowCount,
  )
  const column = pickColumn(growth, columns)
  const where = growConditions(growth, rows, {
    own: growth.random.below(2),
    ...(column && { but: [column] }),
  })
  if (column === undefined || where === undefined) return null
  return query(
    select({ columns: [show(call('count', reference(rows.root, column), true))], from: rows.from, where }),
  )
}

/** 1 for the rows that a condition holds for. */
export function growCase(
  growth: Growth,
  seat: Seat,
  but: readonly ColumnWords[] = [],
): Expression | undefined {
  const test = growTest(growth, seat, { isShare: true, but })
  if (test === undefined) return undefined
  return call('sum', either(test.expression, literal(1), literal(0)))
}

/** "What percentage of products …" */
export const percentageOfRows: Shape = (growth) => {
  const root = pickRoot(growth, ({ rowCount }) => rowCount > 3)
  if (root === undefined) return null
  const rows: Rows = seatRows(growth, root, { parents: chance(growth, 0.3) ? 1 : 0 })
  const test = growTest(growth, rows.root, { isShare: true })
  const where =
    test &&
    growConditions(growth, rows, { own: chance(growth, 0.2) ? 1 : 0, isShare: true, but: [test.column] })
  if (test === undefined || where === undefined) return null
  const counted = call('sum', either(test.expression, literal(1), literal(0)))
  return query(select({ columns: [show(shareOf(counted))], from: rows.from, where }))
}

export function shareOf(counted: Expression): Expression {
  const hundred: Expression = { kind: 'number', text: '100.0' }
  return {
    kind: 'binary',
    operator: '/',
    left: { kind: 'binary', operator: '*', left: hundred, right: counted },
    right: call('count'),
  }
}
