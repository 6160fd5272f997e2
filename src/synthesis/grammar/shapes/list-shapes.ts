import type { Expression, OrderTerm, ResultColumn } from '../../../sql/ast.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import { growColumns } from '../grow-related.ts'
import { chance, type Growth, pickColumn, pickColumns, pickRoot } from '../growth.ts'
import { compare, literal, query, select, show } from '../query-pieces.ts'
import { type Rows, reference, type Seat, seatRows } from '../rows.ts'
import { isMeasured, isShowable, labelsOf } from '../suitable.ts'
import { columnsIn, growConditions, growNested } from './conditions.ts'
import type { Shape } from './shape.ts'

interface Shown {
  readonly columns: readonly ResultColumn[]
  readonly seats: readonly Seat[]
  readonly own: readonly ColumnWords[]
}

/** The name of the root, columns of its own, and names of what it refers to. */
function growShown(growth: Growth, rows: Rows, most: number): Shown | undefined {
  const { root } = rows
  const labels = labelsOf(root.entity)
  const own: ColumnWords[] = []
  if (labels.length > 0 && chance(growth, 0.85)) own.push(...labels)
  const more = root.entity.columns.filter(
    (column) => isShowable(column) && !own.includes(column) && column.profile.distinctCount > 0,
  )
  const room = Math.max(own.length === 0 ? 1 : 0, growth.random.below(most))
  own.push(...pickColumns(growth, more, room))
  const columns = own.map((column) => show(reference(root, column)))
  const seats: Seat[] = []
  for (const seat of rows.seats.slice(1)) {
    if (!chance(growth, 0.55)) continue
    const names =
      seat.entity.names.length > 0
        ? seat.entity.names
        : seat.entity.columns.filter((column) => isShowable(column)).slice(0, 1)
    const column =
      names.length > 0 && chance(growth, 0.7)
        ? names
        : pickColumns(growth, seat.entity.columns.filter(isShowable), 1)
    if (column.length === 0) continue
    columns.push(...column.map((one) => show(reference(seat, one))))
    seats.push(seat)
  }
  return columns.length === 0 || columns.length > 4 ? undefined : { columns, seats, own }
}

function drawParents({ random }: Growth): number {
  const draw = random.next()
  return draw < 0.52 ? 0 : draw < 0.82 ? 1 : draw < 0.95 ? 2 : 3
}

/** Sorting by what people sort by. */
function growOrder(growth: Growth, rows: Rows, shown: readonly ColumnWords[]): readonly OrderTerm[] {
  const column = pickColumn(
    growth,
    rows.root.entity.columns.filter(
      (one) => !one.hasNulls && (isMeasured(one) || (shown.includes(one) && one.role === 'name')),
    ),
  )
  if (column === undefined) return []
  const isWord = column.role === 'name'
  return [
    {
      expression: reference(rows.root, column),
      direction: chance(growth, isWord ? 0.15 : 0.6) ? 'desc' : 'asc',
    },
  ]
}

/** What is shown is not fixed to one value, unless it is a number that may vary. */
function fixedOf({ own }: Shown): readonly ColumnWords[] {
  return own.filter(
    ({ role, profile }) =>
      profile.distinctCount <= 12 || (role !== 'measure' && role !== 'count' && role !== 'date'),
  )
}

export const listRows: Shape = (growth) => {
  const root = pickRoot(growth)
  if (root === undefined) return null
  const rows = seatRows(growth, root, { parents: drawParents(growth) })
  const shown = growShown(growth, rows, 3)
  const where =
    shown &&
    growConditions(growth, rows, { own: growth.random.below(3), mentioned: shown.seats, but: fixedOf(shown) })
  if (where === undefined || shown === undefined) return null
  const order = chance(growth, 0.25) ? growOrder(growth, rows, shown.own) : []
  return query(select({ columns: shown.columns, from: rows.from, where }), order)
}

/** "What is the phone number of the customer named …?" Any column can be asked for so. */
export const lookUp: Shape = (growth) => {
  const root = pickRoot(growth, ({ names }) => names.length > 0)
  if (root === undefined) return null
  const rows = seatRows(growth, root, { parents: chance(growth, 0.3) ? 1 : 0 })
  const asked = pickColumns(
    growth,
    root.columns.filter(
      (column) =>
        !root.names.includes(column) &&
        column.role !== 'flag' &&
        column.profile.content !== 'empty' &&
        column.profile.content !== 'blob',
    ),
    1 + growth.random.below(2),
  )
  const parents = rows.seats
    .slice(1)
    .flatMap((seat) => seat.entity.names.map((name) => show(reference(seat, name))))
  const columns = [...asked.map((column) => show(reference(rows.root, column))), ...parents]
  const where = growIdentity(growth, rows.root)
  if (where === undefined || columns.length === 0) return null
  return query(select({ columns, from: rows.from, where }))
}

/** The name of one row; first and last name come from a row that has both. */
function growIdentity({ random, context }: Growth, seat: Seat): readonly Expression[] | undefined {
  const { names, table } = seat.entity
  const [first] = names
  if (first === undefined) return undefined
  if (names.length === 1) {
    return first.values.length === 0
      ? undefined
      : [compare(reference(seat, first), '=', literal(random.pick(first.values)))]
  }
  const profile = context.survey.tables.find((one) => one.table === table)
  const row = profile && profile.sampleRows.length > 0 ? random.pick(profile.sampleRows) : undefined
  const values = names.map(({ column }) => row?.[profile!.columns.findIndex((one) => one.column === column)])
  if (!values.every((value) => typeof value === 'string')) return undefined
  return names.map((name, place) => compare(reference(seat, name), '=', literal(values[place] as string)))
}

/** "the five most expensive products", "the second-latest order". */
export const topRows: Shape = (growth) => {
  const root = pickRoot(growth, (entity) => entity.columns.some(isMeasured))
  if (root === undefined) return null
  const rows = seatRows(growth, root, { parents: drawParents(growth) > 0 ? 1 : 0 })
  const shown = growShown(growth, rows, 2)
  const own = growth.random.below(10) < 6 ? 0 : 1 + (growth.random.below(5) === 0 ? 1 : 0)
  const measured = root.columns.filter((column) => isMeasured(column) && column.profile.distinctCount > 4)
  const column = pickColumn(growth, measured)
  const where =
    shown &&
    growConditions(growth, rows, {
      own,
      mentioned: shown.seats,
      isShare: true,
      but: [...fixedOf(shown), ...(column === undefined ? [] : [column])],
    })
  if (where === undefined || shown === undefined || column === undefined) return null
  if (shown.columns.length === 1 && shown.own[0] === column) return null
  const direction = chance(growth, 0.65) || column.hasNulls ? 'desc' : 'asc'
  const limit = growth.random.pick([1, 1, 1, 3, 5, 10])
  const skip = limit === 1 && chance(growth, 0.15) ? 1 + growth.random.below(2) : undefined
  return query(
    select({ columns: shown.columns, from: rows.from, where }),
    [{ expression: reference(rows.root, column), direction }],
    limit,
    skip,
  )
}

/** "Which different countries do customers come from?" */
export const differentValues: Shape = (growth) => {
  const root = pickRoot(growth)
  if (root === undefined) return null
  const rows = seatRows(growth, root, { parents: drawParents(growth) > 1 ? 1 : 0 })
  const columns = root.columns.filter(
    ({ role, profile, hasNulls }) =>
      !hasNulls &&
      (role === 'category' || role === 'year' || role === 'ordinal') &&
      profile.distinctCount > 1 &&
      profile.distinctCount < profile.rowCount,
  )
  const categories = columns.filter(({ role }) => role === 'category')
  const isPair = categories.length > 1 && chance(growth, 0.05)
  const picked = pickColumns(growth, isPair ? categories : columns, isPair ? 2 : 1)
  const where = growConditions(growth, rows, { own: chance(growth, 0.6) ? 1 : 0, but: picked })
  if (where === undefined || picked.length === 0) return null
  const order = chance(growth, 0.2)
    ? [{ expression: reference(rows.root, picked[0]!), direction: 'asc' } as const]
    : []
  return query(
    select({
      columns: picked.map((column) => show(reference(rows.root, column))),
      from: rows.from,
      where,
      distinct: true,
    }),
    order,
  )
}

/** "artists that have an album …": a table by what refers to it, through a join. */
export const parentsByChildren: Shape = (growth) => {
  const root = pickRoot(growth, ({ table }) => growth.context.lexicon.keysFrom(table).length > 0)
  if (root === undefined) return null
  const rows = seatRows(growth, root, { parents: chance(growth, 0.4) ? 2 : 1 })
  const focus = rows.seats.slice(1).find(({ entity }) => entity.names.length > 0)
  if (focus === undefined) return null
  const more = chance(growth, 0.25)
    ? pickColumns(
        growth,
        focus.entity.columns.filter((column) => isShowable(column) && !focus.entity.names.includes(column)),
        1,
      )
    : []
  const where = growConditions(growth, rows, {
    own: root.isBridge ? 0 : chance(growth, 0.8) ? 1 : 2,
    mentioned: [focus],
  })
  if (where === undefined || where.length === 0) return null
  return query(
    select({
      columns: [...focus.entity.names, ...more].map((column) => show(reference(focus, column))),
      from: rows.from,
      where,
      distinct: true,
    }),
  )
}

/** Rows by a condition with a query of its own. */
export const nestedRows: Shape = (growth) => {
  const root = pickRoot(growth, (entity) => labelsOf(entity).length > 0)
  if (root === undefined) return null
  const rows = seatRows(growth, root, { parents: chance(growth, 0.12) ? 1 : 0 })
  const shown = growShown(growth, rows, 2)
  const nested = growNested(growth, rows)
  const where =
    shown &&
    growConditions(growth, rows, {
      own: chance(growth, 0.3) ? 1 : 0,
      mentioned: shown.seats,
      but: [...fixedOf(shown), ...columnsIn(nested, root)],
    })
  if (where === undefined || shown === undefined || nested === undefined) return null
  return query(
    select({ columns: shown.columns, from: rows.from, where: [...where, nested] }),
    chance(growth, 0.1) ? growOrder(growth, rows, shown.own) : [],
  )
}

/** A column against another: of the same row, or of the row above it. */
export const comparedColumns: Shape = (growth) => {
  const { lexicon } = growth.context
  const selfKey = (table: string) => lexicon.keysFrom(table).find(({ parent }) => parent.table === table)
  const root = pickRoot(
    growth,
    (entity) => labelsOf(entity).length > 0 && entity.columns.filter(isMeasured).length > 0,
  )
  const via = root && selfKey(root.table)
  if (root === undefined) return null
  const rows = seatRows(growth, root, { parents: via === undefined ? 0 : 1, ...(via && { via }) })
  const condition = growColumns(growth, rows)
  if (condition === undefined) return null
  const manager = rows.seats[1]
  const columns = [
    ...labelsOf(root).map((column) => show(reference(rows.root, column))),
    ...(manager !== undefined && chance(growth, 0.3)
      ? manager.entity.names.map((name) => show(reference(manager, name)))
      : []),
  ]
  return query(select({ columns, from: rows.from, where: [condition] }))
}
