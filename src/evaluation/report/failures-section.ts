import type { MetricId } from '../metrics/metric.ts'
import { barOf } from './bar-chart.ts'
import { failureDetails } from './failure-details.ts'
import { type FailureGroup, failedMetrics } from './failure-groups.ts'
import { type Html, html } from './html.ts'
import { countOf, countText } from './number-text.ts'
import type { RowDifference } from './row-difference.ts'

export interface FailuresShown {
  readonly groups: readonly FailureGroup[]
  readonly metrics: readonly MetricId[]
  readonly differences: ReadonlyMap<number, RowDifference>
}

/** Why predictions are wrong: one bar for each cause, and below it the questions themselves. */
export function failuresSection({ groups, metrics, differences }: FailuresShown): Html {
  const total = groups.reduce((sum, { failures }) => sum + failures.length, 0)
  const detailed = groups.reduce((sum, group) => sum + group.detailed.length, 0)
  const most = Math.max(1, ...groups.map(({ failures }) => failures.length))
  return html`<section id="failures" aria-labelledby="failures-heading">
<h2 id="failures-heading">Why it is wrong</h2>
${
  total === 0
    ? html`<p>Nothing is wrong.</p>`
    : html`<p>${countOf(total, 'prediction is', 'predictions are')} wrong by at least one metric. Each has one cause here, the deepest in which its SQL differs from gold: a missing table also changes columns, and only the table is named.</p>
${
  total > detailed &&
  html`<p class="note">${countText(detailed)} of them are shown in full, some of each cause. The other ${countText(total - detailed)} are in the list of questions below; everything about them is in the JSONL file that <code>--per-question</code> writes.</p>
`
}<p class="legend"><mark class="gold">only in gold</mark> <mark class="made">only in the prediction</mark></p>
${groups.map((group) => groupOf(group, metrics, most, differences))}`
}<p id="nothing-found" class="note" hidden>Nothing matches.</p>
</section>`
}

function groupOf(
  { cause, failures, detailed }: FailureGroup,
  metrics: readonly MetricId[],
  most: number,
  differences: ReadonlyMap<number, RowDifference>,
): Html {
  const counts = metrics.map((id) => {
    const count = failures.filter((scored) => failedMetrics(scored).includes(id)).length
    return html`<span data-metric="${id}">${countText(count)} <span class="unit">${id}</span></span> `
  })
  const left = failures.length - detailed.length
  return html`<details class="cause" data-count="${failures.length}">
<summary><h3>${cause}</h3><span class="chart">${barOf((100 * failures.length) / most, { maximum: 100 })}</span><span class="counts">${counts}</span></summary>
${detailed.map((scored) => failureDetails(scored, differences.get(scored.question.index)))}${
  left > 0 &&
  html`<p class="note">${countText(left)} more of this cause are not shown in full.</p>
`
}</details>
`
}
