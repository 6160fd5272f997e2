import type { ColumnReference, Expression, FromItem } from '../../sql/ast.ts'
import { allOf } from '../../sql/conditions.ts'
import type { ColumnWords } from '../verbalizer/lexicon/column-words.ts'
import type { Entity } from '../verbalizer/lexicon/entity.ts'
import type { KeyWords } from '../verbalizer/lexicon/key-words.ts'
import { type Growth, pickKey } from './growth.ts'
import { compare } from './query-pieces.ts'

/** A table of FROM, named so that its columns can be told from those of others. */
export interface Seat {
  readonly entity: Entity
  /** Undefined where the only table needs no name before its columns. */
  readonly name: string | undefined
  /** How it was reached from the seat below. */
  readonly key?: KeyWords
  readonly below?: Seat
}

/** One table, and others that its rows refer to. */
export interface Rows {
  readonly root: Seat
  readonly seats: readonly Seat[]
  readonly from: FromItem
}

export interface RowsOptions {
  /** How many tables to join to the root; fewer where its keys lead to fewer. */
  readonly parents?: number
  /** Names of tables around this one, for a subquery that speaks of them. */
  readonly outerNames?: readonly string[]
  /** A key not to follow: back to where the rows are asked from. */
  readonly but?: KeyWords
  /** The first key to follow. */
  readonly via?: KeyWords
}

export function seatRows(
  growth: Growth,
  root: Entity,
  { parents = 0, outerNames, via, but }: RowsOptions = {},
): Rows {
  const { lexicon } = growth.context
  const reach: { below: Entity; key: KeyWords }[] = []
  const open = [root]
  for (let count = 0; count < parents; count++) {
    const keys = open
      .flatMap((entity) => lexicon.keysFrom(entity.table))
      .filter(
        (key) =>
          key !== but &&
          !reach.some((one) => one.key === key) &&
          (isTelling(key) || growth.mustKeys.has(key.key)),
      )
    const key = count === 0 && via !== undefined ? via : pickKey(growth, keys)
    if (key === undefined) break
    reach.push({ below: open.find((entity) => entity.table === key.child.table)!, key })
    // A second way to a table already there would need a second name; one self-reference is enough.
    if (!open.includes(key.parent)) open.push(key.parent)
  }
  const isNamed = reach.length > 0 || outerNames !== undefined
  const taken = new Set((outerNames ?? []).map((name) => name.toLowerCase()))
  const name = (entity: Entity, role?: string): string => {
    const wishes = [
      entity.table,
      role?.replace(/\W+/g, '_') ?? 'other',
      `${entity.table}_2`,
      `${entity.table}_3`,
      `${entity.table}_4`,
    ]
    const free = wishes.find((wish) => !taken.has(wish.toLowerCase()))!
    taken.add(free.toLowerCase())
    return free
  }
  const rootSeat: Seat = { entity: root, name: isNamed ? name(root) : undefined }
  const seats = [rootSeat]
  let from = tableOf(rootSeat)
  for (const { below, key } of reach) {
    const belowSeat = seats.find(({ entity }) => entity === below)!
    const seat: Seat = { entity: key.parent, name: name(key.parent, key.role), key, below: belowSeat }
    seats.push(seat)
    from = {
      kind: 'join',
      type: 'inner',
      natural: false,
      left: from,
      right: tableOf(seat),
      on: joinOn(belowSeat, seat, key),
    }
  }
  return { root: rootSeat, seats, from }
}

/** Leads to something with a name or a column to ask about. */
function isTelling({ parent }: KeyWords): boolean {
  return (
    !parent.isBridge &&
    parent.columns.some(({ role }) => role !== 'key' && role !== 'nothing' && role !== 'code')
  )
}

export function tableOf({ entity, name }: Seat): FromItem {
  const alias = name === undefined || name === entity.table ? undefined : name
  return { kind: 'table', name: entity.table, ...(alias !== undefined && { alias }) }
}

export function reference({ name }: Seat, column: ColumnWords | string): ColumnReference {
  return {
    kind: 'column',
    ...(name !== undefined && { table: name }),
    name: typeof column === 'string' ? column : column.column,
  }
}

export function joinOn(child: Seat, parent: Seat, { key }: KeyWords): Expression {
  return allOf(
    key.from.columns.map((column, place) =>
      compare(reference(child, column), '=', reference(parent, key.to.columns[place]!)),
    ),
  )!
}
