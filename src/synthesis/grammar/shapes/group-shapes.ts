import type { Expression, OrderTerm, ResultColumn } from '../../../sql/ast.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import type { KeyWords } from '../../verbalizer/lexicon/key-words.ts'
import type { Comparator } from '../../verbalizer/meaning/meaning.ts'
import { chooseThreshold } from '../choose-value.ts'
import { chooseCount } from '../grow-related.ts'
import { chance, type Growth, pickColumn, pickColumns, pickKey, pickRoot } from '../growth.ts'
import { call, compare, datePart, either, literal, query, select, show } from '../query-pieces.ts'
import { joinOn, type Rows, reference, type Seat, seatRows, tableOf } from '../rows.ts'
import { isAveraged, isGrouping, isShowable } from '../suitable.ts'
import { columnsIn, growConditions } from './conditions.ts'
import { growAggregate, growCase, shareOf } from './number-shapes.ts'
import type { Shape } from './shape.ts'

interface Groups {
  readonly rows: Rows
  readonly keys: readonly Expression[]
  readonly shown: readonly ResultColumn[]
  /** The seats that the groups name. */
  readonly seats: readonly Seat[]
  /** Grouped by what the rows refer to. */
  readonly via?: KeyWords
  /** Columns that are the same all over a group. */
  readonly fixed: readonly ColumnWords[]
  readonly spread: number
  /** How many groups there can be. */
  readonly most: number
}

/** By a column of the rows, by the year of a date, or by what they refer to. */
function growGroups(growth: Growth): Groups | undefined {
  const root = pickRoot(growth, ({ rowCount }) => rowCount > 3)
  if (root === undefined) return undefined
  const { lexicon } = growth.context
  const parentKeys = lexicon
    .keysFrom(root.table)
    .filter(
      ({ parent, key, isSubtype }) =>
        !isSubtype && parent.names.length > 0 && parent.rowCount > 1 && key.from.columns.length === 1,
    )
  if (parentKeys.length > 0 && chance(growth, 0.6)) {
    const via = pickKey(growth, parentKeys)
    if (via !== undefined) return groupByParent(growth, root, via)
  }
  const rows = seatRows(growth, root, { parents: chance(growth, 0.3) ? 1 : 0 })
  const seat = rows.seats[1] !== undefined && chance(growth, 0.6) ? rows.seats[1] : rows.root
  const column = pickColumn(growth, seat.entity.columns.filter(isGrouping))
  const dates = root.columns.filter(({ role, profile }) => role === 'date' && profile.distinctCount > 2)
  const date = pickColumn(growth, dates)
  if (date !== undefined && (column === undefined || chance(growth, 0.2))) {
    const key = datePart('%Y', reference(rows.root, date))
    return {
      rows,
      keys: [key],
      shown: [show(key)],
      seats: [rows.root],
      fixed: [date],
      spread: root.rowCount / 4,
      most: date.profile.distinctCount,
    }
  }
  if (column === undefined) return undefined
  const keys: Expression[] = [reference(seat, column)]
  const fixed = [column]
  if (seat === rows.root && chance(growth, 0.06)) {
    const second = pickColumn(
      growth,
      root.columns.filter((one) => isGrouping(one) && one !== column),
    )
    if (second !== undefined) {
      keys.push(reference(seat, second))
      fixed.push(second)
    }
  }
  return {
    rows,
    keys,
    shown: keys.map((key) => show(key)),
    seats: [seat],
    fixed,
    spread: root.rowCount / column.profile.distinctCount,
    most: column.profile.distinctCount,
  }
}

function groupByParent(
  growth: Growth,
  root: Groups['rows']['root']['entity'],
  via: KeyWords,
): Groups | undefined {
  const rows = seatRows(growth, root, { parents: chance(growth, 0.2) ? 2 : 1, via })
  const seat = rows.seats.find(({ key }) => key === via)
  // A condition on what the group refers to would be one on the group.
  if (seat === undefined || rows.seats.some(({ below }) => below === seat)) return undefined
  const { entity } = seat
  const isByName = entity.isNameUnique && chance(growth, 0.4)
  const key = reference(seat, isByName ? entity.names[0]! : via.key.to.columns[0]!)
  const extra =
    !isByName && chance(growth, 0.15)
      ? pickColumns(
          growth,
          entity.columns.filter((column) => isShowable(column) && !entity.names.includes(column)),
          1,
        )
      : []
  const shown = [...entity.names, ...extra].map((column) => show(reference(seat, column)))
  return {
    rows,
    keys: [key],
    shown,
    seats: [seat],
    fixed: [],
    via,
    spread: chooseCount(growth, via) ?? 1,
    most: entity.rowCount,
  }
}

/** Conditions on what is grouped, but not on what the groups are by. */
function growWhere(
  growth: Growth,
  { rows, seats, fixed }: Groups,
  share: number,
  measured: readonly ColumnWords[] = [],
): readonly Expression[] | undefined {
  const own = chance(growth, share) ? 1 : 0
  return growConditions(growth, rows, { own, isShare: true, mentioned: seats, but: [...fixed, ...measured] })
}

function growMeasure(growth: Growth, { rows, fixed }: Groups): Expression | undefined {
  const draw = growth.random.next()
  if (draw < 0.45) return call('count')
  if (draw < 0.85) return growAggregate(growth, rows.root, fixed)?.expression
  const counted = growCase(growth, rows.root, fixed)
  if (counted !== undefined) return draw < 0.93 ? counted : shareOf(counted)
  return call('count')
}

export const eachGroup: Shape = (growth) => {
  const groups = growGroups(growth)
  const first = groups && growMeasure(growth, groups)
  if (groups === undefined || first === undefined) return null
  const { rows, keys, shown, fixed } = groups
  const where = growWhere(growth, groups, 0.3, columnsIn(first, rows.root.entity))
  if (where === undefined) return null
  const measures = [first]
  const isSimple =
    first.kind === 'call' && (first.star || first.name !== 'sum' || first.arguments[0]?.kind === 'column')
  if (isSimple && chance(growth, 0.2)) {
    const second =
      first.kind === 'call' && first.star
        ? growAggregate(growth, rows.root, fixed)?.expression
        : call('count')
    if (second !== undefined) measures.push(second)
  }
  const having =
    chance(growth, 0.2) && where.length === 0
      ? [
          compare(
            call('count'),
            growth.random.pick<Comparator>(['>', '>=']),
            literal(havingCount(growth, groups)),
          ),
        ]
      : []
  const order: OrderTerm[] =
    isSimple && chance(growth, 0.25)
      ? [{ expression: first, direction: chance(growth, 0.7) ? 'desc' : 'asc' }]
      : []
  return query(
    select({
      columns: [...shown, ...measures.map((measure) => show(measure))],
      from: rows.from,
      where,
      groupBy: keys,
      having,
    }),
    order,
  )
}

function havingCount({ random }: Growth, { spread }: Groups): number {
  const middle = Math.max(2, Math.round(spread * (0.4 + 0.8 * random.next())))
  return middle > 20 ? Number(middle.toPrecision(1)) : middle
}

/** "Which three countries have the most customers?" */
export const topGroup: Shape = (growth) => {
  const groups = growGroups(growth)
  if (groups === undefined) return null
  const { rows, keys, shown } = groups
  const isCount = chance(growth, 0.65)
  const column = isCount ? undefined : pickColumn(growth, rows.root.entity.columns.filter(isAveraged))
  const where = growWhere(growth, groups, 0.25, column === undefined ? [] : [column])
  const measure =
    column === undefined
      ? call('count')
      : call(column.isAdditive && chance(growth, 0.5) ? 'sum' : 'avg', reference(rows.root, column))
  if (where === undefined || keys.length > 1) return null
  const direction = isCount && chance(growth, 0.85) ? 'desc' : chance(growth, 0.7) ? 'desc' : 'asc'
  const columns = chance(growth, 0.3) ? [...shown, show(measure)] : shown
  return query(
    select({ columns, from: rows.from, where, groupBy: keys }),
    [{ expression: measure, direction }],
    growth.random.pick([1, 1, 1, 3, 5].filter((limit) => limit === 1 || limit * 2 <= groups.most)),
  )
}

/** "customers with more than three orders", "countries with an average total above 10". */
export const groupsHaving: Shape = (growth) => {
  const groups = growGroups(growth)
  if (groups === undefined) return null
  const { rows, keys, shown } = groups
  const where = growWhere(growth, groups, 0.15)
  if (where === undefined || keys.length > 1) return null
  const column = chance(growth, 0.3)
    ? pickColumn(growth, rows.root.entity.columns.filter(isAveraged))
    : undefined
  const threshold = column && chooseThreshold(growth, column)
  const having =
    column === undefined || threshold === undefined
      ? compare(
          call('count'),
          growth.random.pick<Comparator>(['>', '>=', '>', '=']),
          literal(havingCount(growth, groups)),
        )
      : compare(
          call('avg', reference(rows.root, column)),
          growth.random.pick<Comparator>(['>', '<']),
          literal(threshold),
        )
  return query(select({ columns: shown, from: rows.from, where, groupBy: keys, having: [having] }))
}

/** "the number of albums of each artist, including those without any", or those without any. */
export const parentsWithEmpty: Shape = (growth) => {
  const child = pickRoot(
    growth,
    ({ table, isBridge }) => !isBridge && growth.context.lexicon.keysFrom(table).length > 0,
  )
  const keys =
    child &&
    growth.context.lexicon
      .keysFrom(child.table)
      .filter(
        ({ parent, key, child: own, isSubtype }) =>
          !isSubtype &&
          parent.names.length > 0 &&
          parent.table !== own.table &&
          key.from.columns.length === 1,
      )
  const via = keys && pickKey(growth, keys)
  if (child === undefined || via === undefined || via.coversParents) return null
  const parentSeat: Seat = { entity: via.parent, name: via.parent.table }
  const childSeat: Seat = { entity: child, name: child.table }
  const from = {
    kind: 'join',
    type: 'left',
    natural: false,
    left: tableOf(parentSeat),
    right: tableOf(childSeat),
    on: joinOn(childSeat, parentSeat, via),
  } as const
  const marker =
    child.id ?? child.columns.find(({ column, hasNulls }) => column === via.key.from.columns[0] && !hasNulls)
  if (marker === undefined) return null
  const names = via.parent.names.map((name) => show(reference(parentSeat, name)))
  if (chance(growth, 0.4)) {
    return query(
      select({
        columns: names,
        from,
        where: [{ kind: 'is-null', negated: false, operand: reference(childSeat, marker) }],
      }),
    )
  }
  const count = call('count', reference(childSeat, marker))
  const order: OrderTerm[] = chance(growth, 0.3)
    ? [{ expression: count, direction: chance(growth, 0.6) ? 'desc' : 'asc' }]
    : []
  return query(
    select({
      columns: [...names, show(count)],
      from,
      groupBy: [reference(parentSeat, via.key.to.columns[0]!)],
    }),
    order,
  )
}

const LABELS: readonly (readonly [RegExp, string, string])[] = [
  [/price|cost|fee/, 'expensive', 'cheap'],
  [/length|duration|minute|second/, 'long', 'short'],
  [/age$/, 'older', 'younger'],
  [/size|bytes|area|population|capacity/, 'large', 'small'],
]

/** CASE: rows sorted into two by a threshold. */
export const labelledRows: Shape = (growth) => {
  const root = pickRoot(growth, ({ columns, rowCount }) => rowCount > 4 && columns.some(isAveraged))
  if (root === undefined) return null
  const rows = seatRows(growth, root, { parents: chance(growth, 0.2) ? 1 : 0 })
  const column = pickColumn(growth, root.columns.filter(isAveraged))
  const threshold = column && chooseThreshold(growth, column)
  const where = growConditions(growth, rows, {
    isShare: true,
    own: chance(growth, 0.2) ? 1 : 0,
    ...(column && { but: [column] }),
  })
  if (column === undefined || threshold === undefined || where === undefined) return null
  const [, high, low] = LABELS.find(([pattern]) => pattern.test(column.one)) ?? [undefined, 'high', 'low']
  const isHigh = compare(reference(rows.root, column), '>', literal(threshold))
  const labels = either(isHigh, literal(high), literal(low))
  const group = 'label'
  return query(
    select({
      columns: [show(labels, group), show(call('count'))],
      from: rows.from,
      where,
      groupBy: [{ kind: 'column', name: group }],
    }),
  )
}
