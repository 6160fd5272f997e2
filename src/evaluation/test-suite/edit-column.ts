import { type ColumnType, findColumn, findTable, type Schema, type Table } from '../../database/schema.ts'
import type { ColumnReference, Expression, Query } from '../../sql/ast.ts'
import { walkQuery } from '../../sql/walk.ts'
import type { Edit } from './edit-query.ts'

const OTHERS_OF_TABLE = 4
const OTHERS_OF_OTHER_TABLES = 3

/** A table of FROM and the name that it goes by there. */
interface NamedTable {
  readonly name: string
  readonly table: Table
}

/** Finds other columns of the same type that could stand in the place of one. */
export function columnEditor(
  query: Query,
  schema: Schema,
): (
  node: ColumnReference,
  stored: { readonly table: string; readonly column: string },
) => Edit<Expression>[] {
  const { sources, selectCount } = readSources(query, schema)
  return (node, stored) => {
    const type = findColumn(schema, stored)?.type
    const table = findTable(schema, stored.table)
    if (type === undefined || table === undefined) return []
    const own = columnsAfter(table, stored.column)
      .filter(
        (name) =>
          name !== stored.column &&
          isAlike(findColumn(schema, { table: table.name, column: name })?.type, type),
      )
      .slice(0, OTHERS_OF_TABLE)
      .map((name) => referTo(name, node.table))
    // A bare name in one of several SELECTs does not say which tables stand beside it.
    if (node.table === undefined && selectCount > 1) return own.map(asEdit)
    const writtenIn = node.table ?? sources.find((source) => source.table === table)?.name
    const others = sources
      .filter(({ name }) => name !== writtenIn)
      .flatMap((source) => {
        const names = columnsAfter(source.table, stored.column)
        return names
          .filter((name) => isAlike(source.table.columns.find((column) => column.name === name)?.type, type))
          .map((name) => referTo(name, source.name))
      })
    return [...own, ...others.slice(0, OTHERS_OF_OTHER_TABLES)].map(asEdit)
  }
}

/** The tables that the query names anywhere, each name once. */
function readSources(
  query: Query,
  schema: Schema,
): { readonly sources: readonly NamedTable[]; readonly selectCount: number } {
  const sources = new Map<string, NamedTable>()
  let selectCount = 0
  walkQuery(query, {
    select: () => {
      selectCount++
    },
    fromItem: (item) => {
      if (item.kind !== 'table') return
      const name = item.alias ?? item.name
      const table = findTable(schema, item.name)
      if (table !== undefined && !sources.has(name.toLowerCase()))
        sources.set(name.toLowerCase(), { name, table })
    },
  })
  return { sources: [...sources.values()], selectCount }
}

/** The column's own name first where the table has it, then what is declared after it, then what is before. */
function columnsAfter(table: Table, column: string): string[] {
  const names = table.columns.map(({ name }) => name)
  const start = Math.max(
    0,
    names.findIndex((name) => name.toLowerCase() === column.toLowerCase()),
  )
  return [...names.slice(start), ...names.slice(0, start)]
}

function isAlike(one: ColumnType | undefined, other: ColumnType): boolean {
  const family = (type: ColumnType | undefined) =>
    type === 'integer' || type === 'real' || type === 'boolean' ? 'number' : type
  return family(one) === family(other)
}

function referTo(name: string, table: string | undefined): ColumnReference {
  return { kind: 'column', name, ...(table === undefined ? {} : { table }) }
}

function asEdit(node: Expression): Edit<Expression> {
  return { kind: 'column', node }
}
