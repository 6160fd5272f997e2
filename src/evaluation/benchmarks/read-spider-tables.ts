import { SondeError } from '../../base/errors.ts'
import type { SpiderSchema } from '../evaluated-database.ts'
import { readJsonEntries } from './read-entries.ts'
import { readTextFile } from './read-text-file.ts'

/** A database of tables.json with the names that people gave its tables and columns, where the file has them. */
export interface NamedSpiderSchema extends SpiderSchema {
  readonly table_names?: readonly string[]
  /** As `column_names_original`, in the same order. */
  readonly column_names?: readonly (readonly [number, string])[]
}

/**
 * Reads Spider's tables.json, by db_id. It may lack databases. Throws `file-unreadable` and `benchmark-invalid`; keys
 * that point nowhere are an error too, because exact match would silently judge otherwise.
 */
export async function readSpiderTables(file: string): Promise<ReadonlyMap<string, NamedSpiderSchema>> {
  const contents = readJsonEntries(file, await readTextFile(file))
  const invalid = (place: string, problem: string): SondeError =>
    new SondeError(
      'benchmark-invalid',
      `${file}${place}: ${problem}. Give Spider's tables.json, or leave it out.`,
    )
  if (contents.kind !== 'entries') throw invalid('', 'this is no JSON list of database schemas')
  const schemas = new Map<string, NamedSpiderSchema>()
  for (const { place, value } of contents.entries) {
    const read = value.kind === 'json' ? readSchema(value.value) : value.problem
    if (typeof read === 'string') throw invalid(`, ${place}`, read)
    schemas.set(read.db_id, read)
  }
  return schemas
}

/** What is wrong, as half a sentence, where it is no schema. */
function readSchema(raw: unknown): NamedSpiderSchema | string {
  if (typeof raw !== 'object' || raw === null) return 'it is no object'
  const { db_id, table_names_original, column_names_original, foreign_keys, table_names, column_names } =
    raw as Readonly<Record<string, unknown>>
  if (typeof db_id !== 'string') return 'db_id is missing'
  if (!isTextList(table_names_original)) return `table_names_original of ${db_id} is no list of texts`
  if (!isColumnList(column_names_original)) {
    return `column_names_original of ${db_id} is no list of [table index, name]`
  }
  const columnCount = column_names_original.length
  if (!isKeyList(foreign_keys, columnCount)) {
    return `foreign_keys of ${db_id} is no list of pairs of indexes into its ${columnCount} columns`
  }
  return {
    db_id,
    table_names_original,
    column_names_original,
    foreign_keys,
    ...(isTextList(table_names) && { table_names }),
    ...(isColumnList(column_names) && column_names.length === columnCount && { column_names }),
  }
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function isColumnList(value: unknown): value is [number, string][] {
  return Array.isArray(value) && value.every((item) => isPair(item) && typeof item[1] === 'string')
}

function isKeyList(value: unknown, columnCount: number): value is [number, number][] {
  const isColumn = (index: unknown): boolean =>
    Number.isInteger(index) && Number(index) >= 0 && Number(index) < columnCount
  return Array.isArray(value) && value.every((item) => isPair(item) && item.every(isColumn))
}

function isPair(value: unknown): value is [number, unknown] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'number'
}
