import type { QueryFacts } from './query-facts.ts'

/** The columns that a query uses, by table: S of ⟨Q, D, R, S⟩. A table that is only counted has none. */
export function extractedSchema({
  tables,
  columns,
}: QueryFacts): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    tables.map((table) => [
      table,
      columns.filter((column) => column.table === table).map(({ column }) => column),
    ]),
  )
}
