import type { Row } from '../../database/database.ts'
import { cutToWidth } from './display-width.ts'
import { safeText } from './safe-text.ts'
import { type TableStyle, tableText } from './table.ts'

const SHOWN_ROWS = 50

export interface ResultRows {
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
  readonly truncated: boolean
}

/** A table and the line that counts its rows. */
export function resultText({ columns, rows, truncated }: ResultRows, style: TableStyle): string {
  const shown = rows.slice(0, style.shownRows ?? SHOWN_ROWS)
  const count = style.colours.dim(countText(rows.length, shown.length, truncated))
  if (rows.length === 0) {
    const heads = cutToWidth(safeText(columns.join(', ')), style.width)
    return `${style.colours.dim(heads)}\n${count}`
  }
  return `${tableText(columns, shown, style)}\n${count}`
}

function countText(read: number, shown: number, truncated: boolean): string {
  const rows = `${read.toLocaleString('en')} ${read === 1 ? 'row' : 'rows'}`
  const more = truncated ? ', and there are more: --limit reads further' : ''
  const hidden = shown < read ? `; the first ${shown} are shown, --csv prints all` : ''
  return `${rows}${more}${hidden}`
}
