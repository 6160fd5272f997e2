import { SondeError } from '../base/errors.ts'
import type { Database, Row } from '../database/database.ts'
import { findColumn, findTable } from '../database/schema.ts'
import type { Survey } from '../exploration/survey.ts'
import type { Query } from '../sql/ast.ts'
import { printQuery } from '../sql/print.ts'
import { findLookupColumns, LOOKUP_ROWS, type LookupColumns } from './find-lookup-columns.ts'
import type { StoredValueEntry } from './knowledge.ts'

export interface ImportLookupOptions {
  /** The column that holds codes; chosen by the join keys and names if not said. */
  readonly valueColumn?: string
  /** The columns that hold what people say; all short texts if not said. */
  readonly keywordColumns?: readonly string[]
  /** A table with more distinct names is refused; 5,000 if not said. */
  readonly maxEntries?: number
  readonly signal?: AbortSignal
}

export interface ImportedLookup extends LookupColumns {
  readonly entries: readonly StoredValueEntry[]
  /** Names that were left out, in sentences. */
  readonly warnings: readonly string[]
}

const DEFAULT_ENTRIES = LOOKUP_ROWS * 10

/**
 * Knowledge of the first type (TCSR-SQL, section 3.2): a table that says which words stand for which code. Each word
 * becomes an entry for every column that refers to the code by join key; when none does, for the code column itself.
 */
export async function importLookupTable(
  database: Database,
  survey: Survey,
  tableName: string,
  options: ImportLookupOptions = {},
): Promise<ImportedLookup> {
  checkNames(survey, tableName, options)
  const columns = findLookupColumns(survey, tableName, options)
  if (columns === undefined) {
    throw new SondeError(
      'usage',
      `${tableName} does not look like a lookup table: no column holds codes and another their names. Name both columns.`,
    )
  }
  const warnings: string[] = []
  const entries = new Map<string, StoredValueEntry>()
  for (const column of columns.keywordColumns) {
    const rows = await readPairs(database, columns, column, options)
    for (const [keyword, value] of unambiguous(rows, columns.table, warnings)) {
      const targets =
        columns.referredBy.length > 0
          ? columns.referredBy
          : [{ table: columns.table, column: columns.valueColumn }]
      for (const target of targets) {
        const entry: StoredValueEntry = {
          kind: 'value',
          keyword,
          ...target,
          value,
          origin: 'lookup',
          note: `from ${columns.table}.${column}`,
        }
        const key = JSON.stringify([keyword.toLowerCase(), target.table, target.column, value])
        if (!entries.has(key)) entries.set(key, entry)
      }
    }
  }
  return { ...columns, entries: [...entries.values()], warnings }
}

function checkNames({ schema }: Survey, table: string, options: ImportLookupOptions): void {
  if (findTable(schema, table) === undefined) {
    const names = schema.tables.map((one) => one.name).slice(0, 20)
    throw new SondeError('usage', `There is no table ${table}. There are: ${names.join(', ')}.`)
  }
  for (const column of [options.valueColumn, ...(options.keywordColumns ?? [])]) {
    if (column === undefined || findColumn(schema, { table, column }) !== undefined) continue
    const names = findTable(schema, table)!.columns.map((one) => one.name)
    throw new SondeError('usage', `The table ${table} has no column ${column}. It has: ${names.join(', ')}.`)
  }
}

async function readPairs(
  database: Database,
  { table, valueColumn }: LookupColumns,
  keywordColumn: string,
  { maxEntries = DEFAULT_ENTRIES, signal }: ImportLookupOptions,
): Promise<readonly Row[]> {
  const sql = printQuery(pairsQuery(table, keywordColumn, valueColumn), { dialect: database.dialect })
  const outcome = await database.run(sql, { maxRows: maxEntries, ...(signal && { signal }) })
  if (outcome.kind === 'rejected') {
    throw new SondeError('database-failed', `${table} could not be read: ${outcome.message}`)
  }
  if (outcome.truncated) {
    throw new SondeError(
      'usage',
      `${table}.${keywordColumn} has more than ${maxEntries} names, too many for a lookup table. Choose another column or raise the limit.`,
    )
  }
  return outcome.rows
}

function pairsQuery(table: string, keyword: string, value: string): Query {
  const pair = [keyword, value].map((name) => ({ kind: 'column', table, name }) as const)
  return {
    kind: 'query',
    body: {
      kind: 'select',
      distinct: true,
      columns: pair.map((expression) => ({ kind: 'result', expression }) as const),
      from: { kind: 'table', name: table },
      groupBy: [],
      windows: [],
    },
    orderBy: pair.map((expression) => ({ expression, direction: 'asc' }) as const),
  }
}

/** Names that stand for one code; a name of several would be a guess. */
function unambiguous(rows: readonly Row[], table: string, warnings: string[]): Map<string, string | number> {
  const meanings = new Map<string, Set<string | number>>()
  for (const [keyword, value] of rows) {
    if (typeof keyword !== 'string' || keyword.trim() === '') continue
    if (typeof value !== 'string' && typeof value !== 'number') continue
    const name = keyword.trim()
    meanings.set(name, (meanings.get(name) ?? new Set()).add(value))
  }
  const clear = new Map<string, string | number>()
  for (const [name, values] of meanings) {
    if (values.size === 1) clear.set(name, [...values][0]!)
    else
      warnings.push(
        `"${name}" stands for ${values.size} values of ${table} (${[...values].slice(0, 5).join(', ')}); it was left out.`,
      )
  }
  return clear
}
