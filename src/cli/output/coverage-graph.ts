import { type Html, html } from '../../evaluation/report/html.ts'
import type { Coverage } from '../../synthesis/pool-coverage/measure-coverage.ts'
import { BOX, type PlacedTable, placeTables } from '../../synthesis/pool-coverage/place-tables.ts'

const MARGIN = 40
/** A wider picture would be too small to read when it is fitted to the page. */
const WIDEST_FITTED = 1_800
const LONGEST_NAME = 24

/** The DB graph: each column with how many examples use it, each join as thick as it is used. */
export function coverageGraph(coverage: Coverage): Html {
  const plan = placeTables(coverage)
  const most = Math.max(1, ...coverage.tables.flatMap(({ columns }) => columns.map(({ uses }) => uses)))
  const mostJoin = Math.max(1, ...coverage.joins.map(({ uses }) => uses))
  const places = new Map(plan.placed.map((placed) => [placed.table.table, placed]))
  const width = plan.width + 2 * MARGIN
  const height = plan.height + 2 * MARGIN
  const edges = coverage.joins.flatMap(({ key, uses }) => {
    const [from, to] = [places.get(key.from.table), places.get(key.to.table)]
    if (from === undefined || to === undefined) return []
    const path = pathBetween(from, lineOf(from, key.from.columns[0]!), to, lineOf(to, key.to.columns[0]!))
    const thickness = uses === 0 ? 1.2 : 1.2 + 4.8 * Math.sqrt(uses / mostJoin)
    const says = `${key.from.table}.${key.from.columns.join(', ')} = ${key.to.table}.${key.to.columns.join(', ')}: ${uses} examples`
    return [
      html`<path class="${uses === 0 ? 'join idle' : 'join'}" d="${path}" stroke-width="${thickness.toFixed(1)}"><title>${says}</title></path>`,
    ]
  })
  const boxes = plan.placed.map((placed) => boxOf(placed, most))
  return html`<div class="${width <= WIDEST_FITTED ? 'graph fitted' : 'graph'}"><svg role="img" aria-label="Tables, columns and joins, and how often examples use them" width="${width}" height="${height}" viewBox="${-MARGIN} ${-MARGIN} ${width} ${height}">${edges}${boxes}</svg></div>`
}

function boxOf({ table, x, y, width, height, columns, hiddenColumns }: PlacedTable, most: number): Html {
  const lines = columns.map(({ column, uses, isEmpty }, index) => {
    const top = BOX.head + index * BOX.line
    const share = uses === 0 ? 0 : Math.max(0.06, Math.sqrt(uses / most))
    const kind = isEmpty ? 'empty' : uses === 0 ? 'unused' : ''
    return html`<g class="column ${kind}" transform="translate(0 ${top})"><title>${column}: ${isEmpty ? 'holds no data' : `${uses} examples`}</title><rect class="heat" x="1" y="1" width="${((width - 2) * share).toFixed(0)}" height="${BOX.line - 2}"/><text x="8" y="12.5">${cut(column)}</text><text class="count" x="${width - 8}" y="12.5">${isEmpty ? '–' : uses}</text></g>`
  })
  const rest = html`<text class="rest" x="8" y="${BOX.head + columns.length * BOX.line + 12.5}">and ${hiddenColumns} more</text>`
  return html`<g class="table" transform="translate(${x} ${y})"><title>${table.table}: ${table.rowCount} rows, ${table.uses} examples</title><rect class="box" width="${width}" height="${height}" rx="4"/><text class="name" x="8" y="17.5">${cut(table.table)}</text><text class="count" x="${width - 8}" y="17.5">${table.uses}</text><line x1="0" x2="${width}" y1="${BOX.head - 2}" y2="${BOX.head - 2}"/>${lines}${hiddenColumns > 0 ? rest : null}</g>`
}

function lineOf({ columns, y }: PlacedTable, column: string): number {
  const index = columns.findIndex((shown) => shown.column === column)
  return y + (index < 0 ? BOX.head / 2 : BOX.head + index * BOX.line + BOX.line / 2)
}

/** From side to side where the boxes stand beside each other, around the right side where one is above the other. */
function pathBetween(from: PlacedTable, fromY: number, to: PlacedTable, toY: number): string {
  const isBeside = Math.abs(from.x - to.x) > 1
  const [startX, endX] = isBeside
    ? from.x < to.x
      ? [from.x + from.width, to.x]
      : [from.x, to.x + to.width]
    : [from.x + from.width, to.x + to.width]
  const bend = isBeside ? (endX - startX) / 2 : 34
  const endBend = isBeside ? endX - bend : endX + bend
  return `M${startX} ${fromY}C${startX + bend} ${fromY} ${endBend} ${toY} ${endX} ${toY}`
}

function cut(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name
}
