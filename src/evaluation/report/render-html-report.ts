import { createHash } from 'node:crypto'
import type { ScoredQuestion } from '../scored-question.ts'
import type { ScoreSummary } from '../summary/score-summary.ts'
import { breakdownSection } from './breakdown-section.ts'
import { calibrationSection } from './calibration-section.ts'
import { groupFailures, type Schemas } from './failure-groups.ts'
import { failuresSection } from './failures-section.ts'
import { type Html, html, trusted } from './html.ts'
import { countOf } from './number-text.ts'
import { problemsSection } from './problems-section.ts'
import { questionList } from './question-list.ts'
import { REPORT_SCRIPT } from './report-script.ts'
import { REPORT_STYLE } from './report-style.ts'
import type { RowDifference } from './row-difference.ts'
import { scoreCardSection } from './score-card-section.ts'
import { scoreSection } from './score-section.ts'

export interface HtmlReport {
  readonly title: string
  readonly summary: ScoreSummary
  readonly questions: readonly ScoredQuestion[]
  /** Schemas of the databases, from which causes of failure are read. */
  readonly schemas: Schemas
  /** In which rows failures differ, by index of the question; `collectDifferences` finds them. */
  readonly differences: ReadonlyMap<number, RowDifference>
  readonly madeAt: Date
}

/**
 * An evaluation as one HTML file that needs nothing else: no network, no font, and no script to be read. A content
 * security policy allows its own style and script by their hashes, and nothing more.
 */
export function renderHtmlReport(report: HtmlReport): string {
  const { title, summary, questions, schemas, differences } = report
  const { metrics } = summary.card
  const groups = groupFailures(questions, schemas)
  const detailed = new Set(groups.flatMap((group) => group.detailed.map(({ question }) => question.index)))
  const calibration = calibrationSection(summary.calibration)
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${trusted(REPORT_STYLE)}</style>
</head>
<body>
<a class="skip" href="#score">Skip to the score</a>
${header(report)}
<div class="tools">
${navigation(calibration !== null)}
<form class="control">
${metrics.length > 1 && metricChooser(summary)}<label>Filter <input id="filter" type="search" placeholder="words of question, SQL, database" autocomplete="off" spellcheck="false"></label>
<output id="found" for="filter"></output>
</form>
</div>
<main>
${scoreSection(summary, questions)}
${scoreCardSection(summary.card)}
${breakdownSection(summary)}
${calibration}
${problemsSection(summary.problems)}
${failuresSection({ groups, metrics, differences })}
${questionList(questions, metrics, detailed)}
</main>
<script>${trusted(REPORT_SCRIPT)}</script>
</body>
</html>
`
  return page.markup
}

function header({ title, questions, summary, madeAt }: HtmlReport): Html {
  const databases = new Set(questions.map(({ question }) => question.dbId)).size
  const { run, predictions } = summary.card
  const made = madeAt.toISOString()
  const of = run === null ? (predictions?.name ?? '') : `${run.model}, profile ${run.profile}`
  return html`<header>
<h1>${title}</h1>
<p>${of === '' ? '' : `${of} · `}${countOf(summary.count, 'question')} on ${countOf(databases, 'database')} · <time datetime="${made}">${made.slice(0, 16).replace('T', ' ')} UTC</time></p>
</header>`
}

function navigation(hasCalibration: boolean): Html {
  const places = [
    ['score', 'Score'],
    ['breakdown', 'Where right'],
    ...(hasCalibration ? [['calibration', 'Confidence'] as const] : []),
    ['problems', 'Problems'],
    ['failures', 'Why wrong'],
    ['questions', 'Questions'],
  ] as const
  return html`<nav aria-label="Sections">${places.map(([id, name]) => html`<a href="#${id}">${name}</a> `)}</nav>`
}

function metricChooser({ card, metrics }: ScoreSummary): Html {
  return html`<label>Metric <select id="metric">${card.metrics.map((id) => html`<option value="${id}">${metrics[id]?.title ?? id}</option>`)}</select></label>
`
}

function policy(): string {
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  return `default-src 'none'; style-src ${hash(REPORT_STYLE)}; script-src ${hash(REPORT_SCRIPT)}; base-uri 'none'; form-action 'none'`
}
