import type { Schema } from '../../database/schema.ts'
import type { EvaluatedDatabase, SpiderSchema } from '../evaluated-database.ts'

/** Column -> the column that stands for it, both as `table.column` in lower case. */
export type ForeignKeyClasses = ReadonlyMap<string, string>

const known = new WeakMap<Schema | SpiderSchema, ForeignKeyClasses>()

/**
 * Columns that foreign keys make one, as the official `build_foreign_key_map` finds them in tables.json. Its classes
 * depend on the order of the keys and are not closed: a key joins the first class that has one of its columns, classes
 * are never merged, and a column in two of them goes with the later. Without an entry in tables.json the declared keys
 * are taken, in the order in which Spider's own script reads them from a database.
 */
export function foreignKeyClasses({
  schema,
  spiderSchema,
}: Pick<EvaluatedDatabase, 'schema' | 'spiderSchema'>): ForeignKeyClasses {
  const source = spiderSchema ?? schema
  let classes = known.get(source)
  if (classes === undefined) {
    classes = buildClasses(spiderSchema ?? describeSchema(schema))
    known.set(source, classes)
  }
  return classes
}

type DescribedKeys = Pick<SpiderSchema, 'table_names_original' | 'column_names_original' | 'foreign_keys'>

function buildClasses(described: DescribedKeys): ForeignKeyClasses {
  const names = described.column_names_original.map(([table, column]) => {
    const name = described.table_names_original[table]
    return name === undefined ? '*' : `${name}.${column}`.toLowerCase()
  })
  const classes: Set<number>[] = []
  for (const [from, to] of described.foreign_keys) {
    let found = classes.find((members) => members.has(from) || members.has(to))
    if (found === undefined) {
      found = new Set()
      classes.push(found)
    }
    found.add(from).add(to)
  }
  return new Map(
    classes.flatMap((members) => {
      const first = names[Math.min(...members)]!
      return [...members].map((member) => [names[member]!, first] as const)
    }),
  )
}

function describeSchema({ tables: all }: Schema): DescribedKeys {
  const tables = all.filter(({ kind }) => kind === 'table')
  const columns = tables.flatMap((table, index) =>
    table.columns.map((column) => [index, column.name] as const),
  )
  const indexOf = (table: string, column: string): number =>
    1 + columns.findIndex(([index, name]) => tables[index]!.name === table && name === column)
  return {
    table_names_original: tables.map(({ name }) => name),
    column_names_original: [[-1, '*'], ...columns],
    foreign_keys: tables.flatMap(({ name, foreignKeys }) =>
      // SQLite lists the key that was declared last first.
      foreignKeys.toReversed().flatMap((key) =>
        key.columns.flatMap((column, place): (readonly [number, number])[] => {
          const from = indexOf(name, column)
          const to = indexOf(key.toTable, key.toColumns[place]!)
          return from === 0 || to === 0 ? [] : [[from, to]]
        }),
      ),
    ),
  }
}
