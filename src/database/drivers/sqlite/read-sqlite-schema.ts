import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { columnTypeOf } from '../../column-type.ts'
import type { Column, ForeignKey, Schema, Table } from '../../schema.ts'

/**
 * Reads what the catalogue declares. Left out: the engine's own tables, the tables that hold a virtual table's
 * content, and tables and views that cannot be read (a view on a dropped table, a virtual table of a missing module).
 */
export function readSqliteSchema(handle: DatabaseSyncInstance): Schema {
  const tables = listTables(handle).flatMap((listed) => {
    try {
      return [readTable(handle, listed)]
    } catch (error) {
      // A plain table cannot fail for a reason of its own: the file is locked or damaged.
      if (listed.type === 'table') throw error
      return []
    }
  })
  return {
    tables: tables.map(({ foreignKeys, ...table }) => ({
      ...table,
      foreignKeys: resolveKeys(foreignKeys, tables),
    })),
  }
}

interface ListedTable {
  readonly name: string
  readonly type: 'table' | 'view' | 'virtual'
  readonly withoutRowid: boolean
}

interface DeclaredKey extends ForeignKey {
  /** Empty when the declaration names none: the primary key is meant. */
  readonly toColumns: readonly string[]
}

type ReadTable = Omit<Table, 'foreignKeys'> & { readonly foreignKeys: readonly DeclaredKey[] }

function listTables(handle: DatabaseSyncInstance): ListedTable[] {
  const rows = rowsOf(
    handle,
    `select listed.name, listed.type, listed.wr from pragma_table_list as listed
      join sqlite_schema as declared on declared.name = listed.name and declared.type in ('table', 'view')
      where listed.schema = 'main' and listed.type <> 'shadow' and listed.name not like 'sqlite\\_%' escape '\\'
      order by declared.rowid`,
  )
  return rows.map((row) => ({
    name: String(row.name),
    type: row.type as ListedTable['type'],
    withoutRowid: row.wr === 1,
  }))
}

function readTable(handle: DatabaseSyncInstance, { name, type, withoutRowid }: ListedTable): ReadTable {
  // Compiling it tells whether a view or virtual table works at all.
  if (type !== 'table') handle.prepare(`select * from "${name.replaceAll('"', '""')}" limit 0`)
  const listed = rowsOf(handle, `pragma main.table_xinfo(${quote(name)})`).filter((row) => row.hidden !== 1)
  const keyed = listed.filter((row) => Number(row.pk) > 0).sort((a, b) => Number(a.pk) - Number(b.pk))
  const primaryKey = keyed.map((row) => String(row.name))
  const isRowid = (row: CatalogueRow) => keyed.length === 1 && /^integer$/i.test(String(row.type))
  const columns = listed.map((row): Column => {
    const declaredType = String(row.type ?? '')
    // Only these primary keys refuse NULL; the others allow it, unlike in standard SQL.
    const isStrictKey = Number(row.pk) > 0 && (withoutRowid || isRowid(row))
    return {
      name: String(row.name),
      declaredType,
      type: columnTypeOf(declaredType),
      nullable: row.notnull !== 1 && !isStrictKey,
    }
  })
  if (columns.length === 0) throw new Error(`no columns in ${name}`)
  return {
    name,
    kind: type === 'view' ? 'view' : 'table',
    columns,
    primaryKey,
    foreignKeys: type === 'table' ? readForeignKeys(handle, name) : [],
    uniqueKeys: type === 'table' ? readUniqueKeys(handle, name, primaryKey) : [],
  }
}

function readForeignKeys(handle: DatabaseSyncInstance, table: string): DeclaredKey[] {
  const rows = rowsOf(handle, `pragma main.foreign_key_list(${quote(table)})`)
  // The engine lists the last declared key first.
  const ids = [...new Set(rows.map((row) => Number(row.id)))].sort((a, b) => b - a)
  return ids.map((id) => {
    const parts = rows.filter((row) => row.id === id).sort((a, b) => Number(a.seq) - Number(b.seq))
    return {
      columns: parts.map((part) => String(part.from)),
      toTable: String(parts[0]!.table),
      toColumns: parts.flatMap((part) => (part.to === null ? [] : [String(part.to)])),
    }
  })
}

function readUniqueKeys(
  handle: DatabaseSyncInstance,
  table: string,
  primaryKey: readonly string[],
): string[][] {
  const keys = new Map([[keyOf(primaryKey), undefined as string[] | undefined]])
  const indexes = rowsOf(handle, `pragma main.index_list(${quote(table)})`)
  for (const index of indexes.reverse()) {
    if (index.unique !== 1 || index.partial !== 0 || index.origin === 'pk') continue
    const parts = rowsOf(handle, `pragma main.index_info(${quote(String(index.name))})`)
    // An indexed expression has no name.
    if (parts.some((part) => part.name === null)) continue
    const columns = parts.map((part) => String(part.name))
    if (!keys.has(keyOf(columns))) keys.set(keyOf(columns), columns)
  }
  return [...keys.values()].filter((columns) => columns !== undefined)
}

/** Gives keys the stored names, and the columns they mean; drops those that lead nowhere. */
function resolveKeys(keys: readonly DeclaredKey[], tables: readonly ReadTable[]): ForeignKey[] {
  return keys.flatMap(({ columns, toTable, toColumns }) => {
    const target = tables.find((table) => isSameName(table.name, toTable))
    if (target === undefined) return []
    const wanted = toColumns.length === 0 ? target.primaryKey : toColumns
    const found = wanted.flatMap(
      (name) => target.columns.find((column) => isSameName(column.name, name))?.name ?? [],
    )
    if (found.length !== columns.length || found.length !== wanted.length) return []
    return [{ columns, toTable: target.name, toColumns: found }]
  })
}

type CatalogueRow = Readonly<Record<string, string | number | null>>

function rowsOf(handle: DatabaseSyncInstance, sql: string): CatalogueRow[] {
  return handle.prepare(sql).all()
}

function quote(name: string): string {
  return `'${name.replaceAll("'", "''")}'`
}

function keyOf(columns: readonly string[]): string {
  return [...columns].sort().join('\0')
}

function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
