import { findDates } from './typed-dates.ts'
import { findNumbers } from './typed-numbers.ts'

/** A number, a date or a period that a text names, and where it stands; `end` is exclusive. */
export type TypedValue = (
  | { readonly kind: 'number' | 'percent' | 'ordinal' | 'year'; readonly value: number }
  /** ISO 8601: 2023-03-31. */
  | { readonly kind: 'date'; readonly value: string }
  /** ISO 8601, both ends included. */
  | { readonly kind: 'date-range' | 'month' | 'quarter'; readonly from: string; readonly to: string }
) & { readonly text: string; readonly start: number; readonly end: number }

/**
 * The numbers and dates of a text in order, without overlaps: the longest reading of a place wins, and of equally long
 * ones a date before a number. A percentage is what was written: "12.5%" is 12.5. `now` gives "last year" its meaning, in UTC.
 */
export function findTypedValues(text: string, now: Date): TypedValue[] {
  const readings = [...findDates(text, now), ...findNumbers(text)]
  const longestFirst = readings
    .map((value, rank) => ({ value, rank }))
    .sort((one, other) => length(other.value) - length(one.value) || one.rank - other.rank)
  const taken: TypedValue[] = []
  for (const { value } of longestFirst) {
    if (taken.every((other) => value.end <= other.start || value.start >= other.end)) taken.push(value)
  }
  return taken.sort((one, other) => one.start - other.start)
}

function length(value: TypedValue): number {
  return value.end - value.start
}
