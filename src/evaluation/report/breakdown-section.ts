import type { MetricId } from '../metrics/metric.ts'
import type { ComponentScore, GroupScore, MetricSummary, ScoreSummary } from '../summary/score-summary.ts'
import { type Bar, barChart } from './bar-chart.ts'
import { type Html, html } from './html.ts'
import { countOf, percentText } from './number-text.ts'
import { wilsonInterval } from './wilson-interval.ts'

/** Longer lists have their end folded away. */
const MOST_BARS = 25

/** Their scores are means, of which the group's count and score alone give no interval. */
const GRADED: ReadonlySet<MetricId> = new Set(['ves', 'r-ves', 'soft-f1'])

/** Accuracy by difficulty, database and SQL feature, for each metric. */
export function breakdownSection({ card, metrics }: ScoreSummary): Html {
  const panels = card.metrics.flatMap((id) => (metrics[id] === undefined ? [] : [panelOf(id, metrics[id])]))
  return html`<section id="breakdown" aria-labelledby="breakdown-heading">
<h2 id="breakdown-heading">Where it is right</h2>
${panels}</section>`
}

function panelOf(id: MetricId, metric: MetricSummary): Html {
  return html`<div class="panel" data-metric="${id}">
<h3>${metric.title}</h3>
<div class="charts">
<div>${chart(metric.byDifficulty, id, { caption: 'By difficulty', heading: 'Difficulty' })}
${chart(worstFirst(metric.byFeature), id, { caption: 'By what the gold SQL uses', heading: 'SQL' })}</div>
<div>${chart(worstFirst(metric.byDatabase), id, { caption: 'By database, the hardest first', heading: 'Database' })}
${componentTable(metric.components)}</div>
</div>
</div>
`
}

function chart(
  groups: readonly GroupScore[],
  id: MetricId,
  text: { readonly caption: string; readonly heading: string },
): Html | null {
  if (groups.length === 0) return null
  const bars = groups.map((group): Bar => {
    const interval = GRADED.has(id) ? undefined : wilsonInterval(group.score, group.count)
    return { ...group, ...(interval && { interval }) }
  })
  const rest = bars.slice(MOST_BARS)
  const caption = `${text.caption}: the others`
  return html`${barChart(bars.slice(0, MOST_BARS), text)}${
    rest.length > 0 &&
    html`<details class="more"><summary>${countOf(rest.length, 'more row')}</summary>${barChart(rest, { ...text, caption })}</details>`
  }`
}

function worstFirst(groups: readonly GroupScore[]): readonly GroupScore[] {
  return groups.toSorted((one, other) => one.score - other.score || other.count - one.count)
}

function componentTable(components: readonly ComponentScore[] | undefined): Html | null {
  if (components === undefined) return null
  return html`<table class="figures">
<caption>By part of the query, in %</caption>
<thead><tr><th scope="col">Part</th><th scope="col" class="number">Accuracy</th><th scope="col" class="number">Recall</th><th scope="col" class="number">F1</th></tr></thead>
<tbody>
${components.map(
  ({ name, accuracy, recall, f1 }) =>
    html`<tr><th scope="row">${name}</th>${[accuracy, recall, f1].map((value) => html`<td class="number">${percentText(value)}</td>`)}</tr>
`,
)}</tbody>
</table>`
}
