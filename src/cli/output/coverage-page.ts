import { createHash } from 'node:crypto'
import { seededRandom } from '../../base/random.ts'
import { type Html, html, trusted } from '../../evaluation/report/html.ts'
import { REPORT_STYLE } from '../../evaluation/report/report-style.ts'
import { type Coverage, DIFFICULTIES } from '../../synthesis/pool-coverage/measure-coverage.ts'
import { coverageGraph } from './coverage-graph.ts'
import { targetName } from './synthesize-document.ts'

const SAMPLES_PER_STRATEGY = 12
/** Shades of the heat map, by tenths. */
const SHADES = Array.from(
  { length: 10 },
  (_, index) =>
    `.heatmap .h${index + 1} { background: color-mix(in srgb, var(--bar) ${8 + index * 9}%, var(--paper)); }`,
).join('\n')
const STYLE = `${REPORT_STYLE}
.graph { overflow: auto; max-height: 46rem; border: 1px solid var(--line); background: var(--panel); }
.graph svg { display: block; }
.graph.fitted svg { max-width: 100%; height: auto; }
.graph text { font: 11px var(--sans); fill: var(--ink); }
.graph .name { font-weight: 650; font-size: 12px; }
.graph .count { text-anchor: end; fill: var(--soft); }
.graph .box { fill: var(--paper); stroke: var(--soft); }
.graph line { stroke: var(--line); }
.graph .heat { fill: var(--bar); fill-opacity: 0.42; }
.graph .unused text { fill: var(--made); font-weight: 600; }
.graph .empty text, .graph .rest { fill: var(--soft); font-style: italic; }
.graph .join { fill: none; stroke: var(--bar); stroke-opacity: 0.75; }
.graph .join:hover { stroke: var(--made); stroke-opacity: 1; }
.graph .idle { stroke: var(--made); stroke-dasharray: 4 4; }
.heatmap { width: auto; }
.heatmap td { text-align: right; min-width: 5.2rem; border: 1px solid var(--paper); padding: 0.2rem 0.6rem; }
.heatmap th { padding-right: 1.2rem; white-space: nowrap; }
.heatmap thead th { text-align: right; padding-right: 0.6rem; }
${SHADES}
.figures { display: flex; flex-wrap: wrap; gap: 0.6rem 2.6rem; }
.figures div { min-width: 7rem; }
.figures b { display: block; font-size: 1.9rem; line-height: 1.2; font-weight: 300; letter-spacing: -0.02em; }
.figures span { color: var(--soft); font-size: 0.87rem; }
.sample { border-top: 1px solid var(--line); padding: 0.5rem 0 0.6rem; }
.sample pre { color: var(--soft); }
.sample .note { float: right; padding-left: 1rem; }
.strategy + .strategy { margin-top: 1.4rem; }
`

/** What a pool covers, as a page that needs nothing beside it and runs no script. */
export function coveragePage(coverage: Coverage, database: string): string {
  const title = `What the examples of ${database} cover`
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<title>${title}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<header><h1>${title}</h1><p>${coverage.examples.length} questions with their SQL, all of which run and find something.</p></header>
<main>
${figures(coverage)}
<section><h2>Tables, columns and joins</h2><p class="note">The number is how many examples use a column; lines are joins, the thicker the more used. Dashed or bold: nothing uses it.</p>${coverageGraph(coverage)}</section>
<section><h2>Constructs of SQL by difficulty</h2>${heatMap(coverage)}</section>
<section><h2>Not covered</h2>${uncovered(coverage)}</section>
<section><h2>Questions by strategy</h2>${strategies(coverage)}</section>
</main>
</body>
</html>
`
  return page.markup
}

function figures({ examples, tables, joins, skeletons }: Coverage): Html {
  const filled = tables.flatMap(({ columns }) => columns).filter(({ isEmpty }) => !isEmpty)
  const used = filled.filter(({ uses }) => uses > 0).length
  const usedJoins = joins.filter(({ uses }) => uses > 0).length
  const all: readonly (readonly [string, string])[] = [
    [String(examples.length), 'examples'],
    [String(skeletons), 'structures of SQL'],
    [`${used} / ${filled.length}`, 'columns with data'],
    [`${usedJoins} / ${joins.length}`, 'joins'],
    [String(examples.reduce((sum, { example }) => sum + example.paraphrases.length, 0)), 'other phrasings'],
  ]
  return html`<section class="figures">${all.map(([figure, what]) => html`<div><b>${figure}</b><span>${what}</span></div>`)}</section>`
}

function heatMap({ constructs, difficulties }: Coverage): Html {
  const rows = constructs.map(({ construct, counts }) => {
    const cells = DIFFICULTIES.map((name) => {
      const share = difficulties[name] === 0 ? 0 : counts[name] / difficulties[name]
      // Attributes carry the shade: a page without script and with a closed policy has no inline style.
      return html`<td class="h${Math.ceil(share * 10)}">${counts[name]}</td>`
    })
    return html`<tr><th scope="row">${construct}</th>${cells}</tr>`
  })
  const heads = DIFFICULTIES.map((name) => html`<th scope="col">${name}</th>`)
  const sums = DIFFICULTIES.map((name) => html`<td class="strong">${difficulties[name]}</td>`)
  return html`<table class="heatmap"><thead><tr><th></th>${heads}</tr></thead><tbody><tr><th scope="row" class="strong">examples</th>${sums}</tr>${rows}</tbody></table><p class="note">The darker, the larger the share of a difficulty’s examples.</p>`
}

function uncovered(coverage: Coverage): Html {
  if (coverage.uncovered.length === 0)
    return html`<p>Every column that holds data and every join is used.</p>`
  const rows = coverage.uncovered.map(
    ({ target, why }) => html`<tr><td><code>${targetName(target)}</code></td><td>${why}.</td></tr>`,
  )
  return html`<table><thead><tr><th>column or join</th><th>why</th></tr></thead><tbody>${rows}</tbody></table>`
}

function strategies({ examples, strategies: all }: Coverage): Html {
  const random = seededRandom('coverage')
  const parts = all.map(({ strategy, count }) => {
    const own = examples.filter(({ example }) => example.strategy === strategy)
    const samples = random.shuffle(own).slice(0, SAMPLES_PER_STRATEGY)
    const items = samples.map(
      ({ example }) =>
        html`<div class="sample"><span class="note">${example.spiderDifficulty}</span>${example.question}<pre><code>${example.sql}</code></pre></div>`,
    )
    return html`<div class="strategy"><h3>${strategy} <span class="unit">${count}</span></h3>${items}</div>`
  })
  return html`${parts}`
}

function policy(): string {
  const hash = createHash('sha256').update(STYLE).digest('base64')
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`
}
