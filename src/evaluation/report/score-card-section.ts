import type { FileIdentity, RunIdentity, ScoreCard } from '../summary/score-summary.ts'
import { type Fragment, type Html, html } from './html.ts'
import { countText } from './number-text.ts'

/** Under what conditions the score was found: without them it means nothing. */
export function scoreCardSection(card: ScoreCard): Html {
  const facts: readonly (readonly [string, Fragment])[] = [
    ['Metrics', html`${card.metrics.join(', ')}, ${card.mode}`],
    ...(card.run === null ? [] : runFacts(card.run)),
    ['Questions', file(card.questions)],
    ['Predictions', card.predictions === null ? 'made by this run' : file(card.predictions)],
    ['Limit', `${countText(card.timeoutMs / 1_000)} s for one statement`],
    ...(card.metrics.some((id) => id === 'ves' || id === 'r-ves')
      ? [['Rounds', `${countText(card.rounds)} for each query`] as const]
      : []),
    ['Seed', String(card.seed)],
    ['Engine', card.engine],
    ['Made with', `Sonde ${card.sonde}, Node ${card.node}`],
  ]
  return html`<section id="card" aria-labelledby="card-heading">
<h2 id="card-heading">Score card</h2>
<dl class="card">
${facts.map(
  ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>
`,
)}</dl>
</section>`
}

function runFacts(run: RunIdentity): readonly (readonly [string, Fragment])[] {
  return [
    ['Model', `${run.model}, profile ${run.profile}`],
    ...(run.without.length > 0 ? [['Without', run.without.join(', ')] as const] : []),
    ['Evidence', run.usesEvidence ? 'given to the model' : 'not given to the model'],
    ['Knowledge', run.knowledge === 'frozen' ? 'frozen during the run' : 'grows from question to question'],
  ]
}

function file({ name, sha256 }: FileIdentity): Html {
  return html`${name} <span class="hash">sha256 ${sha256}</span>`
}
