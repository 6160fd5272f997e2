import type { Expression, FromItem, ResultColumn } from '../../../sql/ast.ts'
import { show } from '../../grammar/query-pieces.ts'
import { joinOn, reference, type Seat, tableOf } from '../../grammar/rows.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'
import type { KeyWords } from '../../verbalizer/lexicon/key-words.ts'

export function only(entity: Entity): Seat {
  return { entity, name: undefined }
}

export interface Joined {
  readonly root: Seat
  /** One for each key, in their order: what it refers to. */
  readonly parents: readonly Seat[]
  readonly from: FromItem
}

/** The rows of `root` with what they refer to along the keys; a key begins at the root or at what one before it leads to. */
export function joinParents(
  root: Entity,
  keys: readonly KeyWords[],
  type: 'inner' | 'left' = 'inner',
): Joined {
  const taken = new Set<string>()
  const name = (entity: Entity, role: string): string => {
    const wishes = [entity.table, role.replace(/\W+/g, '_'), `${entity.table}_2`, `${entity.table}_3`]
    const free = wishes.find((wish) => !taken.has(wish.toLowerCase()))!
    taken.add(free.toLowerCase())
    return free
  }
  const rootSeat: Seat = { entity: root, name: name(root, root.one) }
  const parents: Seat[] = []
  let from = tableOf(rootSeat)
  for (const key of keys) {
    const below = parents.find(({ entity }) => entity === key.child) ?? rootSeat
    const seat: Seat = { entity: key.parent, name: name(key.parent, key.role), key, below }
    parents.push(seat)
    from = {
      kind: 'join',
      type,
      natural: false,
      left: from,
      right: tableOf(seat),
      on: joinOn(below, seat, key),
    }
  }
  return { root: rootSeat, parents, from }
}

/** The parents first, those without children too. */
export function joinChildren(key: KeyWords): {
  readonly parent: Seat
  readonly child: Seat
  readonly from: FromItem
} {
  const parent: Seat = { entity: key.parent, name: key.parent.table }
  const isSame = key.child.table === key.parent.table
  const child: Seat = { entity: key.child, name: isSame ? 'other' : key.child.table }
  const on = joinOn(child, parent, key)
  return {
    parent,
    child,
    from: { kind: 'join', type: 'left', natural: false, left: tableOf(parent), right: tableOf(child), on },
  }
}

export function namesOf(seat: Seat): readonly Expression[] {
  return seat.entity.names.map((name) => reference(seat, name))
}

/** What the rows are called by. */
export function showNames(seat: Seat): readonly ResultColumn[] {
  return namesOf(seat).map((name) => show(name))
}

/** The columns by which rows of a parent are told apart. */
export function identity(seat: Seat, { key }: KeyWords): readonly Expression[] {
  return key.to.columns.map((column) => reference(seat, column))
}
