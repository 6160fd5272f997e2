import type { VerdictReason } from '../metrics/metric.ts'
import type { PredictionRun, ScoredQuestion } from '../scored-question.ts'
import { failedMetrics } from './failure-groups.ts'
import { type Html, html } from './html.ts'
import { countText, percentText } from './number-text.ts'
import type { RowDifference } from './row-difference.ts'
import { rowDifferenceTable } from './row-difference-table.ts'
import { differenceOfSql, type SqlPiece } from './sql-difference.ts'
import { cutText } from './visible-text.ts'

const QUESTION_LENGTH = 1_000
const SQL_LENGTH = 6_000
const MESSAGE_LENGTH = 600

const REASONS: Readonly<Record<VerdictReason, string>> = {
  'gold-failed': 'the gold query fails',
  'no-prediction': 'no prediction',
  'prediction-failed': 'the prediction fails',
  'prediction-timeout': 'the prediction does not end in time',
  'prediction-unreadable': 'the metric cannot read the prediction',
  'other-columns': 'other columns',
  'other-row-count': 'another number of rows',
  'other-rows': 'other rows',
  'other-order': 'another order',
  'other-clauses': 'other clauses',
  'other-tables': 'other tables',
  'other-speed': 'another speed',
}

/** One failure in full: question, evidence, both queries with their differences, the verdicts, and the rows. */
export function failureDetails(scored: ScoredQuestion, difference: RowDifference | undefined): Html {
  const { question, predicted, run } = scored
  const gold = cutText(question.gold.trim(), SQL_LENGTH)
  const made = predicted === null ? '' : cutText(predicted.trim(), SQL_LENGTH)
  const pieces = differenceOfSql(gold, made)
  return html`<details class="failure" id="q${question.index}" data-fails="${failedMetrics(scored).join(' ')}">
<summary><span class="number">${question.index}</span> <span class="asked">${cutText(question.question, QUESTION_LENGTH)}</span> <span class="place">${question.dbId}${levelOf(scored)}</span></summary>
${
  question.evidence !== undefined &&
  question.evidence !== '' &&
  html`<p class="evidence"><strong>Evidence:</strong> ${cutText(question.evidence, QUESTION_LENGTH)}</p>
`
}<div class="pair">
${sqlBlock('gold', 'Gold', pieces.gold)}
${made === '' ? html`<div class="sql made"><h4>Prediction</h4><p class="note">There is none.</p></div>` : sqlBlock('made', 'Prediction', pieces.predicted)}
</div>
<ul class="verdicts">
${verdictItems(scored)}</ul>
${
  run === null
    ? null
    : html`<p class="note">${runText(run)}</p>
`
}${difference === undefined || isToldBy(scored, difference) ? null : rowDifferenceTable(difference)}
</details>
`
}

/** A verdict may have told already what the engine said. */
function isToldBy({ verdicts }: ScoredQuestion, difference: RowDifference): boolean {
  return (
    difference.kind !== 'compared' &&
    Object.values(verdicts).some(({ message }) => message?.includes(difference.message))
  )
}

/** ", hard": as the benchmark calls it, or else as Spider does. */
function levelOf({ question, spiderDifficulty }: ScoredQuestion): string {
  const level = question.difficulty ?? spiderDifficulty
  return level === null ? '' : `, ${level}`
}

function sqlBlock(side: 'gold' | 'made', title: string, pieces: readonly SqlPiece[]): Html {
  return html`<div class="sql ${side}"><h4>${title}</h4><pre><code>${pieces.map(({ text, isShared }) => (isShared ? text : html`<mark>${text}</mark>`))}</code></pre></div>`
}

function verdictItems({ verdicts }: ScoredQuestion): readonly Html[] {
  return Object.entries(verdicts).map(([id, { score, reason, message }]) => {
    const why = reason === null ? '' : `: ${REASONS[reason]}`
    return html`<li><code>${id}</code> ${scoreText(score)}${why}${message !== undefined && html`. <span class="message">${cutText(message, MESSAGE_LENGTH)}</span>`}</li>
`
  })
}

/** Right and wrong in words, what lies between in percent. */
export function scoreText(score: number): string {
  if (score === 1) return 'right'
  return score === 0 ? 'wrong' : `${percentText(100 * score)} %`
}

function runText({ status, confidence, ms, promptTokens = 0, replyTokens = 0 }: PredictionRun): string {
  const tokens = promptTokens + replyTokens
  const cost = tokens === 0 ? '' : `, ${countText(tokens)} tokens`
  return `The answer was “${status}”, with a confidence of ${percentText(100 * confidence)} %, after ${countText(Math.round(ms))} ms${cost}.`
}
