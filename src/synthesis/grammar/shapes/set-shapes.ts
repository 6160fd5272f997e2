import type { Expression, SetOperator } from '../../../sql/ast.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import { growChildren } from '../grow-related.ts'
import { chance, type Growth, pickColumn, pickRoot } from '../growth.ts'
import { query, select, show } from '../query-pieces.ts'
import { type Rows, reference, seatRows } from '../rows.ts'
import { columnsIn, growConditions } from './conditions.ts'
import type { Shape } from './shape.ts'

const OPERATORS: readonly SetOperator[] = ['intersect', 'except', 'union']

/** "customers from Germany who also …": the same rows under two conditions. */
export const rowsOfTwoKinds: Shape = (growth) => {
  const root = pickRoot(
    growth,
    ({ names, isNameUnique, isPerson }) =>
      names.length > 0 && (isNameUnique || (names.length === 2 && isPerson)),
  )
  if (root === undefined) return null
  const operator = growth.random.pick(OPERATORS)
  const side = (): Rows => seatRows(growth, root, { parents: chance(growth, 0.35) ? 1 : 0 })
  const [left, right] = [side(), side()]
  const isAll = operator === 'except' && chance(growth, 0.4)
  // The name is what is shown: nobody takes one name out of a list of names so.
  const first = isAll ? (left.seats.length === 1 ? [] : undefined) : growSide(growth, left, root.names)
  // Two values of one column are never both there.
  const second = growSide(growth, right, [
    ...root.names,
    ...(first?.flatMap((condition) => columnsIn(condition, root)) ?? []),
  ])
  if (first === undefined || second === undefined || second.length === 0) return null
  if (first.length === 0 && operator !== 'except') return null
  if (JSON.stringify(first) === JSON.stringify(second)) return null
  const part = (rows: Rows, where: readonly Expression[]) =>
    select({ columns: root.names.map((name) => show(reference(rows.root, name))), from: rows.from, where })
  return query({ kind: 'compound', operator, left: part(left, first), right: part(right, second) })
}

function growSide(
  growth: Growth,
  rows: Rows,
  but: readonly ColumnWords[],
): readonly Expression[] | undefined {
  if (rows.seats.length === 1 && chance(growth, 0.3)) {
    const related = growChildren(growth, rows.root, 'some')
    return related === undefined ? undefined : [related]
  }
  return growConditions(growth, rows, { own: rows.seats.length > 1 ? 0 : 1, but })
}

/** "Which cities have both customers and suppliers?" */
export const sharedValues: Shape = (growth) => {
  const { survey, lexicon } = growth.context
  const root = pickRoot(growth, ({ columns }) => columns.some(isShared))
  const column = root && pickColumn(growth, root.columns.filter(isShared))
  if (root === undefined || column === undefined) return null
  const twins = survey.schema.tables
    .flatMap(({ name }) => lexicon.entity(name) ?? [])
    .filter(({ isView, table }) => !isView && table !== root.table)
    .flatMap(({ columns }) => columns.filter((other) => isShared(other) && other.one === column.one))
    .filter((other) => other.values.some((value) => column.values.includes(value)))
  const operator = growth.random.pick(OPERATORS)
  const twin = twins.length > 0 && chance(growth, 0.6) ? growth.random.pick(twins) : column
  const other = lexicon.entity(twin.table)!
  const side = (entity: typeof root): Rows =>
    seatRows(growth, entity, { parents: chance(growth, 0.15) ? 1 : 0 })
  const [left, right] = [side(root), side(other)]
  const wants = twin === column ? 1 : 0
  const first = growConditions(growth, left, { own: wants || growth.random.below(2), but: [column] })
  const second = growConditions(growth, right, {
    own: wants || growth.random.below(2),
    but: [twin, ...(first ?? []).flatMap((condition) => columnsIn(condition, other))],
  })
  if (
    first === undefined ||
    second === undefined ||
    (twin === column && (first.length === 0 || second.length === 0))
  )
    return null
  if (JSON.stringify(first) === JSON.stringify(second) && twin === column) return null
  return query({
    kind: 'compound',
    operator,
    left: select({ columns: [show(reference(left.root, column))], from: left.from, where: first }),
    right: select({ columns: [show(reference(right.root, twin))], from: right.from, where: second }),
  })
}

function isShared({ role, profile, values }: Parameters<typeof pickColumn>[1][number]): boolean {
  return (
    role === 'category' &&
    profile.nullCount === 0 &&
    profile.distinctCount > 2 &&
    profile.distinctCount < profile.rowCount &&
    values.length > 0
  )
}
