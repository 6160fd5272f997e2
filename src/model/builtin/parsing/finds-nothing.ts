import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import type { ComparisonOperator } from '../sketch/sketch.ts'

/** No row can pass the test, by the least and the greatest number that are stored: "in 1997" is no number of units. */
export function findsNothing(
  { profile, isNumeric }: ColumnEntry,
  operator: ComparisonOperator,
  value: number,
): boolean {
  const { minimum, maximum } = profile ?? {}
  if (!isNumeric || typeof minimum !== 'number' || typeof maximum !== 'number') return false
  // A fraction may be said in percent.
  if (maximum <= 1 && value > 1 && value <= 100) return false
  switch (operator) {
    case '=':
      return value < minimum || value > maximum
    case '>':
      return value >= maximum
    case '>=':
      return value > maximum
    case '<':
      return value <= minimum
    case '<=':
      return value < minimum
    case '<>':
      return false
  }
}
