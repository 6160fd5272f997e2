import { columnKey } from '../../database/schema.ts'
import type { SchemaPart } from '../../model/model.ts'
import type { QueryFacts } from '../pool/query-facts.ts'
import { columnsOf } from '../schema-part.ts'
import type { Refusal } from './filter-name.ts'

/** A query that uses what was not shown to whoever wrote it: it was guessed (DB-Explore, section 3.3: within S). */
export function findOutside({ columns, tables }: QueryFacts, part: SchemaPart | null): Refusal | null {
  if (part === null) return null
  const inside = new Set(columnsOf(part).map(columnKey))
  const known = new Set(part.tables.map(({ table }) => table))
  const outside = columns.find((column) => !inside.has(columnKey(column)))
  const name =
    outside === undefined ? tables.find((table) => !known.has(table)) : `${outside.table}.${outside.column}`
  return name === undefined
    ? null
    : { filter: 'consistency', reason: `it uses ${name}, which it was not to be made from` }
}
