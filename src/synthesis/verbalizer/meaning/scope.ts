import type { ColumnReference, Expression, FromItem, TableReference } from '../../../sql/ast.ts'
import { conjunctsOf } from '../../../sql/conditions.ts'
import type { ColumnWords } from '../lexicon/column-words.ts'
import type { Entity } from '../lexicon/entity.ts'
import type { KeyWords } from '../lexicon/key-words.ts'
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { Attribute } from './meaning.ts'
import { Unreadable } from './unreadable.ts'

/** A table of FROM. */
export interface Place {
  readonly name: string
  readonly entity: Entity
}

/** A row of `child` refers to one of `parent`. */
interface Link {
  readonly child: Place
  readonly parent: Place
  readonly key: KeyWords
  /** LEFT JOIN from the parent: it has its line without children too. */
  readonly keepsParent: boolean
}

/** The tables of one SELECT as a tree: every row of the join is one row of `root` with all that it refers to. */
export interface Scope {
  readonly lexicon: Lexicon
  readonly root: Place
  readonly places: readonly Place[]
  readonly links: readonly Link[]
  readonly outer: Scope | undefined
}

/** Throws `Unreadable` for joins that follow no key, or whose rows are combinations of children of one parent. */
export function readScope(from: FromItem | undefined, lexicon: Lexicon, outer?: Scope): Scope {
  const places: Place[] = []
  const links: Link[] = []
  if (from === undefined) throw new Unreadable('no table')
  addFrom(from, places, links, lexicon)
  const roots = places.filter((place) => !links.some(({ parent }) => parent === place))
  const isTree = places.every(
    (place) => roots[0] === place || links.filter(({ parent }) => parent === place).length === 1,
  )
  if (roots.length !== 1 || !isTree) throw new Unreadable('rows are combinations')
  return { lexicon, root: roots[0]!, places, links, outer }
}

function addFrom(item: FromItem, places: Place[], links: Link[], lexicon: Lexicon): void {
  if (item.kind === 'table') {
    places.push(placeOf(item, places, lexicon))
    return
  }
  if (item.kind !== 'join' || item.right.kind !== 'table' || item.natural || item.using !== undefined) {
    throw new Unreadable('not a join of tables')
  }
  if (item.type !== 'inner' && item.type !== 'left') throw new Unreadable(`${item.type} join`)
  addFrom(item.left, places, links, lexicon)
  const added = placeOf(item.right, places, lexicon)
  places.push(added)
  const pairs = conjunctsOf(item.on).map((condition) => readPair(condition, places))
  const other = pairs[0]?.left.place === added ? pairs[0].right.place : pairs[0]?.left.place
  if (other === undefined || other === added) throw new Unreadable('a join without a key')
  const sides = pairs.map(({ left, right }) =>
    left.place === added ? { added: left, other: right } : { added: right, other: left },
  )
  if (sides.some((side) => side.added.place !== added || side.other.place !== other))
    throw new Unreadable('a join of three')
  const upward = findKey(
    lexicon,
    other,
    added,
    sides.map((side) => [side.other.column, side.added.column]),
  )
  const downward = findKey(
    lexicon,
    added,
    other,
    sides.map((side) => [side.added.column, side.other.column]),
  )
  const isSelf = upward !== undefined && downward !== undefined
  if (isSelf) throw new Unreadable('a join that reads both ways')
  if (upward !== undefined) {
    if (item.type === 'left') throw new Unreadable('left join of a parent')
    links.push({ child: other, parent: added, key: upward, keepsParent: false })
  } else if (downward !== undefined) {
    links.push({ child: added, parent: other, key: downward, keepsParent: item.type === 'left' })
  } else throw new Unreadable('a join along no key')
}

function placeOf(item: TableReference, places: readonly Place[], lexicon: Lexicon): Place {
  const entity = lexicon.entity(item.name)
  const name = (item.alias ?? item.name).toLowerCase()
  if (entity === undefined || places.some((place) => place.name === name))
    throw new Unreadable(`table ${item.name}`)
  return { name, entity }
}

interface Located {
  readonly place: Place
  readonly column: string
}

function readPair(
  condition: Expression,
  places: readonly Place[],
): { readonly left: Located; readonly right: Located } {
  if (condition.kind !== 'binary' || condition.operator !== '=') throw new Unreadable('a condition in ON')
  return { left: locate(condition.left, places), right: locate(condition.right, places) }
}

function locate(expression: Expression, places: readonly Place[]): Located {
  if (expression.kind !== 'column') throw new Unreadable('an expression in ON')
  const owners = places.filter((place) => owns(place, expression))
  if (owners.length !== 1) throw new Unreadable(`column ${expression.name}`)
  return { place: owners[0]!, column: expression.name }
}

function owns(place: Place, { table, name }: ColumnReference): boolean {
  if (table !== undefined) return place.name === table.toLowerCase()
  return place.entity.columns.some(({ column }) => column.toLowerCase() === name.toLowerCase())
}

/** The key from child to parent that consists of exactly these pairs. */
export function findKey(
  lexicon: Lexicon,
  child: Place,
  parent: Place,
  pairs: readonly (readonly [string, string])[],
): KeyWords | undefined {
  return lexicon
    .keysFrom(child.entity.table)
    .find(
      ({ key }) =>
        key.to.table === parent.entity.table &&
        key.from.columns.length === pairs.length &&
        key.from.columns.every((column, index) =>
          pairs.some(([from, to]) => isSame(from, column) && isSame(to, key.to.columns[index]!)),
        ),
    )
}

function isSame(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase()
}

/** The place of a column in this SELECT; undefined when it belongs to a SELECT around it. */
export function findPlace(
  reference: ColumnReference,
  scope: Scope,
): { readonly place: Place; readonly column: ColumnWords } | undefined {
  const owners = scope.places.filter((place) => owns(place, reference))
  if (owners.length === 0) return undefined
  if (owners.length > 1) throw new Unreadable(`column ${reference.name}`)
  const column = scope.lexicon.column({ table: owners[0]!.entity.table, column: reference.name })
  if (column === undefined) throw new Unreadable(`column ${reference.name}`)
  return { place: owners[0]!, column }
}

/** The keys from one place up to another; undefined when the other is not above it. */
export function pathBetween(scope: Scope, from: Place, to: Place): readonly KeyWords[] | undefined {
  if (from === to) return []
  for (const link of scope.links) {
    if (link.child !== from) continue
    const rest = pathBetween(scope, link.parent, to)
    if (rest !== undefined) return [link.key, ...rest]
  }
  return undefined
}

/** A column as an attribute of the rows at `from`. */
export function attributeAt(scope: Scope, from: Place, reference: ColumnReference): Attribute {
  const found = findPlace(reference, scope)
  const path = found && pathBetween(scope, from, found.place)
  if (found === undefined || path === undefined)
    throw new Unreadable(`column ${reference.name} is out of reach`)
  return { kind: 'attribute', path, column: found.column }
}
