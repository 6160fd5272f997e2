import { isPlaceNoun } from '../lexicon/column-noun.ts'
import type { ColumnWords } from '../lexicon/column-words.ts'
import type { Entity } from '../lexicon/entity.ts'

/** "from the USA" */
export function withThe(place: string): string {
  return /^(?:USA|UK|US|UAE|"?United .*|Netherlands|Philippines|.* Republic"?)$/.test(place)
    ? `the ${place}`
    : place
}

const FROM = /^(?:supplier|customer|company|client|vendor|manufacturer|shipper|party|team|club|band|artist)$/

/** What stands before a place that rows are in or from; undefined for a column that is no place of the row itself. */
export function placeOf(column: ColumnWords, entity: Entity): string | undefined {
  if (!isPlaceNoun(column.one) || column.role !== 'category') return undefined
  return entity.isPerson || FROM.test(entity.one.split(' ').at(-1)!) ? 'from' : 'in'
}
