import { type ColumnName, columnKey } from '../../database/schema.ts'
import type { JoinKey, Survey } from '../../exploration/survey.ts'
import { usableKeys } from '../usable-keys.ts'
import type { ExamplePool } from './example-pool.ts'

/** What examples should use at least once. */
export type CoverageTarget =
  | { readonly kind: 'column'; readonly column: ColumnName }
  | { readonly kind: 'join'; readonly key: JoinKey }

/**
 * Every column that holds data, and every key between tables that hold some. Of guessed keys only those that questions
 * are asked along: tables that refer to the same third one have values in common, and mean nothing to each other.
 */
export function coverageTargets(survey: Survey): readonly CoverageTarget[] {
  const filled = new Set<string>()
  const columns = survey.tables.flatMap((table) =>
    table.columns
      .filter(({ rowCount, nullCount }) => rowCount > nullCount)
      .map(({ column }): CoverageTarget => {
        filled.add(columnKey({ table: table.table, column }))
        return { kind: 'column', column: { table: table.table, column } }
      }),
  )
  const usable = new Set(usableKeys(survey))
  const isFilled = ({ table, columns: names }: JoinKey['from']): boolean =>
    names.every((column) => filled.has(columnKey({ table, column })))
  const joins = survey.joins
    .filter(({ from, to }) => isFilled(from) && isFilled(to))
    .filter((key) => key.origin === 'declared' || usable.has(key))
    .map((key): CoverageTarget => ({ kind: 'join', key }))
  return [...columns, ...joins]
}

export function isCovered(target: CoverageTarget, pool: ExamplePool): boolean {
  return target.kind === 'column'
    ? pool.columnUses.has(columnKey(target.column))
    : pool.joinUses.has(target.key)
}

/** A column of bytes: of which nothing can be asked but whether they are there. */
export function isBytes(target: CoverageTarget, { tables }: Survey): boolean {
  if (target.kind === 'join') return false
  const { table, column } = target.column
  return tables.some((each) =>
    each.columns.some(
      (profile) => profile.table === table && profile.column === column && profile.content === 'blob',
    ),
  )
}
