import type { SqlValue } from '../database/database.ts'
import type { Column } from '../database/schema.ts'
import type { ColumnFacts } from './column-facts.ts'
import { declaredContentType, inferContentType } from './content-type.ts'
import { shortenValue } from './shorten-value.ts'
import type { ColumnProfile } from './survey.ts'

/** A value and how many rows hold it. */
export interface ValueCount {
  readonly value: SqlValue
  readonly count: number
}

export interface ColumnFindings {
  readonly table: string
  readonly column: Column
  readonly rowCount: number
  /** Undefined when the query that looks for them did not end. */
  readonly facts: ColumnFacts | undefined
  /** Most frequent first; more than are kept may be given, and help to tell the content. */
  readonly values: readonly ValueCount[] | undefined
  /** Drawn from a part of the rows, or unknown. */
  readonly isEstimate: boolean
}

const KEPT_VALUES = 20

/** Puts together what the queries found; what they did not find is 0, null or empty. */
export function profileColumn({
  table,
  column,
  rowCount,
  facts,
  values = [],
  isEstimate,
}: ColumnFindings): ColumnProfile {
  const evidence = [
    facts?.minimum ?? null,
    facts?.maximum ?? null,
    ...values.map(({ value }) => value),
  ].filter((value) => value !== null)
  const distinctCount = facts?.distinctCount ?? values.length
  const hasFractions = facts?.hasFractions ?? evidence.some((value) => !Number.isInteger(Number(value)))
  const isKnown = facts !== undefined || values.length > 0
  const content = isKnown
    ? inferContentType(column, { values: evidence, distinctCount, hasFractions })
    : declaredContentType(column)
  const isBlob = content === 'blob'
  return {
    table,
    column: column.name,
    content,
    rowCount,
    nullCount: facts === undefined ? 0 : rowCount - facts.valueCount,
    distinctCount,
    minimum: isBlob ? null : shortenValue(facts?.minimum ?? null),
    maximum: isBlob ? null : shortenValue(facts?.maximum ?? null),
    frequentValues: isBlob
      ? []
      : values.slice(0, KEPT_VALUES).map(({ value, count }) => ({ value: shortenValue(value), count })),
    averageLength: evidence.some((value) => typeof value === 'string') ? (facts?.averageLength ?? 0) : 0,
    ...(isEstimate ? { isEstimate } : {}),
  }
}
