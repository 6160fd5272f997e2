import type { Random } from '../base/random.ts'
import type { Row, SqlValue } from '../database/database.ts'
import type { Column, Table } from '../database/schema.ts'
import type { Dialect } from '../sql/dialect.ts'
import { quoteName } from '../sql/print-name.ts'
import type { ColumnFacts } from './column-facts.ts'
import type { ValueCount } from './profile-column.ts'
import { boundedExpression, shortenValue } from './shorten-value.ts'
import type { TableSource } from './table-source.ts'

const CHUNKS = 4

/** Rows from evenly spaced places of a table, in its order; texts are bounded. Empty when the table cannot be read. */
export async function readSpacedRows(
  source: TableSource,
  dialect: Dialect,
  table: Table,
  rowCount: number,
  wantedRows: number,
): Promise<readonly Row[]> {
  const rows: Row[] = []
  const chunkRows = Math.ceil(wantedRows / CHUNKS)
  for (let chunk = 0; chunk < CHUNKS; chunk++) {
    const offset = Math.floor((Math.max(0, rowCount - chunkRows) * chunk) / (CHUNKS - 1))
    rows.push(...((await source.query(rowsQuery(dialect, table, chunkRows, offset), chunkRows)) ?? []))
  }
  return rows
}

/** Rows drawn at random, in the table's order: the same data and seed give the same rows. */
export async function drawRows(
  source: TableSource,
  dialect: Dialect,
  table: Table,
  rowCount: number,
  { wantedRows, random }: { readonly wantedRows: number; readonly random: Random },
): Promise<readonly Row[]> {
  const offsets = drawNumbers(rowCount, wantedRows, random)
  const picks = offsets.map(
    (offset) => `SELECT ${offset}, picked.* FROM (${rowsQuery(dialect, table, 1, offset)}) AS picked`,
  )
  const rows = (await source.query(picks.join(' UNION ALL '), offsets.length)) ?? []
  // No engine promises the order of a union.
  const ordered = [...rows].sort((left, right) => Number(left[0]) - Number(right[0]))
  return ordered.map((row) => row.slice(1).map(shortenValue))
}

/** Different whole numbers below the bound, ascending. */
export function drawNumbers(bound: number, wanted: number, random: Random): readonly number[] {
  if (bound <= wanted) return Array.from({ length: bound }, (_, index) => index)
  const drawn = new Set<number>()
  while (drawn.size < wanted) drawn.add(random.below(bound))
  return [...drawn].sort((left, right) => left - right)
}

/** In the order of the primary key where there is one, so that the rows do not depend on the engine's plan. */
function rowsQuery(dialect: Dialect, table: Table, limit: number, offset: number): string {
  const columns = table.columns.map((column) =>
    boundedExpression(quoteName(column.name, dialect.identifierQuote), column),
  )
  const order = table.primaryKey.map((column) => quoteName(column, dialect.identifierQuote)).join(', ')
  const orderBy = order === '' ? '' : ` ORDER BY ${order}`
  return `SELECT ${columns.join(', ')} FROM ${quoteName(table.name, dialect.identifierQuote)}${orderBy} LIMIT ${limit} OFFSET ${offset}`
}

/** What a sample tells of one of its columns, carried over to the whole table. */
export function estimateFacts(
  column: Column,
  values: readonly SqlValue[],
  rowCount: number,
): { readonly facts: ColumnFacts; readonly values: readonly ValueCount[] } {
  const counts = countValues(values)
  const present = values.filter((value) => value !== null)
  const valueCount = values.length === 0 ? 0 : Math.round((rowCount * present.length) / values.length)
  const sorted = counts.map(({ value }) => value).sort(compareValues)
  const lengths = present.map((value) => (typeof value === 'string' ? value.length : 0))
  return {
    values: counts,
    facts: {
      valueCount,
      distinctCount: estimateDistinct(counts, present.length, valueCount),
      minimum: sorted[0] ?? null,
      maximum: sorted.at(-1) ?? null,
      hasFractions:
        column.type !== 'text' && present.some((value) => typeof value === 'number' && value % 1 !== 0),
      averageLength: lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length),
    },
  }
}

/** The guaranteed-error estimator (Charikar et al., 2000): values seen once stand for the square root of what is unseen. */
function estimateDistinct(counts: readonly ValueCount[], sampleSize: number, valueCount: number): number {
  if (sampleSize === 0) return 0
  const once = counts.filter(({ count }) => count === 1).length
  if (once === sampleSize) return valueCount
  const estimate = Math.sqrt(valueCount / sampleSize) * once + counts.length - once
  return Math.min(valueCount, Math.round(estimate))
}

/** Most frequent first; among equals, in the order of the values. */
function countValues(values: readonly SqlValue[]): ValueCount[] {
  const counts = new Map<string, { value: SqlValue; count: number }>()
  for (const value of values) {
    if (value === null || value instanceof Uint8Array) continue
    const key = typeof value === 'string' ? `s${value}` : `n${value}`
    const known = counts.get(key)
    if (known === undefined) counts.set(key, { value, count: 1 })
    else known.count++
  }
  return [...counts.values()].sort(
    (left, right) => right.count - left.count || compareValues(left.value, right.value),
  )
}

/** Numbers before texts, as SQLite sorts them. */
function compareValues(left: SqlValue, right: SqlValue): number {
  if (typeof left === 'string' || typeof right === 'string') {
    if (typeof left !== 'string') return -1
    if (typeof right !== 'string') return 1
  }
  return left! < right! ? -1 : left! > right! ? 1 : 0
}
