import type { Problem } from '../summary/score-summary.ts'
import { type Html, html } from './html.ts'
import { countOf } from './number-text.ts'
import { cutText } from './visible-text.ts'

const MEANINGS: Readonly<Record<Problem['kind'], (count: number) => string>> = {
  'gold-failed': (count) =>
    `${countOf(count, 'gold query', 'gold queries')} did not run, so that nothing can be right there`,
  'unknown-database': (count) => `${countOf(count, 'question')} asked a database that is not there`,
  'no-prediction': (count) => `${countOf(count, 'question')} had no prediction`,
  malformed: (count) => `${countOf(count, 'entry', 'entries')} of the files could not be read`,
  'unreadable-gold': (count) => `${countOf(count, 'gold query', 'gold queries')} could not be parsed`,
}

/** What could not be judged: defects of the benchmark or its files, which count against the score all the same. */
export function problemsSection(problems: readonly Problem[]): Html {
  return html`<section id="problems" aria-labelledby="problems-heading">
<h2 id="problems-heading">Problems of the data</h2>
${
  problems.length === 0
    ? html`<p>None: every question could be judged.</p>`
    : html`<ul class="problems">
${problems.map(
  ({ kind, count, examples }) => html`<li><strong>${MEANINGS[kind](count)}.</strong>${
    examples.length > 0 &&
    html`
<ul>${examples.map((example) => html`<li>${cutText(example, 400)}</li>`)}${count > examples.length && html`<li class="note">and ${countOf(count - examples.length, 'more', 'more')}</li>`}</ul>`
  }</li>
`,
)}</ul>`
}
</section>`
}
