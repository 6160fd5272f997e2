import { type ColumnName, columnKey } from '../database/schema.ts'
import type { Survey } from '../exploration/survey.ts'
import type { SchemaPart } from '../model/model.ts'

/** The tables of the columns with these columns, and with the keys between them: S of DB-Explore. In the schema's order. */
export function partOf(columns: readonly ColumnName[], { schema, joins }: Survey): SchemaPart {
  const tables = new Set(columns.map(({ table }) => table))
  const keys = joins
    .filter(({ from, to }) => tables.has(from.table) && tables.has(to.table))
    .flatMap(({ from, to }) =>
      [from, to].flatMap((end) => end.columns.map((column) => ({ table: end.table, column }))),
    )
  const wanted = new Set([...columns, ...keys].map(columnKey))
  return {
    tables: schema.tables
      .filter(({ name }) => tables.has(name))
      .map(({ name, columns: own }) => ({
        table: name,
        columns: own
          .map((column) => column.name)
          .filter((column) => wanted.has(columnKey({ table: name, column }))),
      })),
  }
}

export function columnsOf({ tables }: SchemaPart): ColumnName[] {
  return tables.flatMap(({ table, columns }) => columns.map((column) => ({ table, column })))
}
