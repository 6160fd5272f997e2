import { type Growth, pickColumn, pickKey, pickRoot } from '../../grammar/growth.ts'
import { isAveraged, isGrouping, isShowable } from '../../grammar/suitable.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'
import type { KeyWords } from '../../verbalizer/lexicon/key-words.ts'
import { needed } from '../template.ts'
import { isClear } from './clear-words.ts'

type Suits = (entity: Entity) => boolean

/** A table whose rows people speak of: not of "degree records" or "car names", but of what is recorded and named. */
export function isThing(entity: Entity): boolean {
  const { one, rowCount, isBridge } = entity
  return (
    rowCount > 2 && !isBridge && isClear(one) && !/ (?:record|row|name)$/.test(one) && !isNamedByLinks(entity)
  )
}

/** "product supplier": what links products and suppliers is neither. */
function isNamedByLinks({ one, links, names }: Entity): boolean {
  const nouns = links.map(({ parent }) => parent.one)
  return names.length === 0 && nouns.some((noun) => nouns.some((other) => one === `${noun} ${other}`))
}

/** Its rows are called by something that can be shown in place of them. */
export function isNamed(entity: Entity): boolean {
  return isThing(entity) && entity.names.length > 0 && entity.names.every(({ one }) => isClear(one))
}

export function pickThing(growth: Growth, suits: Suits = () => true): Entity {
  return needed(pickRoot(growth, (entity) => isThing(entity) && suits(entity)))
}

export function pickNamed(growth: Growth, suits: Suits = () => true): Entity {
  return needed(pickRoot(growth, (entity) => isNamed(entity) && suits(entity)))
}

/** Numbers that can be averaged: no years, no codes, no coordinates, no numbers that stand for things. */
export function measuresOf({ columns }: Entity): readonly ColumnWords[] {
  return columns.filter(
    (column) => isAveraged(column) && isClear(column.one) && column.profile.distinctCount > 2,
  )
}

/** Of those, what can be added up. */
export function amountsOf(entity: Entity): readonly ColumnWords[] {
  return measuresOf(entity).filter(({ isAdditive }) => isAdditive)
}

/** Few values, all of them such as people name, and one for every row. */
export function categoriesOf({ columns }: Entity): readonly ColumnWords[] {
  return columns.filter(
    (column) =>
      column.role === 'category' &&
      isGrouping(column) &&
      isClear(column.one) &&
      !/(?:initial|suffix|prefix)$/.test(column.one) &&
      !column.hasNulls &&
      column.profile.distinctCount * 1.2 <= column.profile.rowCount &&
      column.values.length === column.profile.frequentValues.length,
  )
}

/** Bytes, of which nothing can be asked but whether they are there. */
export function picturesOf({ columns }: Entity): readonly ColumnWords[] {
  return columns.filter(({ profile, one }) => profile.content === 'blob' && isClear(one))
}

/** "joined date", "date placed" */
function isEvent(noun: string): boolean {
  return /(?:ed| up| in| out) date$|^date (?!of )/.test(noun)
}

/** Days in the notation that SQLite reads, of which people speak by the name of the column: no "joined date". */
export function datesOf({ columns }: Entity): readonly ColumnWords[] {
  return columns.filter(
    ({ role, profile, one }) => role === 'date' && profile.distinctCount > 2 && isClear(one) && !isEvent(one),
  )
}

/** What a list may show beside the name. */
export function attributesOf({ columns, names }: Entity): readonly ColumnWords[] {
  return columns.filter(
    (column) =>
      isShowable(column) &&
      column.role !== 'code' &&
      !names.includes(column) &&
      !isEvent(column.one) &&
      column.profile.distinctCount > 1 &&
      column.profile.nullCount * 2 < column.profile.rowCount &&
      isClear(column.one),
  )
}

export function pickOf(growth: Growth, columns: readonly ColumnWords[], ...but: ColumnWords[]): ColumnWords {
  return needed(
    pickColumn(
      growth,
      columns.filter((column) => !but.includes(column)),
    ),
  )
}

/** A key of one column, from rows that people speak of to rows that have names. */
export function pickChildKey(growth: Growth, suits: (key: KeyWords) => boolean = () => true): KeyWords {
  return needed(
    pickKey(
      growth,
      growth.context.lexicon.keys.filter(
        (key) =>
          isNear(growth, key) &&
          key.key.from.columns.length === 1 &&
          !key.isSubtype &&
          isThing(key.child) &&
          !key.child.isView &&
          isThing(key.parent) &&
          isClear(key.role) &&
          // A "product supplier" links products and suppliers; no supplier has some.
          !key.child.one.endsWith(` ${key.role}`) &&
          !isOneOfSeveral(growth, key) &&
          suits(key),
      ),
    ),
  )
}

/** Of these a person is the head, or something else that the key does not say. */
const GROUPS = /(?:department|team|school|college|university|company|club|division|office|branch|store)$/

/**
 * Another key joins the same two tables, so that "the departments of employees" may mean either; or it does not say at all
 * what the one is to the other.
 */
export function isOneOfSeveral({ context }: Growth, key: KeyWords): boolean {
  const { child, parent } = key
  if (key.isPlain && parent.isPerson && GROUPS.test(child.one)) return true
  return (
    key.isPlain &&
    child !== parent &&
    context.lexicon.keys.some(
      (other) =>
        other !== key &&
        ((other.child === child && other.parent === parent && other.isPlain) ||
          (other.child === parent && other.parent === child)),
    )
  )
}

export function isNear(growth: Growth, { child, parent }: KeyWords): boolean {
  if (growth.mustTables.length > 0)
    return growth.mustTables.some((table) => table === child.table || table === parent.table)
  const has = ({ table }: Entity): boolean => growth.tables.has(table.toLowerCase())
  return has(child) || has(parent)
}

/** Has a value for some rows and none for others, and its lack is worth asking about. */
export function lackableOf({ columns }: Entity): readonly ColumnWords[] {
  return columns.filter(
    ({ role, profile, one }) =>
      ['name', 'category', 'contact', 'date'].includes(role) &&
      profile.nullCount > 0 &&
      profile.nullCount < profile.rowCount &&
      isClear(one),
  )
}
