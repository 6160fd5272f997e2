import type { Schema } from '../../database/schema.ts'

/** The names that the official parser knows of a database, in lower case. Views have none there. */
export interface SpiderSchemaNames {
  /** Table -> its columns. */
  readonly tables: ReadonlyMap<string, ReadonlySet<string>>
  /** What a name may stand for: tables, `table.column`, and `*`. */
  readonly identifiers: ReadonlySet<string>
}

const known = new WeakMap<Schema, SpiderSchemaNames>()

export function spiderSchemaNames(schema: Schema): SpiderSchemaNames {
  let names = known.get(schema)
  if (names === undefined) {
    names = readNames(schema)
    known.set(schema, names)
  }
  return names
}

function readNames(schema: Schema): SpiderSchemaNames {
  const tables = new Map(
    schema.tables
      .filter(({ kind }) => kind === 'table')
      .map(({ name, columns }) => [
        name.toLowerCase(),
        new Set(columns.map((column) => column.name.toLowerCase())),
      ]),
  )
  const columns = [...tables].flatMap(([table, names]) => [...names].map((name) => `${table}.${name}`))
  return { tables, identifiers: new Set(['*', ...columns, ...tables.keys()]) }
}
