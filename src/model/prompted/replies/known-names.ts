import { foldText, identifierWords } from '../../../base/text.ts'
import type { Schema, Table } from '../../../database/schema.ts'
import { editDistance, nearestNames } from '../../../sql/nearest-names.ts'

/** A table and columns as a reply names them. */
export interface NamedColumns {
  readonly table: string | null
  readonly columns: readonly string[]
}

/**
 * The table and columns of the schema that a reply means. What is written a little differently takes the nearest name;
 * what is like none is dropped. null: neither the table nor its columns are known.
 */
export function knownColumns(
  schema: Schema,
  named: NamedColumns,
): { readonly table: Table; readonly columns: readonly string[] } | null {
  const parts = named.columns.map(splitName)
  const table =
    (named.table === null ? undefined : knownTable(schema, named.table)) ??
    parts.flatMap(({ qualifier }) => (qualifier === null ? [] : (knownTable(schema, qualifier) ?? [])))[0] ??
    onlyTableWith(
      schema,
      parts.map(({ name }) => name),
    )
  if (table === undefined) return null
  const names = table.columns.map((column) => column.name)
  const columns = parts
    .filter(({ qualifier }) => qualifier === null || isSameTable(schema, qualifier, table))
    .flatMap(({ name }) => (name === '*' ? names : (knownName(name, names) ?? [])))
  return { table, columns: [...new Set(columns)] }
}

function knownTable(schema: Schema, name: string): Table | undefined {
  const known = knownName(
    splitName(name).name,
    schema.tables.map((table) => table.name),
  )
  return schema.tables.find((table) => table.name === known)
}

function isSameTable(schema: Schema, qualifier: string, table: Table): boolean {
  const known = knownTable(schema, qualifier)
  return known === undefined || known === table
}

function onlyTableWith(schema: Schema, columns: readonly string[]): Table | undefined {
  const holders = schema.tables.filter((table) =>
    columns.some((wanted) => table.columns.some((column) => foldText(column.name) === foldText(wanted))),
  )
  return holders.length === 1 ? holders[0] : undefined
}

function knownName(wanted: string, names: readonly string[]): string | undefined {
  const folded = foldText(wanted)
  const words = identifierWords(wanted).join(' ')
  return (
    names.find((name) => name === wanted) ??
    names.find((name) => foldText(name) === folded) ??
    names.find((name) => words !== '' && identifierWords(name).join(' ') === words) ??
    nearestNames(wanted, names).find((name) => isNear(folded, foldText(name)))
  )
}

/** Nearer than the suggestions of an error message: what is taken here is not seen by anybody. */
function isNear(wanted: string, name: string): boolean {
  const shorter = Math.min(wanted.length, name.length)
  return shorter >= 4 && editDistance(wanted, name) <= Math.floor(shorter / 4)
}

/** `"orders"."status"`, `main.orders`, `status` */
function splitName(text: string): { readonly qualifier: string | null; readonly name: string } {
  const pieces = text
    .trim()
    .split('.')
    .map((piece) => piece.trim().replace(/^["'`[]+|["'`\]]+$/g, ''))
  const name = pieces.at(-1) ?? ''
  return { qualifier: pieces.at(-2) ?? null, name }
}
