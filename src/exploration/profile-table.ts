import { mapConcurrently } from '../base/concurrency.ts'
import { seededRandom } from '../base/random.ts'
import type { Database, Row } from '../database/database.ts'
import type { Column, Table } from '../database/schema.ts'
import { quoteName } from '../sql/print-name.ts'
import { type ColumnFacts, factsQuery, readFacts } from './column-facts.ts'
import { profileColumn, type ValueCount } from './profile-column.ts'
import { boundedExpression, shortenValue } from './shorten-value.ts'
import type { ColumnProfile, TableProfile } from './survey.ts'
import { drawNumbers, drawRows, estimateFacts, readSpacedRows } from './table-sample.ts'
import { type TableQueryOptions, TableSource } from './table-source.ts'

export interface ProfileOptions extends TableQueryOptions {
  readonly seed: number | string
  /** TCSR-SQL shows six (its table 3). */
  readonly sampleRows?: number
  /** Queries at once. */
  readonly concurrency?: number
  /** Of a table with more rows, distinct and frequent values are estimated from a sample. */
  readonly largeTableRows?: number
}

/** Distinct and frequent values cost a sort a column; of a table with more cells than this they are estimated. */
const LARGE_TABLE_CELLS = 10_000_000
const COLUMNS_A_QUERY = 50
const SPACED_ROWS = 20_000
const SPACED_CELLS = 1_000_000
/** More than are kept: what a column holds is told from them. */
const VALUES_READ = 200

/** Counts, ranges, frequent values and sample rows of a table or view. What cannot be read is left out, never fatal. */
export async function profileTable(
  database: Database,
  table: Table,
  { seed, sampleRows = 6, concurrency = 2, largeTableRows = 200_000, ...limits }: ProfileOptions,
): Promise<TableProfile> {
  const source = new TableSource(database, table, limits)
  const random = seededRandom(`${seed} ${table.name}`)
  const name = quoteName(table.name, database.dialect.identifierQuote)
  const counted = await source.query(`SELECT count(*) FROM ${name}`, 1)
  const rowCount = Number(counted?.[0]?.[0] ?? 0)
  if (rowCount === 0) {
    const isEstimate = counted === undefined
    const columns = table.columns.map((column) => emptyProfile(table, column, isEstimate))
    return { table: table.name, rowCount, columns, sampleRows: [] }
  }
  const reading = { database, table, source, rowCount }
  if (rowCount > largeTableRows || rowCount * table.columns.length > LARGE_TABLE_CELLS) {
    const wanted = Math.min(SPACED_ROWS, Math.ceil(SPACED_CELLS / table.columns.length))
    const rows = await readSpacedRows(source, database.dialect, table, rowCount, wanted)
    const columns = await estimateColumns(reading, rows)
    const picked = drawNumbers(rows.length, sampleRows, random).map((index) => rows[index]!.map(shortenValue))
    return { table: table.name, rowCount, columns, sampleRows: picked }
  }
  const columns = await readColumns(reading, concurrency)
  const drawn = await drawRows(source, database.dialect, table, rowCount, { wantedRows: sampleRows, random })
  return { table: table.name, rowCount, columns, sampleRows: drawn }
}

function emptyProfile(table: Table, column: Column, isEstimate: boolean): ColumnProfile {
  const facts: ColumnFacts = {
    valueCount: 0,
    distinctCount: 0,
    minimum: null,
    maximum: null,
    hasFractions: false,
    averageLength: 0,
  }
  return profileColumn({ table: table.name, column, rowCount: 0, facts, values: [], isEstimate })
}

/** One table while it is profiled. */
interface Reading {
  readonly database: Database
  readonly table: Table
  readonly source: TableSource
  readonly rowCount: number
}

async function readColumns(reading: Reading, concurrency: number): Promise<ColumnProfile[]> {
  const { table, rowCount } = reading
  const facts = await readAllFacts(reading, true)
  return mapConcurrently(table.columns, concurrency, async (column, index) => {
    const values = await readFrequentValues(reading, column, facts[index])
    const isEstimate = facts[index] === undefined || values === undefined
    return profileColumn({ table: table.name, column, rowCount, facts: facts[index], values, isEstimate })
  })
}

/** Counts of nulls and the range are exact here too, where the engine answers in time: they need no sort. */
async function estimateColumns(reading: Reading, rows: readonly Row[]): Promise<ColumnProfile[]> {
  const { table, rowCount } = reading
  const exact = await readAllFacts(reading, false)
  const uniqueColumns = [table.primaryKey, ...table.uniqueKeys].flatMap((key) =>
    key.length === 1 ? key : [],
  )
  return table.columns.map((column, index) => {
    const sample = rows.map((row) => row[index] ?? null)
    const estimated = estimateFacts(column, sample, rowCount)
    const known = exact[index]
    const isUnique = uniqueColumns.includes(column.name)
    const distinctCount = isUnique && known !== undefined ? known.valueCount : estimated.facts.distinctCount
    const facts = { ...(known ?? estimated.facts), distinctCount }
    return profileColumn({
      table: table.name,
      column,
      rowCount,
      facts,
      values: estimated.values,
      isEstimate: true,
    })
  })
}

/** Many columns a query; a query that fails is asked again column by column, so that one column costs only itself. */
async function readAllFacts(reading: Reading, countDistinct: boolean): Promise<(ColumnFacts | undefined)[]> {
  const { columns } = reading.table
  const all: (ColumnFacts | undefined)[] = []
  for (let start = 0; start < columns.length; start += COLUMNS_A_QUERY) {
    const batch = columns.slice(start, start + COLUMNS_A_QUERY)
    const facts = await queryFacts(reading, batch, countDistinct)
    if (facts !== undefined) all.push(...facts)
    else for (const column of batch) all.push((await queryFacts(reading, [column], countDistinct))?.[0])
  }
  return all
}

async function queryFacts(
  { database: { dialect }, table, source }: Reading,
  columns: readonly Column[],
  countDistinct: boolean,
): Promise<readonly ColumnFacts[] | undefined> {
  const rows = await source.query(factsQuery(dialect, table, columns, { countDistinct }), 1)
  return rows?.[0] === undefined ? undefined : readFacts(rows[0]).facts
}

async function readFrequentValues(
  { database: { dialect }, table, source }: Reading,
  column: Column,
  facts: ColumnFacts | undefined,
): Promise<ValueCount[] | undefined> {
  if (facts?.valueCount === 0 || column.type === 'blob') return []
  const name = quoteName(column.name, dialect.identifierQuote)
  const value = boundedExpression(name, column)
  const from = `FROM ${quoteName(table.name, dialect.identifierQuote)} WHERE ${name} IS NOT NULL`
  // Of unique values, counting would only sort them all to find 1 each time.
  const isUnique = facts !== undefined && facts.distinctCount === facts.valueCount
  const sql = isUnique
    ? `SELECT ${value}, 1 ${from} ORDER BY ${name} LIMIT ${VALUES_READ}`
    : `SELECT ${value}, count(*) ${from} GROUP BY ${name} ORDER BY count(*) DESC, ${name} LIMIT ${VALUES_READ}`
  const rows = await source.query(sql, VALUES_READ)
  return rows?.map(([found, count]) => ({ value: found ?? null, count: Number(count) }))
}
