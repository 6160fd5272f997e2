import type { Row, SqlValue } from '../../database/database.ts'
import { type Html, html } from './html.ts'
import { countOf } from './number-text.ts'
import type { ComparedRows, ResultShape, RowDifference, RowRelation, RowSample } from './row-difference.ts'
import { cutText, lineText } from './visible-text.ts'

const MOST_COLUMNS = 12
const CELL_LENGTH = 80
const MESSAGE_LENGTH = 600

const RELATIONS: Readonly<Record<RowRelation, string>> = {
  same: 'Run as they are written, both return the same rows: it is the rules of the metric that tell them apart.',
  'other-order': 'Both return the same rows, in another order.',
  'other-column-order': 'Both return the same rows, with the columns in another order.',
  'other-columns': 'The rows agree in the columns that both show; one query shows more.',
  'other-copies': 'Both return the same rows, but some of them not as often.',
  'other-rows': 'The rows differ.',
}

/** In which rows gold and prediction differ, or what the engine said of the one that failed. */
export function rowDifferenceTable(difference: RowDifference): Html {
  switch (difference.kind) {
    case 'gold-failed':
      return html`<p class="engine"><strong>The gold query failed:</strong> <code>${cutText(difference.message, MESSAGE_LENGTH)}</code></p>`
    case 'prediction-failed':
      return html`<p class="engine"><strong>The prediction failed:</strong> <code>${cutText(difference.message, MESSAGE_LENGTH)}</code></p>`
    case 'compared':
      return comparedRows(difference)
  }
}

function comparedRows({ relation, gold, predicted, onlyInGold, onlyInPredicted }: ComparedRows): Html {
  return html`<p class="shapes">${RELATIONS[relation]} <span class="note">Gold: ${shapeText(gold)}. Prediction: ${shapeText(predicted)}.</span></p>
<div class="pair">
${sampleTable('gold', 'Only in gold', gold.columns, onlyInGold)}
${sampleTable('made', 'Only in the prediction', predicted.columns, onlyInPredicted)}</div>`
}

function shapeText({ columns, rowCount }: ResultShape): string {
  return `${countOf(rowCount, 'row')} of ${countOf(columns.length, 'column')}`
}

function sampleTable(
  side: 'gold' | 'made',
  title: string,
  columns: readonly string[],
  { count, rows }: RowSample,
): Html | null {
  if (count === 0) return null
  const caption = `${title}: ${countOf(count, 'row')}${count > rows.length ? `, the first ${rows.length} shown` : ''}`
  const hidden = columns.length - MOST_COLUMNS
  return html`<div class="rows ${side}" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${columns.slice(0, MOST_COLUMNS).map((column, at) => html`<th scope="col"${isNumber(rows[0]?.[at]) && html` class="number"`}>${cellText(column)}</th>`)}${hidden > 0 && html`<th scope="col" class="note">${countOf(hidden, 'more column')}</th>`}</tr></thead>
<tbody>
${rows.map(
  (row) => html`<tr>${cellsOf(row)}${hidden > 0 && html`<td class="note">…</td>`}</tr>
`,
)}</tbody>
</table></div>`
}

function cellsOf(row: Row): Html[] {
  return row.slice(0, MOST_COLUMNS).map((value) => {
    if (value === null) return html`<td class="null">NULL</td>`
    return html`<td${isNumber(value) && html` class="number"`}>${valueText(value)}</td>`
  })
}

function isNumber(value: SqlValue | undefined): boolean {
  return typeof value === 'number' || typeof value === 'bigint'
}

function valueText(value: Exclude<SqlValue, null>): string {
  if (value instanceof Uint8Array)
    return `0x${Buffer.from(value.subarray(0, 8)).toString('hex')} (${countOf(value.length, 'byte')})`
  return typeof value === 'string' ? cellText(value) : String(value)
}

function cellText(text: string): string {
  return lineText(cutText(text, CELL_LENGTH))
}
