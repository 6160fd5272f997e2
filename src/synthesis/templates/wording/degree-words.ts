import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'

interface Degree {
  /** With much of it: "most expensive"; with little: "cheapest". */
  readonly most: string
  readonly least: string
  readonly more: string
  readonly less: string
}

function degree(most: string, least: string, more: string, less: string): Degree {
  return { most, least, more, less }
}

const OF_THINGS: readonly (readonly [RegExp, Degree])[] = [
  [/^(?:unit |list )?(?:price|cost)$/, degree('most expensive', 'cheapest', 'more expensive', 'cheaper')],
  [/^(?:length|duration)$/, degree('longest', 'shortest', 'longer', 'shorter')],
  [/^(?:size|area)$/, degree('largest', 'smallest', 'larger', 'smaller')],
  [/^weight$/, degree('heaviest', 'lightest', 'heavier', 'lighter')],
  [/^height$/, degree('tallest', 'shortest', 'taller', 'shorter')],
]
const OF_PERSONS: readonly (readonly [RegExp, Degree])[] = [
  [/^age$/, degree('oldest', 'youngest', 'older', 'younger')],
  [/^height$/, degree('tallest', 'shortest', 'taller', 'shorter')],
  [/^weight$/, degree('heaviest', 'lightest', 'heavier', 'lighter')],
  [/^salary$/, degree('highest-paid', 'lowest-paid', 'better paid', 'worse paid')],
]
/** A line of a bill has a price, but is not expensive. */
const PART = /(?:line|item|detail|record|entry|row)$/

/** Words of degree for what the column measures; undefined where people name the measure instead. */
export function degreeOf(column: ColumnWords, entity: Entity): Degree | undefined {
  if (PART.test(entity.one)) return undefined
  const words = entity.isPerson ? OF_PERSONS : OF_THINGS
  return words.find(([pattern]) => pattern.test(column.one))?.[1]
}
