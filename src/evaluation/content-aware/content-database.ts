import type { Database, Row, SqlValue } from '../../database/database.ts'
import { type ColumnName, columnKey, findTable, type Schema } from '../../database/schema.ts'
import { printName, quoteString } from '../../sql/print-name.ts'
import type { NamedSpiderSchema } from '../benchmarks/read-spider-tables.ts'
import type { ColumnNames } from './column-mention.ts'
import { isCode } from './content-rule.ts'

/** Statements of this command are short; one that is not tells nothing. */
const LIMIT_MS = 25_000
/** More different values than this are no codes. */
const MOST_CODES = 20
const MOST_NUMBER_CODES = 10

/** What the selection of content-aware pairs asks of a database. Answers are remembered. */
export class ContentDatabase {
  readonly schema: Schema
  readonly #database: Database
  readonly #names: ReadonlyMap<string, ColumnNames>
  readonly #codes = new Map<string, Promise<boolean>>()
  readonly #signal: AbortSignal | undefined

  constructor(database: Database, schema: Schema, spider?: NamedSpiderSchema, signal?: AbortSignal) {
    this.schema = schema
    this.#database = database
    this.#names = readableNames(spider)
    this.#signal = signal
  }

  namesOf(column: ColumnName): ColumnNames {
    const readable = this.#names.get(columnKey(column))
    return {
      column: [column.column, ...(readable?.column ?? [])],
      table: [column.table, ...(readable?.table ?? [])],
    }
  }

  /** What people call a column, or else its name. */
  readableName(column: ColumnName): string {
    return this.#names.get(columnKey(column))?.column[0] ?? column.column
  }

  isCodeColumn(column: ColumnName): Promise<boolean> {
    const key = columnKey(column)
    const known = this.#codes.get(key) ?? this.#readIsCode(column)
    this.#codes.set(key, known)
    return known
  }

  async #readIsCode({ table, column }: ColumnName): Promise<boolean> {
    const { primaryKey = [] } = findTable(this.schema, table) ?? {}
    const isKey = primaryKey.length === 1 && primaryKey[0]!.toLowerCase() === column.toLowerCase()
    if (isKey) return false
    const values = await this.distinctValues({ table, column }, MOST_CODES + 1)
    if (values.length === 0 || values.length > MOST_CODES || !values.every(isCode)) return false
    const isNumeric = values.every((value) => typeof value === 'number')
    return !isNumeric || values.length <= MOST_NUMBER_CODES
  }

  /** Different texts and numbers of a column in order, at most so many. */
  async distinctValues(
    { table, column }: ColumnName,
    limit: number,
    where?: { readonly column: string; readonly value: string | number },
  ): Promise<(string | number)[]> {
    const { dialect } = this.#database
    const name = printName(column, dialect)
    const filter =
      where === undefined ? '' : ` AND ${printName(where.column, dialect)} = ${literal(where.value)}`
    const from = `FROM ${printName(table, dialect)} WHERE ${name} IS NOT NULL${filter}`
    const rows = await this.rows(`SELECT DISTINCT ${name} ${from} ORDER BY 1 LIMIT ${limit}`)
    return (rows ?? []).flatMap(([value]) => (isPlain(value) ? [value] : []))
  }

  /** undefined: the query was refused. Rows beyond the first hundred are left out. */
  async rows(sql: string): Promise<readonly Row[] | undefined> {
    const limits = { timeoutMs: LIMIT_MS, maxRows: 100, ...(this.#signal && { signal: this.#signal }) }
    const outcome = await this.#database.run(sql, limits)
    this.#signal?.throwIfAborted()
    return outcome.kind === 'rows' ? outcome.rows : undefined
  }
}

function isPlain(value: SqlValue | undefined): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}

function literal(value: string | number): string {
  return typeof value === 'number' ? String(value) : quoteString(value)
}

function readableNames(spider: NamedSpiderSchema | undefined): ReadonlyMap<string, ColumnNames> {
  const names = new Map<string, ColumnNames>()
  for (const [index, [table, column]] of (spider?.column_names_original ?? []).entries()) {
    const stored = spider?.table_names_original[table]
    const readable = spider?.column_names?.[index]?.[1]
    if (stored === undefined || readable === undefined) continue
    const readableTable = spider?.table_names?.[table]
    names.set(columnKey({ table: stored, column }), {
      column: [readable],
      table: readableTable === undefined ? [] : [readableTable],
    })
  }
  return names
}
