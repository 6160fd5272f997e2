import { pluralOf } from '../../../sql/restatement/plural.ts'
import type { Attribute, Ordering } from '../meaning/meaning.ts'
import { attributeNoun } from './attribute-phrase.ts'
import { type Speech, Unsayable } from './forms.ts'
import { extremeOf } from './statistic-phrase.ts'

export interface Superlative {
  /** Before the noun: "most expensive". */
  readonly adjective?: string
  /** After it: "with the highest unit price". */
  readonly after: string
}

const ADJECTIVES: readonly (readonly [RegExp, string, string])[] = [
  [/^(?:unit )?(?:price|cost)$/, 'most expensive', 'cheapest'],
  [/^age$/, 'oldest', 'youngest'],
  [/^(?:birth date|birthday|date of birth|birth year)$/, 'youngest', 'oldest'],
  [/^(?:length|duration)$/, 'longest', 'shortest'],
  [/^(?:size|area)$/, 'largest', 'smallest'],
  [/^height$/, 'tallest', 'shortest'],
  [/^weight$/, 'heaviest', 'lightest'],
  [/^salary$/, 'highest-paid', 'lowest-paid'],
  [/^hire date$/, 'most recently hired', 'longest-serving'],
]
const ORDINALS = ['', '', 'second', 'third', 'fourth', 'fifth']

/** The first rows of an order as a superlative. `place` 2: the second highest. */
export function superlativeOf(
  { by, direction }: Ordering,
  number: 'one' | 'many',
  speech: Speech,
  place = 1,
): Superlative {
  if (by.kind !== 'attribute' || by.part !== undefined) throw new Unsayable('a superlative of a number')
  const { column } = by
  // SQLite sorts what is missing before the lowest.
  if (direction === 'asc' && column.hasNulls) throw new Unsayable('the lowest of what may be missing')
  const isOrdered = ['measure', 'count', 'ordinal', 'date', 'year'].includes(column.role)
  if (!isOrdered) return alphabetical(by, direction)
  const noun = attributeNoun(by)
  const extreme = extremeOf(column, direction === 'desc' ? 'max' : 'min')
  const rank = place === 1 ? '' : `${ORDINALS[place] ?? `${place}th`}-`
  const after = `with the ${rank}${extreme} ${number === 'one' || noun.one.startsWith('number of ') ? noun.one : plural(noun.many)}`
  const known =
    by.path.length === 0 && place === 1 ? ADJECTIVES.find(([pattern]) => pattern.test(column.one)) : undefined
  const adjective = known === undefined ? undefined : direction === 'desc' ? known[1] : known[2]
  return { ...(adjective !== undefined && speech.random.below(2) === 0 && { adjective }), after }
}

function plural(noun: string): string {
  return pluralOf(noun)
}

function alphabetical(by: Attribute, direction: Ordering['direction']): Superlative {
  if (by.column.role !== 'name' && by.column.role !== 'category')
    throw new Unsayable('a superlative of codes')
  const side = direction === 'asc' ? 'first' : 'last'
  return { after: `whose ${attributeNoun(by).one} comes ${side} alphabetically` }
}
