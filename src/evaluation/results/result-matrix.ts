import type { Row, SqlValue } from '../../database/database.ts'

/** A result with each cell replaced by a number: two cells are the same exactly when their numbers are. */
export interface ResultMatrix {
  readonly rowCount: number
  readonly columnCount: number
  /** By column, then row. */
  readonly columns: readonly Int32Array[]
}

/** Numbers the cells of several results alike, by `keyOf`. */
export function numberCells(
  results: readonly (readonly Row[])[],
  keyOf: (value: SqlValue) => string,
): ResultMatrix[] {
  const numbers = new Map<string, number>()
  const numberOf = (value: SqlValue): number => {
    const key = keyOf(value)
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, numbers.size)
    return numbers.size - 1
  }
  return results.map((rows) => {
    const columnCount = rows[0]?.length ?? 0
    const columns = Array.from({ length: columnCount }, (_, column) =>
      Int32Array.from(rows, (row) => numberOf(row[column] ?? null)),
    )
    return { rowCount: rows.length, columnCount, columns }
  })
}

/**
 * Whether some order of the second matrix's columns makes the two the same: as lists of rows when `isOrdered`, else
 * as bags. Both have the same number of rows and columns.
 */
export function matchUnderPermutation(
  first: ResultMatrix,
  second: ResultMatrix,
  isOrdered: boolean,
): boolean {
  if (first.columns.every((column, index) => isSameList(column, second.columns[index]!))) return true
  const signature = isOrdered ? listSignature : bagSignature
  const wanted = first.columns.map(signature)
  const found = second.columns.map(signature)
  if (!isDeepEqual([...wanted].sort(), [...found].sort())) return false
  // Columns that are equal as lists make equal rows, whichever of them stands where.
  if (isOrdered || first.columnCount === 1) return true
  return findPermutation(first, second, { wanted, found })
}

interface Signatures {
  readonly wanted: readonly string[]
  readonly found: readonly string[]
}

/** Fills the places from the left; a choice stands only while the rows cut after it are the same bag. */
function findPermutation(first: ResultMatrix, second: ResultMatrix, { wanted, found }: Signatures): boolean {
  const chosen: number[] = []
  const lists = second.columns.map(listSignature)
  const bags = first.columns.map((_, last) => bagOfRows(first, range(last + 1)))
  const fill = (place: number): boolean => {
    if (place === first.columnCount) return true
    const tried = new Set<string>()
    for (let column = 0; column < second.columnCount; column++) {
      if (chosen.includes(column) || found[column] !== wanted[place] || tried.has(lists[column]!)) continue
      tried.add(lists[column]!)
      chosen.push(column)
      if (bagOfRows(second, chosen) === bags[place] && fill(place + 1)) return true
      chosen.pop()
    }
    return false
  }
  return fill(0)
}

function bagOfRows({ rowCount, columns }: ResultMatrix, chosen: readonly number[]): string {
  return Array.from({ length: rowCount }, (_, row) => chosen.map((column) => columns[column]![row]).join(','))
    .sort()
    .join(';')
}

function listSignature(column: Int32Array): string {
  return column.join(',')
}

function bagSignature(column: Int32Array): string {
  return column.slice().sort().join(',')
}

function isSameList(left: Int32Array, right: Int32Array): boolean {
  return left.every((cell, row) => cell === right[row])
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index)
}

function isDeepEqual(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((text, index) => text === right[index])
}
