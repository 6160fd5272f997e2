import type { ColumnEntry, TableEntry } from '../linking/schema-lexicon.ts'
import type { Measure } from '../sketch/sketch.ts'
import { measureOf } from './parse-state.ts'

export function displayMeasures(table: TableEntry): Measure[] {
  return table.displayColumns.map((column) => measureOf(column))
}

export function nameOf(column: ColumnEntry): { table: string; column: string } {
  return { table: column.table, column: column.column }
}
