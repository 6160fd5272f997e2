import type { Expression } from '../../sql/ast.ts'
import type { Entity } from '../verbalizer/lexicon/entity.ts'
import type { KeyWords } from '../verbalizer/lexicon/key-words.ts'
import type { Comparator } from '../verbalizer/meaning/meaning.ts'
import { growTest } from './grow-test.ts'
import { chance, type Growth, pickColumn, pickKey } from './growth.ts'
import { call, compare, exists, inQuery, literal, query, select, show, subquery } from './query-pieces.ts'
import { joinOn, type Rows, reference, type Seat, seatRows } from './rows.ts'
import { isAveraged, isMeasured } from './suitable.ts'

/** Whether the seat stands under a name that a subquery can speak of. */
function nameOf(seat: Seat): string {
  return seat.name ?? seat.entity.table
}

function named(seat: Seat): Seat {
  return { ...seat, name: nameOf(seat) }
}

/** Keys of one column that refer to the entity. */
function childKeys({ context }: Growth, entity: Entity): readonly KeyWords[] {
  return context.lexicon
    .keysTo(entity.table)
    .filter(({ key, child }) => key.from.columns.length === 1 && child.rowCount > 0 && !child.isView)
}

const MOST_PAIRS = 5_000_000

export type RelatedKind = 'some' | 'none' | 'counted'

/** "customers that have (no) orders (from 2020)": IN, EXISTS or a count. */
export function growChildren(
  growth: Growth,
  seat: Seat,
  kind: RelatedKind,
  via?: KeyWords,
): Expression | undefined {
  const key = via ?? pickKey(growth, childKeys(growth, seat.entity))
  if (key === undefined || key.key.from.columns.length > 1) return undefined
  if (key.isSubtype && kind === 'counted') return undefined
  // Tied to each row, a subquery runs for each row.
  const isTied = key.child.rowCount * seat.entity.rowCount < MOST_PAIRS && chance(growth, 0.35)
  const isBridge = key.child.isBridge || key.child.verb !== undefined
  const across = isBridge
    ? growth.context.lexicon
        .keysFrom(key.child.table)
        .filter((other) => other !== key && other.key.from.columns.length === 1)
    : []
  const other = pickKey(growth, across)
  const parents = other === undefined ? (chance(growth, 0.15) ? 1 : 0) : 1
  const rows = seatRows(growth, key.child, {
    parents,
    ...(other && { via: other }),
    but: key,
    ...(isTied && { outerNames: [nameOf(seat)] }),
  })
  const foreign = key.key.from.columns[0]!
  const tests = growTests(
    growth,
    rows,
    kind === 'counted' ? (chance(growth, 0.35) ? 1 : 0) : kind === 'some' || chance(growth, 0.5) ? 1 : 0,
  )
  if (tests === undefined) return undefined
  if (kind === 'counted') return growCounted(growth, seat, key, rows, tests, isTied)
  if (kind === 'some' && tests.length === 0 && (key.coversParents || chance(growth, 0.5))) return undefined
  if (isTied) {
    const inner = select({
      columns: [show(literal(1))],
      from: rows.from,
      where: [joinOn(rows.root, named(seat), key), ...tests],
    })
    return exists(query(inner), kind === 'none')
  }
  // One NULL among the values, and NOT IN holds for nothing.
  if (kind === 'none' && !key.isComplete) return undefined
  const inner = select({ columns: [show(reference(rows.root, foreign))], from: rows.from, where: tests })
  return inQuery(reference(seat, key.key.to.columns[0]!), query(inner), kind === 'none')
}

/** Conditions for every joined table, and so many of the root; undefined where a joined table has none. */
function growTests(growth: Growth, rows: Rows, own: number): readonly Expression[] | undefined {
  const tests: Expression[] = []
  for (const seat of rows.seats.slice(1)) {
    const isPassed = rows.seats.some(({ below }) => below === seat)
    const test = growTest(growth, seat)
    if (test === undefined && !isPassed) return undefined
    if (test !== undefined && !isPassed) tests.push(test.expression)
  }
  const used: NonNullable<ReturnType<typeof growTest>>['column'][] = []
  for (let count = 0; count < own; count++) {
    const test = growTest(growth, rows.root, { but: used })
    if (test === undefined) break
    used.push(test.column)
    tests.unshift(test.expression)
  }
  return tests
}

/** A number of children that some parents have and others have not. */
export function chooseCount({ random, context }: Growth, key: KeyWords): number | undefined {
  const column = context.lexicon.column({ table: key.key.from.table, column: key.key.from.columns[0]! })
  const counts = column?.profile.frequentValues.map(({ count }) => count) ?? []
  if (counts.length < 2) return undefined
  const count = random.pick(counts)
  return count > 20 ? Number((count * 0.8).toPrecision(1)) : Math.max(1, count - 1)
}

function growCounted(
  growth: Growth,
  seat: Seat,
  key: KeyWords,
  rows: Rows,
  tests: readonly Expression[],
  isTied: boolean,
): Expression | undefined {
  const count = chooseCount(growth, key)
  if (count === undefined) return undefined
  const { random } = growth
  const drawn = random.pick<Comparator>(isTied ? ['>', '>=', '<', '='] : ['>', '>=', '>', '='])
  const few = tests.length > 0 ? Math.max(1, Math.round(count / 4)) : count
  // At least one is some, which is said otherwise.
  const operator = drawn === '>=' && few === 1 ? '>' : drawn
  // Fewer than one is none, which is said otherwise.
  const amount = operator === '<' ? Math.max(2, few) : few
  if (isTied) {
    const inner = select({
      columns: [show(call('count'))],
      from: rows.from,
      where: [joinOn(rows.root, named(seat), key), ...tests],
    })
    return compare(subquery(query(inner)), operator, literal(amount))
  }
  const foreign = reference(rows.root, key.key.from.columns[0]!)
  const inner = select({
    columns: [show(foreign)],
    from: rows.from,
    where: tests,
    groupBy: [foreign],
    having: [compare(call('count'), operator, literal(amount))],
  })
  return inQuery(reference(seat, key.key.to.columns[0]!), query(inner))
}

/** "orders of customers from Germany" as a subquery on the parent. */
export function growParent(growth: Growth, { root: seat, seats }: Rows): Expression | undefined {
  const keys = growth.context.lexicon
    .keysFrom(seat.entity.table)
    .filter(
      (one) =>
        one.key.from.columns.length === 1 && !one.parent.isBridge && !seats.some(({ key }) => key === one),
    )
  const key = pickKey(growth, keys)
  if (key === undefined) return undefined
  const rows = seatRows(growth, key.parent, { parents: chance(growth, 0.2) ? 1 : 0 })
  const tests = growTests(growth, rows, chance(growth, 0.25) ? 2 : 1)
  if (tests === undefined || tests.length === 0) return undefined
  const inner = query(
    select({ columns: [show(reference(rows.root, key.key.to.columns[0]!))], from: rows.from, where: tests }),
  )
  return inQuery(reference(seat, key.key.from.columns[0]!), inner)
}

/** "whose price is above the average (of the same category)", "with the highest price". */
export function growStatistic(growth: Growth, seat: Seat): Expression | undefined {
  const { random } = growth
  const column = pickColumn(growth, seat.entity.columns.filter(isMeasured))
  if (column === undefined || column.profile.distinctCount < 3) return undefined
  const operand = reference(seat, column)
  const groups = seat.entity.columns.filter(
    ({ role, profile }) =>
      (role === 'category' || role === 'key') &&
      profile.distinctCount > 1 &&
      profile.distinctCount * 2 <= profile.rowCount,
  )
  const keys = growth.context.lexicon.keysFrom(seat.entity.table)
  const group =
    seat.entity.rowCount ** 2 < MOST_PAIRS && chance(growth, 0.35)
      ? pickColumn(
          growth,
          groups.filter(
            (candidate) =>
              candidate.role === 'category' ||
              keys.some(
                ({ key }) => key.from.columns.length === 1 && key.from.columns[0] === candidate.column,
              ),
          ),
        )
      : undefined
  const isExtreme = !isAveraged(column) || chance(growth, 0.3)
  const statistic = isExtreme ? random.pick(['max', 'min']) : 'avg'
  const operator = isExtreme ? '=' : random.pick<Comparator>(['>', '>', '<'])
  const inside: Seat = {
    entity: seat.entity,
    name: group === undefined ? undefined : nameOf(seat) === 'other' ? 'another' : 'other',
  }
  const tests =
    group === undefined && !isExtreme && chance(growth, 0.25)
      ? growTest(growth, inside, { but: [column] })
      : undefined
  const inner = select({
    columns: [show(call(statistic, reference(inside, column)))],
    from: {
      kind: 'table',
      name: seat.entity.table,
      ...(inside.name !== undefined && { alias: inside.name }),
    },
    where: [
      ...(group === undefined ? [] : [compare(reference(inside, group), '=', reference(named(seat), group))]),
      ...(tests === undefined ? [] : [tests.expression]),
    ],
  })
  return compare(operand, operator, subquery(query(inner)))
}

/** "whose salary is higher than that of their manager", "shipped after the required date". */
export function growColumns(growth: Growth, rows: Rows): Expression | undefined {
  const { random } = growth
  const pairs: { readonly left: Expression; readonly right: Expression }[] = []
  for (const seat of rows.seats.slice(-1)) {
    for (const left of rows.root.entity.columns.filter(isMeasured)) {
      const others =
        seat === rows.root
          ? seat.entity.columns.filter((right) => right !== left && isComparable(left.one, right.one))
          : seat.entity.table === rows.root.entity.table
            ? [left]
            : []
      for (const right of others.filter((one) => isMeasured(one) && one.role === left.role)) {
        pairs.push({ left: reference(rows.root, left), right: reference(seat, right) })
      }
    }
  }
  if (pairs.length === 0) return undefined
  const { left, right } = random.pick(pairs)
  return compare(left, random.pick<Comparator>(['>', '<']), right)
}

/** Columns of one kind, by their last word: shipping date and required date. */
function isComparable(left: string, right: string): boolean {
  const [a, b] = [left.split(' ').at(-1), right.split(' ').at(-1)]
  return a === b && left !== right
}
