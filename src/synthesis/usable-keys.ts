import { columnKey } from '../database/schema.ts'
import type { JoinKey, Survey } from '../exploration/survey.ts'

/** The keys that questions are asked along: those whose parent is one row, and of guessed ones those that are sure. */
export function usableKeys(survey: Survey): readonly JoinKey[] {
  return bestKeys(survey.joins).filter((key) => refersToOne(key, survey))
}

// Below, a guessed key is wrong too often to ask questions along it.
const SURE = 0.5

/** Of several keys that say the same (faculty.campus refers to campuses and, guessed, to fees), the surest. */
function bestKeys(joins: readonly JoinKey[]): readonly JoinKey[] {
  const declared = new Set(
    joins
      .filter(({ origin }) => origin === 'declared')
      .flatMap(({ from }) => from.columns.map((column) => columnKey({ table: from.table, column }))),
  )
  return joins.filter(
    ({ origin, confidence, from }) =>
      origin === 'declared' ||
      (confidence >= SURE &&
        !from.columns.some((column) => declared.has(columnKey({ table: from.table, column })))),
  )
}

/** What is referred to must be one row: joined to several, rows would be counted several times. */
function refersToOne({ to }: JoinKey, survey: Survey): boolean {
  const table = survey.schema.tables.find(({ name }) => name === to.table)
  const isSame = (columns: readonly string[]): boolean =>
    columns.length === to.columns.length && columns.every((column) => to.columns.includes(column))
  if (table !== undefined && (isSame(table.primaryKey) || table.uniqueKeys.some(isSame))) return true
  const profile = survey.tables
    .find((one) => one.table === to.table)
    ?.columns.find((one) => one.column === to.columns[0])
  return (
    to.columns.length === 1 &&
    profile !== undefined &&
    profile.isEstimate !== true &&
    profile.nullCount === 0 &&
    profile.distinctCount === profile.rowCount
  )
}
