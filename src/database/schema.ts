/** What a database declares: names as stored, in declared order. */
export interface Schema {
  readonly tables: readonly Table[]
}

export interface Table {
  readonly name: string
  readonly kind: 'table' | 'view'
  readonly columns: readonly Column[]
  /** Column names of the primary key, in key order; empty when none is declared. */
  readonly primaryKey: readonly string[]
  readonly foreignKeys: readonly ForeignKey[]
  /** Sets of columns declared or indexed as unique, besides the primary key. */
  readonly uniqueKeys: readonly (readonly string[])[]
}

export interface Column {
  readonly name: string
  /** As declared, '' when nothing is. */
  readonly declaredType: string
  readonly type: ColumnType
  readonly nullable: boolean
}

/** What the declared type promises. What the column really holds is in its profile. */
export type ColumnType = 'integer' | 'real' | 'text' | 'boolean' | 'date' | 'datetime' | 'blob' | 'unknown'

export interface ForeignKey {
  readonly columns: readonly string[]
  readonly toTable: string
  readonly toColumns: readonly string[]
}

/** One column of a database. Names are as stored. */
export interface ColumnName {
  readonly table: string
  readonly column: string
}

/** A key for maps: two columns are the same exactly when their keys are. */
export function columnKey({ table, column }: ColumnName): string {
  return `${table.toLowerCase()}\u0000${column.toLowerCase()}`
}

export function findTable(schema: Schema, name: string): Table | undefined {
  const wanted = name.toLowerCase()
  return schema.tables.find((table) => table.name.toLowerCase() === wanted)
}

export function findColumn(schema: Schema, { table, column }: ColumnName): Column | undefined {
  const wanted = column.toLowerCase()
  return findTable(schema, table)?.columns.find((candidate) => candidate.name.toLowerCase() === wanted)
}
