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
  const counted = groups.map((group) => ({ ...group, counts: metrics.map((id) => countFailures(group, id)) }))
  const most = Math.max(1, ...counted.flatMap(({ counts }) => counts))
  const first = counted.toSorted((one, other) => (other.counts[0] ?? 0) - (one.counts[0] ?? 0))
  return html`<section id="failures" aria-labelledby="failures-heading">
<h2 id="failures-heading">Why it is wrong</h2>
${
  total === 0
    ? html`<p>Nothing is wrong.</p>`
    : html`<p>${countOf(total, 'prediction is', 'predictions are')} wrong${metrics.length > 1 && ' by at least one metric'}. Each has one cause here, the deepest in which its SQL differs from gold: a missing table changes the columns too, and only the table is named.</p>
${
  total > detailed &&
  html`<p class="note">${countText(detailed)} of them are shown in full, some of each cause. The other ${countText(total - detailed)} are in the list of questions below; everything about them is in the JSONL file that <code>--per-question</code> writes.</p>
`
}<p class="legend"><mark class="gold">only in gold</mark> <mark class="made">only in the prediction</mark></p>
<div id="causes">
${first.map((group) => groupOf(group, metrics, most, differences))}</div>
`
}<p id="nothing-found" class="note" hidden>Nothing matches.</p>
</section>`
}

interface CountedGroup extends FailureGroup {
  /** In the order of the metrics. */
  readonly counts: readonly number[]
}

function countFailures({ failures }: FailureGroup, id: MetricId): number {
  return failures.filter((scored) => failedMetrics(scored).includes(id)).length
}

function groupOf(
  { cause, failures, detailed, counts }: CountedGroup,
  metrics: readonly MetricId[],
  most: number,
  differences: ReadonlyMap<number, RowDifference>,
): Html {
  const left = failures.length - detailed.length
  return html`<details class="cause">
<summary><h3>${cause}</h3><span class="measures">${metrics.map((id, at) => measure(id, counts[at]!, most))}</span></summary>
${detailed.map((scored) => failureDetails(scored, differences.get(scored.question.index)))}${
  left > 0 &&
  html`<p class="note">${countText(left)} more of this cause, counted over all metrics, are not shown in full.</p>
`
}</details>
`
}

function measure(id: MetricId, count: number, most: number): Html {
  return html`<span class="measure" data-metric="${id}" data-count="${count}">${barOf((100 * count) / most, { maximum: 100 })}<span class="number">${countText(count)} <span class="unit">${id}</span></span></span>`
}
