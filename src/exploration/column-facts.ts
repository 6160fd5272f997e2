import type { SqlValue } from '../database/database.ts'
import type { Column, Table } from '../database/schema.ts'
import type { Dialect } from '../sql/dialect.ts'
import { quoteName } from '../sql/print-name.ts'
import { boundedExpression } from './shorten-value.ts'

/** What one pass over a table tells of a column. */
export interface ColumnFacts {
  readonly valueCount: number
  /** Undefined when it was not counted. */
  readonly distinctCount: number | undefined
  readonly minimum: SqlValue
  readonly maximum: SqlValue
  readonly hasFractions: boolean
  readonly averageLength: number
}

const FACTS = 6

/** The facts of several columns by one query, so that a wide table is read few times. */
export function factsQuery(
  dialect: Dialect,
  table: Table,
  columns: readonly Column[],
  { countDistinct }: { readonly countDistinct: boolean },
): string {
  const terms = columns.flatMap((column) => {
    const name = quoteName(column.name, dialect.identifierQuote)
    return [
      `count(${name})`,
      countDistinct ? `count(DISTINCT ${name})` : 'NULL',
      boundedExpression(`min(${name})`, column),
      boundedExpression(`max(${name})`, column),
      isNumeric(column) ? `max(CASE WHEN ${name} <> round(${name}) THEN 1 ELSE 0 END)` : '0',
      column.type === 'text' || column.type === 'unknown' ? `avg(length(${name}))` : '0',
    ]
  })
  return `SELECT count(*), ${terms.join(', ')} FROM ${quoteName(table.name, dialect.identifierQuote)}`
}

/** The row that `factsQuery` returns: the number of rows, and the facts in the order of the columns. */
export function readFacts(row: readonly SqlValue[]): {
  readonly rowCount: number
  readonly facts: readonly ColumnFacts[]
} {
  const facts: ColumnFacts[] = []
  for (let start = 1; start < row.length; start += FACTS) {
    const [valueCount, distinctCount, minimum, maximum, hasFractions, averageLength] = row.slice(
      start,
      start + FACTS,
    )
    facts.push({
      valueCount: Number(valueCount),
      distinctCount: distinctCount === null ? undefined : Number(distinctCount),
      minimum: minimum ?? null,
      maximum: maximum ?? null,
      hasFractions: Number(hasFractions) === 1,
      averageLength: Number(averageLength),
    })
  }
  return { rowCount: Number(row[0]), facts }
}

/** Engines that type each value (SQLite) may hold numbers in a column of any declared type. */
function isNumeric({ type }: Column): boolean {
  return type === 'integer' || type === 'real' || type === 'unknown'
}
