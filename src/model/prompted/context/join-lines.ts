import type { JoinKey } from '../../../exploration/survey.ts'
import { quoteDatabaseName } from './quote-database-text.ts'

/** Keys between the tables that are shown, one a line: `orders.customer_id = customers.id`. */
export function joinLines(joins: readonly JoinKey[], shown: ReadonlySet<string>): readonly string[] {
  const lines = joins
    .filter(({ from, to }) => shown.has(from.table) && shown.has(to.table))
    .map(({ from, to }) =>
      from.columns
        .map(
          (column, place) =>
            `${columnText(from.table, column)} = ${columnText(to.table, to.columns[place]!)}`,
        )
        .join(' AND '),
    )
  return [...new Set(lines)]
}

function columnText(table: string, column: string): string {
  return `${quoteDatabaseName(table)}.${quoteDatabaseName(column)}`
}
