import type { MetricId } from '../metrics/metric.ts'
import type { ScoredQuestion } from '../scored-question.ts'
import { scoreText } from './failure-details.ts'
import { type Html, html } from './html.ts'
import { countOf, countText } from './number-text.ts'
import { cutText, lineText } from './visible-text.ts'

const MOST_QUESTIONS = 10_000
const QUESTION_LENGTH = 160

/** Every question in a line, right ones too; those that are shown in full lead there. */
export function questionList(
  questions: readonly ScoredQuestion[],
  metrics: readonly MetricId[],
  detailed: ReadonlySet<number>,
): Html {
  const left = questions.length - MOST_QUESTIONS
  return html`<section id="questions" aria-labelledby="questions-heading">
<h2 id="questions-heading">Every question</h2>
<details class="list">
<summary>${left > 0 ? `The first ${countText(MOST_QUESTIONS)} of ${countText(questions.length)} questions` : countOf(questions.length, 'question')}, right ones too</summary>
${
  left > 0 &&
  html`<p class="note">The other ${countText(left)} are in the JSONL file that <code>--per-question</code> writes.</p>
`
}<table class="questions">
<thead><tr><th scope="col" class="number">No.</th><th scope="col">Question</th><th scope="col">Database</th><th scope="col">Difficulty</th>${metrics.map((id) => html`<th scope="col" data-metric="${id}">${id}</th>`)}</tr></thead>
<tbody>
${questions.slice(0, MOST_QUESTIONS).map((scored) => questionRow(scored, metrics, detailed))}</tbody>
</table>
</details>
</section>`
}

function questionRow(
  { question, spiderDifficulty, verdicts }: ScoredQuestion,
  metrics: readonly MetricId[],
  detailed: ReadonlySet<number>,
): Html {
  const text = lineText(cutText(question.question, QUESTION_LENGTH))
  const { index } = question
  return html`<tr><td class="number">${index}</td><td>${detailed.has(index) ? html`<a href="#q${index}">${text}</a>` : text}</td><td>${question.dbId}</td><td>${question.difficulty ?? spiderDifficulty ?? ''}</td>${metrics.map((id) => verdictCell(id, verdicts[id]?.score))}</tr>
`
}

function verdictCell(id: MetricId, score: number | undefined): Html {
  const text = score === undefined ? '–' : scoreText(score)
  return html`<td data-metric="${id}"${score === 0 && html` class="wrong"`}>${text}</td>`
}
