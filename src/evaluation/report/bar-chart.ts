import { type Html, html } from './html.ts'
import { countText, percentText } from './number-text.ts'

export interface Bar {
  readonly name: string
  readonly count: number
  /** In percent. */
  readonly score: number
  /** In percent; absent where none can be given. */
  readonly interval?: readonly [low: number, high: number]
}

export interface BarChartText {
  readonly caption: string
  /** What the bars stand for: "Difficulty". */
  readonly heading: string
}

/** A table with a bar in each row: chart and figures are one, so that eyes and screen readers get the same. */
export function barChart(bars: readonly Bar[], { caption, heading }: BarChartText): Html {
  const maximum = Math.max(100, ...bars.map(({ score }) => score))
  return html`<table class="bars">
<caption>${caption}</caption>
<thead><tr><th scope="col">${heading}</th><th scope="col" class="number">Questions</th><th scope="col" class="chart"><span class="unseen">Bar from 0 to ${percentText(maximum)} %</span></th><th scope="col" class="number score">%</th><th scope="col" class="number interval">95 % interval</th></tr></thead>
<tbody>
${bars.map((bar) => barRow(bar, maximum))}</tbody>
</table>`
}

function barRow({ name, count, score, interval }: Bar, maximum: number): Html {
  const range = interval === undefined ? '–' : `${percentText(interval[0])} – ${percentText(interval[1])}`
  return html`<tr><th scope="row">${name}</th><td class="number">${countText(count)}</td><td class="chart">${barOf(score, { maximum, ...(interval && { interval }) })}</td><td class="number strong">${percentText(score)}</td><td class="number interval">${range}</td></tr>
`
}

export interface BarScale {
  readonly maximum: number
  readonly interval?: readonly [low: number, high: number]
}

/** One bar with lines at the quarters and, where there is one, a line over its interval. As wide as its place. */
export function barOf(score: number, { maximum, interval }: BarScale): Html {
  const at = (value: number): string =>
    `${((100 * Math.min(Math.max(value, 0), maximum)) / maximum).toFixed(2)}%`
  const width = (low: number, high: number): string => `${((100 * (high - low)) / maximum).toFixed(2)}%`
  return html`<svg class="bar" width="100%" height="18" aria-hidden="true" focusable="false"><rect class="track" x="0" y="5" width="100%" height="8"/>${[0, 25, 50, 75, 100].map((quarter) => html`<line class="quarter" x1="${at(quarter)}" x2="${at(quarter)}" y1="1" y2="17"/>`)}<rect class="filled" x="0" y="5" width="${at(score)}" height="8"/>${
    interval === undefined
      ? null
      : html`<rect class="range" x="${at(interval[0])}" y="8.25" width="${width(interval[0], Math.min(interval[1], maximum))}" height="1.5"/>${interval.map((end) => html`<line class="end" x1="${at(end)}" x2="${at(end)}" y1="6" y2="12"/>`)}`
  }</svg>`
}
