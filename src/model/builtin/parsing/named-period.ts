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
  const same = periodsOf(column).find((period) => period.from === from && period.to === to)?.value
  if (same !== undefined && year === null)
    return { kind: 'compare', column: name, operator: '=', value: same }
  const startsWithYear = stored.filter((value) => /^\d{4}\b/.test(value))
  const isPeriodColumn = startsWithYear.length === stored.length && stored.length > 0
  if (year === null || !isPeriodColumn || !stored.some((value) => value.startsWith(String(year)))) return null
  return { kind: 'pattern', column: name, pattern: `${year}%`, negated: false }
}

interface StoredPeriod extends Pick<AskedPeriod, 'from' | 'to'> {
  readonly value: string
}

/** Every reading of every question about the column asks for them. */
const remembered = new WeakMap<ColumnEntry, readonly StoredPeriod[]>()

/** The stretches of time that the column's frequent values name. */
function periodsOf(column: ColumnEntry): readonly StoredPeriod[] {
  const known = remembered.get(column)
  if (known !== undefined) return known
  const periods = (column.profile?.frequentValues ?? []).flatMap(({ value }): StoredPeriod[] => {
    if (typeof value !== 'string') return []
    const [typed, ...others] = findTypedValues(value, ANY_DAY)
    if (typed === undefined || others.length > 0 || !('from' in typed)) return []
    const end = new Date(`${typed.to}T00:00:00Z`)
    end.setUTCDate(end.getUTCDate() + 1)
    return [{ value, from: typed.from, to: end.toISOString().slice(0, 10) }]
  })
  remembered.set(column, periods)
  return periods
}
