import type { Schema } from '../../../database/schema.ts'
import type { Source } from './sight.ts'

type StoredSource = Pick<Source, 'identity' | 'columns'>

const known = new WeakMap<Schema, ReadonlyMap<string, StoredSource>>()

/** A table or view of the database, laid out once. One that does not exist has no columns that are known. */
export function storedSource(name: string, schema: Schema): StoredSource {
  let sources = known.get(schema)
  if (sources === undefined) {
    sources = new Map(
      schema.tables.map((table) => {
        const identity = table.name.toLowerCase()
        const columns = table.columns.map((column) => column.name.toLowerCase())
        return [identity, { identity, columns: new Map(columns.map((column) => [column, column])) }]
      }),
    )
    known.set(schema, sources)
  }
  const identity = name.toLowerCase()
  return sources.get(identity) ?? { identity: `?${identity}`, columns: new Map() }
}
