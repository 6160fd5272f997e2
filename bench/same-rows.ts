import type { Row } from '../src/database/database.ts'

export interface RowComparison {
  /** Columns beside the wanted ones are no mistake. */
  readonly allowsExtraColumns?: true
  /** The place of the wanted column whose order counts; without it, no order does. */
  readonly orderedBy?: number
}

/** Whether the rows hold the wanted ones, as bags and with the columns in any order. Numbers may differ in the ninth digit. */
export function haveSameRows(
  wanted: readonly Row[],
  rows: readonly Row[],
  { allowsExtraColumns, orderedBy }: RowComparison = {},
): boolean {
  if (wanted.length !== rows.length) return false
  if (wanted.length === 0) return true
  const width = wanted[0]!.length
  if (rows[0]!.length < width || (allowsExtraColumns !== true && rows[0]!.length > width)) return false
  const cells = rows.map((row) => row.map(cellText))
  const wantedCells = wanted.map((row) => row.map(cellText))
  const bag = bagOf(wantedCells)
  return columnChoices(wantedCells, cells).some((choice) => {
    const chosen = cells.map((row) => choice.map((column) => row[column]!))
    if (bagOf(chosen) !== bag) return false
    return (
      orderedBy === undefined || chosen.every((row, at) => row[orderedBy] === wantedCells[at]![orderedBy])
    )
  })
}

/** Every way to take for each wanted column another one with the same cells. */
function columnChoices(
  wanted: readonly (readonly string[])[],
  cells: readonly (readonly string[])[],
): readonly (readonly number[])[] {
  const bags = cells[0]!.map((_, column) => bagOf(cells.map((row) => [row[column]!])))
  const places = wanted[0]!.map((_, column) => {
    const bag = bagOf(wanted.map((row) => [row[column]!]))
    return [...bags.keys()].filter((at) => bags[at] === bag)
  })
  return places.reduce<readonly (readonly number[])[]>(
    (choices, columns) =>
      choices.flatMap((choice) =>
        columns.filter((column) => !choice.includes(column)).map((column) => [...choice, column]),
      ),
    [[]],
  )
}

function bagOf(rows: readonly (readonly string[])[]): string {
  return JSON.stringify(rows.map((row) => JSON.stringify(row)).sort())
}

function cellText(cell: Row[number]): string {
  if (typeof cell === 'number') return String(Number(cell.toPrecision(9)))
  return String(cell)
}
