/** Calm and dense: two colours that mean gold and prediction everywhere, and otherwise paper and ink. */
export const REPORT_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fdfcfa; --panel: #f5f3ee; --line: #dcd8cf; --ink: #1d1f22; --soft: #5c6066;
  --link: #1f5688; --bar: #6d93b8; --track: #ebe7df;
  --gold: #0d4a78; --gold-back: #dbe9f6; --made: #7d3a00; --made-back: #fbe4cc;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15171a; --panel: #1d2024; --line: #353a40; --ink: #e5e3de; --soft: #a4a8ae;
    --link: #93bfe8; --bar: #557fa8; --track: #262a2f;
    --gold: #b3d6f7; --gold-back: #1a3852; --made: #f7c899; --made-back: #4c2e12;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 4rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; max-width: 76rem; padding: 0 1.5rem 4rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 var(--sans); font-variant-numeric: tabular-nums;
}
h1, h2, h3, h4, p, dl, dd, ul { margin: 0; }
h1 { font-size: 1.7rem; line-height: 1.2; font-weight: 650; letter-spacing: -0.015em; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; font-weight: 650; letter-spacing: -0.005em; }
h3 { font-size: 1rem; font-weight: 600; }
h4 { font-size: 0.75rem; font-weight: 650; }
a { color: var(--link); text-underline-offset: 0.15em; text-decoration-thickness: 0.06em; }
code, pre { font-family: var(--mono); font-size: 0.87em; }
pre code { font-size: inherit; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
header { padding: 2.5rem 0 1rem; }
header p, .note, .unit { color: var(--soft); }
section { padding-top: 2.2rem; }
section > h2 { border-top: 2px solid var(--ink); padding-top: 0.5rem; margin-bottom: 0.7rem; }
section > p { max-width: 48rem; }
.note { font-size: 0.87rem; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 0.5rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.control { display: none; }
.scripted .control { display: flex; }

.tools {
  position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 0.3rem 1.5rem; align-items: center;
  justify-content: space-between; padding: 0.5rem 0; background: var(--paper); border-bottom: 1px solid var(--line);
  font-size: 0.87rem;
}
nav { display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
form { flex-wrap: wrap; gap: 0.3rem 1rem; align-items: center; margin: 0; }
form label { color: var(--soft); }
select, input {
  font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--soft); border-radius: 3px;
  padding: 0.15rem 0.4rem; margin-left: 0.3rem; max-width: 100%;
}
input { width: 17rem; }

.scores { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 1.2rem 2.5rem; }
.score { max-width: 34rem; }
.score h3 code { color: var(--soft); font-weight: 400; margin-left: 0.3rem; }
.score .figure { font-size: 3.2rem; line-height: 1.15; font-weight: 300; letter-spacing: -0.03em; }
.figure .unit { font-size: 1.5rem; letter-spacing: 0; }
.score p + p { margin-top: 0.3rem; }
svg.bar { display: block; }
.bar .track { fill: var(--track); }
.bar .filled { fill: var(--bar); }
.bar .quarter, .calibration .quarter { stroke: var(--line); stroke-width: 1; }
.bar .range { fill: var(--ink); }
.bar .end { stroke: var(--ink); stroke-width: 1.5; }

.card { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 0.4rem 2.5rem; font-size: 0.9rem; }
.card div { display: flex; gap: 0.8rem; }
dt { flex: 0 0 6rem; color: var(--soft); }
dd { min-width: 0; overflow-wrap: anywhere; }
.hash { display: block; font: 0.75rem/1.4 var(--mono); color: var(--soft); }

table { border-collapse: collapse; width: 100%; font-size: 0.87rem; }
caption { text-align: left; white-space: nowrap; font-weight: 600; padding-bottom: 0.25rem; }
th, td { padding: 0.16rem 0.5rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
thead th { border-top: 0; color: var(--soft); font-weight: 400; font-size: 0.8rem; vertical-align: bottom; }
tbody th { font-weight: 400; overflow-wrap: break-word; }
.number { text-align: right; white-space: nowrap; }
.strong { font-weight: 600; }
.panel + .panel { margin-top: 2rem; }
.panel > h3 { margin-bottom: 0.5rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(27rem, 100%), 1fr)); gap: 1.6rem 3rem; }
.charts table + table { margin-top: 1.6rem; }
.bars { table-layout: fixed; }
.bars th { overflow-wrap: anywhere; }
.bars thead .number { width: 4.4rem; overflow-wrap: normal; }
.bars thead .chart { width: 25%; }
.bars thead .score { width: 3.2rem; }
.bars thead .interval { width: 6.4rem; }
.bars .interval { color: var(--soft); }
.more { margin-top: 0.3rem; }

.beside { display: flex; flex-wrap: wrap; gap: 1.5rem 3rem; align-items: flex-start; margin-top: 1rem; }
.beside table { flex: 1 1 24rem; width: auto; max-width: 36rem; }
.calibration { flex: 0 1 22rem; width: 22rem; max-width: 100%; }
.calibration text { fill: var(--soft); font: 11px var(--sans); }
.calibration .diagonal { stroke: var(--soft); stroke-dasharray: 3 4; }
.calibration polyline { fill: none; stroke: var(--bar); stroke-width: 1.5; }
.calibration circle { fill: var(--bar); fill-opacity: 0.75; stroke: var(--ink); stroke-width: 1; }

.problems, .problems ul { padding-left: 1.1rem; overflow-wrap: anywhere; }
.problems > li + li { margin-top: 0.4rem; }
.problems ul { font-size: 0.87rem; }

summary { cursor: pointer; }
.cause { border-top: 1px solid var(--line); }
#causes { border-bottom: 1px solid var(--line); }
.legend { display: flex; gap: 1rem; margin: 0.6rem 0; font-size: 0.87rem; }
.cause > summary {
  display: grid; grid-template-columns: 1rem minmax(0, 17rem) minmax(3rem, 1fr); gap: 0 0.8rem;
  align-items: center; padding: 0.35rem 0; list-style: none;
}
.measure { display: grid; grid-template-columns: minmax(0, 1fr) 6rem; gap: 0.8rem; align-items: center; }
summary::-webkit-details-marker { display: none; }
.cause > summary::before { content: "+"; color: var(--soft); text-align: center; font-family: var(--mono); }
.cause[open] > summary::before { content: "\\2212"; }
.cause > summary:hover h3, .failure > summary:hover .asked { text-decoration: underline; text-decoration-thickness: 1px; }
.measure .track, .measure .quarter { display: none; }
.cause > .note { padding: 0.3rem 0 0.8rem 1.8rem; }
.failure { margin-left: 1.8rem; border-top: 1px solid var(--line); content-visibility: auto; contain-intrinsic-size: auto 2.2rem; }
.failure[open] { padding-bottom: 1rem; }
.failure > summary {
  display: grid; grid-template-columns: 2.6rem minmax(0, 1fr) auto; gap: 0 0.8rem; padding: 0.3rem 0; list-style: none;
}
.failure > summary .number, .place { color: var(--soft); font-size: 0.87rem; }
.asked { overflow-wrap: anywhere; }
.failure[open] .asked { font-weight: 600; }
.evidence { margin-bottom: 0.4rem; font-size: 0.93rem; overflow-wrap: anywhere; }
.pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.8rem 1.2rem; margin: 0.4rem 0; }
.sql { background: var(--panel); border-left: 3px solid; padding: 0.5rem 0.8rem 0.6rem; }
.sql.gold { border-color: var(--gold); }
.sql.made { border-color: var(--made); }
.sql.gold h4 { color: var(--gold); }
.sql.made h4 { color: var(--made); }
pre { margin: 0.2rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.55; }
mark { border-radius: 2px; padding: 0.05em 0.1em; font-weight: 600; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
.gold mark, mark.gold { background: var(--gold-back); color: var(--gold); }
.made mark, mark.made { background: var(--made-back); color: var(--made); }
.verdicts { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.1rem 1.8rem; font-size: 0.87rem; overflow-wrap: anywhere; }
.message { color: var(--soft); }
.shapes, .engine { margin-top: 0.4rem; font-size: 0.93rem; overflow-wrap: anywhere; }
.rows { overflow-x: auto; border-top: 3px solid; padding-top: 0.2rem; }
.rows.gold { border-color: var(--gold); }
.rows.made { border-color: var(--made); }
.rows table { width: auto; }
.rows th, .rows td { white-space: nowrap; max-width: 22rem; overflow: hidden; text-overflow: ellipsis; }
.null { color: var(--soft); font-style: italic; }

.list > summary { color: var(--link); }
.questions { margin-top: 0.6rem; }
.questions td { overflow-wrap: anywhere; }
.questions .wrong { color: var(--made); font-weight: 600; }

@media (max-width: 44rem) {
  body { padding: 0 1rem 3rem; }
  header { padding-top: 1.5rem; }
  .tools { position: static; }
  form label { flex: 1 1 100%; display: flex; align-items: center; }
  form input, form select { flex: 1; width: auto; min-width: 0; }
  .pair { grid-template-columns: minmax(0, 1fr); }
  .bars .interval { display: none; }
  .cause > summary { grid-template-columns: 1rem minmax(0, 1fr) auto; }
  .measure { display: block; }
  .measure .bar { display: none; }
  tbody th { overflow-wrap: anywhere; }
  .failure { margin-left: 0; }
  .failure > summary { grid-template-columns: 2rem minmax(0, 1fr); }
  .place { grid-column: 2; }
  .questions th:nth-child(4), .questions td:nth-child(4), .questions th:nth-child(3), .questions td:nth-child(3) { display: none; }
}
@media print {
  :root {
    color-scheme: light; --paper: #fff; --panel: #fff; --line: #bbb; --ink: #000; --soft: #444;
    --link: #000; --bar: #777; --track: #eee; --gold: #003a66; --gold-back: #dbe9f6; --made: #6b3000; --made-back: #fbe4cc;
  }
  body { max-width: none; padding: 0; font-size: 10pt; }
  .tools, .skip, .legend { display: none !important; }
  h2, h3, caption, summary { break-after: avoid; }
  .score, .sql, .rows, tr, .calibration { break-inside: avoid; }
  .bar, .calibration, mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`
