import { columnKey } from '../database/schema.ts'
import type { ColumnProfile, Survey, TableProfile } from '../exploration/survey.ts'

/** A larger table holds data, not the meaning of codes. */
export const LOOKUP_ROWS = 500
/** A table that says more of each row holds things, not codes. */
const LOOKUP_COLUMNS = 4
/** Longer texts describe; they do not name. */
const LABEL_LENGTH = 60
const CODE_NAME =
  /(?:^|[_\W])(?:id|code|key|no|nr|num|number|order|rank|index|seq|status|type)$|order$|code$|id$|no$/i

export interface LookupColumns {
  readonly table: string
  /** Holds what is stored elsewhere, or the number that stands for several names. */
  readonly valueColumn: string
  /** Hold what people say. */
  readonly keywordColumns: readonly string[]
  /** The columns that refer to the value column by join key; none: the table explains its own codes. */
  readonly referredBy: readonly { readonly table: string; readonly column: string }[]
}

/** Tables that look like lists of codes with names: referred to by others first, the most often referred to first. */
export function suggestLookupTables(survey: Survey): readonly LookupColumns[] {
  return survey.tables
    .flatMap((table) => {
      const columns = findLookupColumns(survey, table.table)
      return columns !== undefined && isLookup(table, columns) ? [columns] : []
    })
    .sort(
      (one, other) => other.referredBy.length - one.referredBy.length || (one.table < other.table ? -1 : 1),
    )
}

/** The columns of a table that serve best, given those that a person chose; undefined when there are none. */
export function findLookupColumns(
  survey: Survey,
  tableName: string,
  chosen: { readonly valueColumn?: string; readonly keywordColumns?: readonly string[] } = {},
): LookupColumns | undefined {
  const profile = survey.tables.find((table) => isSame(table.table, tableName))
  if (profile === undefined) return undefined
  const value = chosen.valueColumn ?? chooseValueColumn(survey, profile)
  if (value === undefined) return undefined
  const labels =
    chosen.keywordColumns ??
    profile.columns
      .filter((column) => !isSame(column.column, value) && isLabel(survey, column))
      .map((column) => column.column)
  if (labels.length === 0) return undefined
  const referredBy = references(survey, profile.table).filter((reference) =>
    isSame(reference.toColumn, value),
  )
  return {
    table: profile.table,
    valueColumn: value,
    keywordColumns: labels,
    referredBy: referredBy.map(({ table, column }) => ({ table, column })),
  }
}

/** What others refer to; else the first column that is named and filled like a code. */
function chooseValueColumn(survey: Survey, { table, columns, rowCount }: TableProfile): string | undefined {
  const referred = references(survey, table)
  const [most] = [...columns]
    .map((column) => ({ column, uses: referred.filter((use) => isSame(use.toColumn, column.column)).length }))
    .filter(({ uses }) => uses > 0)
    .sort((one, other) => other.uses - one.uses)
  if (most !== undefined) return most.column.column
  const codes = columns.filter((column) => isCode(column) && CODE_NAME.test(column.column))
  // An order number says which names are synonyms; a row's own number says nothing.
  const shared = codes.find((column) => column.distinctCount < rowCount)
  return (shared ?? codes[0])?.column
}

function references(survey: Survey, table: string): { table: string; column: string; toColumn: string }[] {
  const found = new Map<string, { table: string; column: string; toColumn: string }>()
  for (const { from, to } of survey.joins) {
    if (!isSame(to.table, table) || to.columns.length !== 1 || isSame(from.table, table)) continue
    const use = { table: from.table, column: from.columns[0]!, toColumn: to.columns[0]! }
    found.set(columnKey(use), use)
  }
  return [...found.values()]
}

function isLookup(
  profile: TableProfile,
  { valueColumn, keywordColumns, referredBy }: LookupColumns,
): boolean {
  if (profile.rowCount === 0) return false
  const value = profile.columns.find((column) => isSame(column.column, valueColumn))!
  const label = profile.columns.find((column) => isSame(column.column, keywordColumns[0]!))!
  if (referredBy.length > 0)
    return (
      profile.rowCount <= LOOKUP_ROWS &&
      profile.columns.length <= LOOKUP_COLUMNS &&
      value.distinctCount === profile.rowCount
    )
  // Names that share an order number: fewer numbers than names, and few of both.
  return (
    value.distinctCount < profile.rowCount &&
    value.distinctCount <= label.distinctCount &&
    label.distinctCount <= LOOKUP_ROWS &&
    /order|code/i.test(valueColumn)
  )
}

function isCode({ content, averageLength }: ColumnProfile): boolean {
  return content === 'integer' || (content === 'text' && averageLength <= 12)
}

/** A short text that is not itself a reference to another table. */
function isLabel(
  survey: Survey,
  { table, column, content, averageLength, distinctCount }: ColumnProfile,
): boolean {
  const refers = survey.joins.some(
    ({ from }) => isSame(from.table, table) && from.columns.length === 1 && isSame(from.columns[0]!, column),
  )
  return content === 'text' && averageLength <= LABEL_LENGTH && distinctCount > 0 && !refers
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
