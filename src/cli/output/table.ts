import type { Row, SqlValue } from '../../database/database.ts'
import { cellText } from './cell-text.ts'
import type { Colours } from './colours.ts'
import { cutToWidth, displayWidth } from './display-width.ts'
import { safeText } from './safe-text.ts'

export interface TableStyle {
  readonly colours: Colours
  /** Columns of the terminal; Infinity where there is none. */
  readonly width: number
  /** A longer result is cut for people: programs have --csv and --json. 50 if not said. */
  readonly shownRows?: number
}

const GAP = '  '
/** Wide enough for a date: columns that want no more stay whole. */
const NARROWEST = 10

/** Columns aligned, numbers to the right, cut to the terminal's width; too many columns become one record a row. */
export function tableText(columns: readonly string[], rows: readonly Row[], style: TableStyle): string {
  const heads = columns.map((name) => safeText(name))
  const cells = rows.map((row) => row.map((value) => safeText(cellText(value))))
  const wanted = heads.map((head, column) =>
    cells.reduce((width, row) => Math.max(width, displayWidth(row[column] ?? '')), displayWidth(head)),
  )
  const narrowest = wanted.reduce((sum, width) => sum + Math.min(width, NARROWEST) + GAP.length, -GAP.length)
  if (narrowest > style.width) return recordsText(heads, rows, style)
  const widths = shrinkToFit(wanted, style.width)
  const isRight = heads.map((_, column) => isNumeric(rows, column))

  const line = (texts: readonly string[], paint: (text: string, column: number) => string): string =>
    texts
      .map((text, column) => {
        const isLast = column === texts.length - 1 && !isRight[column]
        const cut = cutToWidth(text, widths[column]!)
        const padding = ' '.repeat(isLast ? 0 : widths[column]! - displayWidth(cut))
        return isRight[column] ? padding + paint(cut, column) : paint(cut, column) + padding
      })
      .join(GAP)

  const { colours } = style
  return [
    line(heads, colours.bold),
    colours.dim(widths.map((width) => '─'.repeat(width)).join(GAP)),
    ...cells.map((row, index) =>
      line(row, (text, column) => (rows[index]![column] === null ? colours.dim(text) : text)),
    ),
  ].join('\n')
}

/** For results with more columns than a line holds: a line for each value. */
function recordsText(heads: readonly string[], rows: readonly Row[], { colours, width }: TableStyle): string {
  const nameWidth = Math.min(30, Math.max(...heads.map(displayWidth)))
  const valueLine = (head: string, value: SqlValue): string => {
    const name = cutToWidth(head, nameWidth)
    const text = cutToWidth(safeText(cellText(value)), Math.max(NARROWEST, width - nameWidth - GAP.length))
    const padding = ' '.repeat(nameWidth - displayWidth(name))
    return `${colours.bold(name)}${padding}${GAP}${value === null ? colours.dim(text) : text}`
  }
  return rows
    .map((row, index) =>
      [
        colours.dim(`── row ${index + 1} ──`),
        ...heads.map((head, column) => valueLine(head, row[column] ?? null)),
      ].join('\n'),
    )
    .join('\n')
}

/** Takes from the widest columns until all fit, so that narrow ones stay whole. */
function shrinkToFit(wanted: readonly number[], width: number): number[] {
  const available = width - GAP.length * (wanted.length - 1)
  const widths = [...wanted]
  let excess = widths.reduce((sum, each) => sum + each, 0) - available
  while (excess > 0) {
    const widest = Math.max(...widths)
    if (widest <= NARROWEST) break
    const next = Math.max(NARROWEST, ...widths.filter((each) => each < widest))
    const affected = widths.filter((each) => each === widest).length
    const cut = Math.min(widest - next, Math.ceil(excess / affected))
    for (let index = 0; index < widths.length && excess > 0; index++) {
      if (widths[index] !== widest) continue
      const taken = Math.min(cut, excess)
      widths[index] = widest - taken
      excess -= taken
    }
  }
  return widths
}

function isNumeric(rows: readonly Row[], column: number): boolean {
  const values = rows.map((row) => row[column]).filter((value) => value !== null)
  return values.length > 0 && values.every((value) => typeof value === 'number' || typeof value === 'bigint')
}
