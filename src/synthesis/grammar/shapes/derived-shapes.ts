import type { Expression, Query } from '../../../sql/ast.ts'
import { chance, pickColumn, pickKey, pickRoot } from '../growth.ts'
import { call, compare, literal, query, select, show } from '../query-pieces.ts'
import { reference, seatRows } from '../rows.ts'
import { isAveraged, isGrouping, isMeasured, labelsOf } from '../suitable.ts'
import { growConditions } from './conditions.ts'
import type { Shape } from './shape.ts'

/** "the average number of orders per customer". */
export const averagePerGroup: Shape = (growth) => {
  const root = pickRoot(growth, ({ rowCount, isBridge }) => rowCount > 4 && !isBridge)
  if (root === undefined) return null
  const rows = seatRows(growth, root, { parents: chance(growth, 0.2) ? 1 : 0 })
  const keys = growth.context.lexicon
    .keysFrom(root.table)
    .filter(({ key, isSubtype }) => !isSubtype && key.from.columns.length === 1)
    .map(({ key }) => key.from.columns[0]!)
  const column = pickColumn(
    growth,
    root.columns.filter(
      (one) => isGrouping(one) || (keys.includes(one.column) && one.profile.distinctCount > 1),
    ),
  )
  const measured = chance(growth, 0.3)
    ? pickColumn(
        growth,
        root.columns.filter((one) => isAveraged(one) && one.isAdditive && !one.one.includes('total')),
      )
    : undefined
  const where = growConditions(growth, rows, {
    own: chance(growth, 0.3) ? 1 : 0,
    ...(column && { but: [column] }),
  })
  const isJoined = rows.seats.some(({ key }) => key?.key.from.columns.includes(column?.column ?? ''))
  if (column === undefined || where === undefined || column.hasNulls || isJoined) return null
  const key = reference(rows.root, column)
  const name = measured === undefined ? 'amount' : 'total'
  const measure = measured === undefined ? call('count') : call('sum', reference(rows.root, measured))
  const inner = select({ columns: [show(key), show(measure, name)], from: rows.from, where, groupBy: [key] })
  const outer = measured === undefined ? growth.random.pick(['avg', 'avg', 'avg', 'max', 'min']) : 'avg'
  return query(
    select({ columns: [show(call(outer, { kind: 'column', name }))], from: derived(query(inner)) }),
  )
}

function derived(inner: Query) {
  return { kind: 'subquery-table', query: inner, alias: 'grouped' } as const
}

/** "the three longest tracks of each genre": row_number() over a partition. */
export const firstPerGroup: Shape = (growth) => {
  const root = pickRoot(
    growth,
    (entity) => entity.rowCount > 5 && labelsOf(entity).length > 0 && entity.columns.some(isMeasured),
  )
  if (root === undefined) return null
  const { lexicon } = growth.context
  const via = pickKey(
    growth,
    lexicon
      .keysFrom(root.table)
      .filter(
        ({ parent, key, isSubtype }) =>
          !isSubtype &&
          parent.names.length === 1 &&
          key.from.columns.length === 1 &&
          parent.table !== root.table,
      ),
  )
  const isByParent = via !== undefined && chance(growth, 0.6)
  const rows = seatRows(growth, root, isByParent ? { parents: 1, via: via! } : {})
  const seat = isByParent ? rows.seats[1]! : rows.root
  const column = isByParent ? seat.entity.names[0] : pickColumn(growth, root.columns.filter(isGrouping))
  const measured = pickColumn(
    growth,
    root.columns.filter((one) => isMeasured(one) && one !== column && one.profile.distinctCount > 4),
  )
  const where = growConditions(growth, rows, { own: 0, mentioned: [seat] })
  if (
    column === undefined ||
    measured === undefined ||
    where === undefined ||
    column.hasNulls ||
    measured.hasNulls
  )
    return null
  const partition = isByParent ? reference(seat, via!.key.to.columns[0]!) : reference(seat, column)
  const labels = labelsOf(root)
  const inner = [
    { column, seat, alias: `${seat === rows.root ? '' : 'group_'}${column.column}` },
    ...labels.map((label) => ({ column: label, seat: rows.root, alias: label.column })),
  ]
  if (chance(growth, 0.35) && !labels.includes(measured))
    inner.push({ column: measured, seat: rows.root, alias: measured.column })
  if (new Set(inner.map(({ alias }) => alias.toLowerCase())).size < inner.length) return null
  const place: Expression = {
    kind: 'call',
    name: 'row_number',
    distinct: false,
    star: false,
    arguments: [],
    over: {
      partitionBy: [partition],
      orderBy: [
        { expression: reference(rows.root, measured), direction: chance(growth, 0.7) ? 'desc' : 'asc' },
      ],
    },
  }
  const ranked = select({
    columns: [
      ...inner.map((one) =>
        show(reference(one.seat, one.column), one.alias === one.column.column ? undefined : one.alias),
      ),
      show(place, 'place'),
    ],
    from: rows.from,
    where,
  })
  const count = growth.random.pick([1, 2, 3, 3, 5])
  const outer = select({
    columns: inner.map(({ alias }) => show({ kind: 'column', name: alias })),
    from: { kind: 'subquery-table', query: query(ranked), alias: 'ranked' },
    where: [compare({ kind: 'column', name: 'place' }, count === 1 ? '=' : '<=', literal(count))],
  })
  return query(outer)
}
