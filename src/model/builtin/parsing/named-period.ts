import { findTypedValues } from '../../../values/typed-values.ts'
import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import type { Condition } from '../sketch/sketch.ts'

/** Any day: periods as they are stored do not speak of today. */
const ANY_DAY = new Date(0)

interface AskedPeriod {
  /** Inclusive, ISO. */
  readonly from: string
  /** Exclusive, ISO. */
  readonly to: string
  readonly year: number | null
}

/** The condition by which a text column that names periods ("2023 Q1") holds a stretch of time; null when it names none. */
export function namedPeriodCondition(column: ColumnEntry, { from, to, year }: AskedPeriod): Condition | null {
  if (!column.isText || column.profile === undefined) return null
  const name = { table: column.table, column: column.column }
  const stored = column.profile.frequentValues.flatMap(({ value }) =>
    typeof value === 'string' ? [value] : [],
  )
  const same = stored.find((value) => namesPeriod(value, from, to))
  if (same !== undefined && year === null)
    return { kind: 'compare', column: name, operator: '=', value: same }
  const startsWithYear = stored.filter((value) => /^\d{4}\b/.test(value))
  const isPeriodColumn = startsWithYear.length === stored.length && stored.length > 0
  if (year === null || !isPeriodColumn || !stored.some((value) => value.startsWith(String(year)))) return null
  return { kind: 'pattern', column: name, pattern: `${year}%`, negated: false }
}

function namesPeriod(value: string, from: string, to: string): boolean {
  const [typed, ...others] = findTypedValues(value, ANY_DAY)
  if (typed === undefined || others.length > 0 || !('from' in typed)) return false
  const end = new Date(`${typed.to}T00:00:00Z`)
  end.setUTCDate(end.getUTCDate() + 1)
  return typed.from === from && end.toISOString().slice(0, 10) === to
}
