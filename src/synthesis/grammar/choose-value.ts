import type { Survey } from '../../exploration/survey.ts'
import type { ColumnWords } from '../verbalizer/lexicon/column-words.ts'
import type { Literal } from '../verbalizer/meaning/meaning.ts'
import type { Growth } from './growth.ts'

/** Values of the column that the survey kept, smallest first, each once. */
function knownNumbers(column: ColumnWords, survey: Survey): readonly number[] {
  const { profile } = column
  const seen = [
    profile.minimum,
    profile.maximum,
    ...profile.frequentValues.map(({ value }) => value),
    ...sampledValues(column, survey),
  ]
  const numbers = seen.filter((value): value is number => typeof value === 'number' && Number.isFinite(value))
  return [...new Set(numbers)].sort((left, right) => left - right)
}

function sampledValues({ table, column }: ColumnWords, survey: Survey): readonly unknown[] {
  const profile = survey.tables.find((candidate) => candidate.table === table)
  const place = profile?.columns.findIndex((candidate) => candidate.column === column) ?? -1
  return place < 0 ? [] : (profile?.sampleRows ?? []).map((row) => row[place])
}

/** A number between the smallest and the largest that a person would say: 300000, 9.5, 20. */
export function chooseThreshold({ random, context }: Growth, column: ColumnWords): number | undefined {
  const numbers = knownNumbers(column, context.survey)
  const [low, high] = [numbers[0], numbers.at(-1)]
  if (low === undefined || high === undefined || low === high) return undefined
  const inner = numbers.slice(1, -1)
  const raw =
    inner.length > 0 && random.below(4) > 0
      ? random.pick(inner)
      : low + (high - low) * (0.15 + 0.5 * random.next())
  const isWhole = column.profile.content === 'integer'
  for (const digits of [1, 2, 3, 4]) {
    const rounded = roundTo(raw, digits)
    const said = isWhole ? Math.round(rounded) : rounded
    if (said > low && said < high) return said
  }
  return isWhole && high - low >= 2 ? Math.round((low + high) / 2) : undefined
}

/** To so many leading digits, without the noise of floating point. */
function roundTo(value: number, digits: number): number {
  if (value === 0) return 0
  return Number(value.toPrecision(digits))
}

/** Two numbers with something between them. */
export function chooseRange(growth: Growth, column: ColumnWords): readonly [number, number] | undefined {
  const first = chooseThreshold(growth, column)
  const second = chooseThreshold(growth, column)
  if (first === undefined || second === undefined || first === second) return undefined
  return first < second ? [first, second] : [second, first]
}

/** The days of a date column that are known, as 2024-01-31. */
export function knownDays(column: ColumnWords, survey: Survey): readonly string[] {
  const values = [
    ...column.profile.frequentValues.map(({ value }) => value),
    ...sampledValues(column, survey),
  ]
  const days = values.flatMap((value) =>
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? [value.slice(0, 10)] : [],
  )
  return [...new Set(days)].sort()
}

/** A year that rows of the column hold and not all of them. */
export function chooseYear({ random, context }: Growth, column: ColumnWords): number | undefined {
  const years =
    column.role === 'year'
      ? knownNumbers(column, context.survey)
      : [...new Set(knownDays(column, context.survey).map((day) => Number(day.slice(0, 4))))]
  return years.length < 2 ? undefined : random.pick(years)
}

/** A stored value that a person would name, the frequent ones likelier. */
export function chooseNamed({ random }: Growth, { values, profile }: ColumnWords): Literal | undefined {
  if (values.length === 0 || profile.distinctCount < 2) return undefined
  return values[Math.floor(random.next() * random.next() * values.length)]
}
