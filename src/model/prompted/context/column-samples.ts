import type { ColumnProfile } from '../../../exploration/survey.ts'
import { quoteDatabaseText } from './quote-database-text.ts'

/** Columns with so few different values are told by all of them. */
const FEW_VALUES = 6
/** Free texts, longer on average, say little about how a filter must be written. */
const FREE_TEXT = 80
const LONGEST_SAMPLE = 40

/**
 * Values that show how a column writes things, most frequent first and at most `count` where it has many; a measure
 * is told by its range. '' when there is nothing worth its tokens.
 */
export function columnSamples(profile: ColumnProfile | undefined, count: number): string {
  if (profile === undefined || count === 0 || profile.content === 'blob') return ''
  if (isMeasure(profile)) return rangeOf(profile)
  if (profile.averageLength > FREE_TEXT) return ''
  const room = profile.distinctCount <= FEW_VALUES ? FEW_VALUES : count
  const values = profile.frequentValues.flatMap(({ value }) => (value === null ? [] : [value])).slice(0, room)
  if (values.length === 0) return ''
  const list = values.map((value) => quoteDatabaseText(value, LONGEST_SAMPLE)).join(' ')
  return ` [${list}${profile.distinctCount > values.length ? ' …' : ''}]`
}

/** Codes are integers with few values; dates are told by their range, which shows how they are written. */
function isMeasure({ content, distinctCount }: ColumnProfile): boolean {
  if (content === 'real' || content === 'date' || content === 'datetime' || content === 'year') return true
  return content === 'integer' && distinctCount > FEW_VALUES
}

function rangeOf({ minimum, maximum }: ColumnProfile): string {
  if (minimum === null || maximum === null) return ''
  return ` ${quoteDatabaseText(minimum, LONGEST_SAMPLE)}..${quoteDatabaseText(maximum, LONGEST_SAMPLE)}`
}
