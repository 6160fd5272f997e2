import type { MetricId } from '../metrics/metric.ts'
import type { ScoredQuestion } from '../scored-question.ts'
import type { MetricSummary, ScoreSummary } from '../summary/score-summary.ts'
import { barOf } from './bar-chart.ts'
import { type Html, html } from './html.ts'
import { isRight } from './is-right.ts'
import { countOf, countText, percentText } from './number-text.ts'

/** What it means that a prediction is right. */
const MEANINGS: Readonly<Record<MetricId, string>> = {
  ex: 'return what the gold query returns',
  em: 'say the same as the gold query, clause by clause',
  ts: 'return what the gold query returns on every database of the test suite',
  'bird-ex': 'return the set of rows that the gold query returns',
  ves: 'return what the gold query returns; the score also counts how fast they do',
  'r-ves': 'return what the gold query returns; the score also counts how fast they do',
  'soft-f1':
    'return exactly the cells that the gold query returns; the score also counts partly right results',
}

/** The figure of each metric with its interval, and what it says in a plain sentence. */
export function scoreSection(summary: ScoreSummary, questions: readonly ScoredQuestion[]): Html {
  const shown = summary.card.metrics.flatMap((id) => {
    const metric = summary.metrics[id]
    return metric === undefined ? [] : [scoreOf(id, metric, summary.count, rightCount(id, questions))]
  })
  return html`<section id="score" aria-labelledby="score-heading">
<h2 id="score-heading">Score</h2>
<div class="scores">
${shown}</div>
</section>`
}

function scoreOf(id: MetricId, metric: MetricSummary, count: number, right: number): Html {
  const [low, high] = metric.interval
  const maximum = Math.max(100, metric.score, high)
  return html`<article class="score">
<h3>${metric.title} <code>${id}</code></h3>
<p class="figure">${percentText(metric.score)}<span class="unit"> %</span></p>
${barOf(metric.score, { maximum, interval: metric.interval })}
<p>${countText(right)} of ${countOf(count, 'prediction')} ${MEANINGS[id]}. On other questions of this kind, expect a score between <strong>${percentText(low)}</strong> and <strong>${percentText(high)} %</strong> (95 % interval).</p>
${metric.band === undefined ? null : html`<p class="note">Times vary: running it again would move the score by up to ${percentText(metric.band)} points.</p>`}</article>
`
}

function rightCount(id: MetricId, questions: readonly ScoredQuestion[]): number {
  return questions.filter(({ verdicts }) => verdicts[id] !== undefined && isRight(verdicts[id])).length
}
