import type { Growth } from '../../grammar/growth.ts'
import { tableOf } from '../../grammar/rows.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'
import type { Filling } from '../template.ts'
import { rowWords, valueWords } from '../wording/row-words.ts'
import { type GroupParts, grouped } from './group-query.ts'
import { categoriesOf, measuresOf, pickOf, pickThing } from './pick-parts.ts'
import type { Restriction } from './restriction.ts'
import { only } from './seats.ts'
import { bare, conditionsOf } from './simple-query.ts'

export const hasCategory = (entity: Entity): boolean => categoriesOf(entity).length > 0
export const hasBoth = (entity: Entity): boolean => hasCategory(entity) && measuresOf(entity).length > 0

interface Groups {
  readonly entity: Entity
  readonly column: ColumnWords
}

export function pickGroups(growth: Growth, suits: (entity: Entity) => boolean): Groups {
  const entity = pickThing(growth, suits)
  return { entity, column: pickOf(growth, categoriesOf(entity)) }
}

export function ofGroups(
  entity: Entity,
  column: ColumnWords,
  parts: Partial<GroupParts>,
  restrictions: readonly Restriction[] = [],
): Filling {
  const seat = only(entity)
  const where = restrictions.map((restriction) => restriction.where(seat))
  return {
    query: grouped({ from: tableOf(seat), groupBy: [bare(column)], where, ...parts }),
    words: { ...rowWords(entity, conditionsOf(restrictions)), ...valueWords(column, entity) },
  }
}

export function withWords({ query: tree, words }: Filling, more: Filling['words']): Filling {
  return { query: tree, words: { ...words, ...more } }
}
