import type { Calibration, CalibrationBin } from '../summary/score-summary.ts'
import { calibrationChart } from './calibration-chart.ts'
import { type Html, html } from './html.ts'
import { countText, shareText } from './number-text.ts'

/** How far confidence can be believed; nothing for predictions that came without one. */
export function calibrationSection(calibration: Calibration | null): Html | null {
  if (calibration === null || calibration.bins.every(({ count }) => count === 0)) return null
  return html`<section id="calibration" aria-labelledby="calibration-heading">
<h2 id="calibration-heading">Can its confidence be believed?</h2>
<p>On average, confidence is <strong>${shareText(calibration.expectedError)} points</strong> away from how often answers are right (expected calibration error). ${leaning(calibration.bins)}</p>
<div class="beside">
${calibrationChart(calibration)}
<table class="figures">
<caption>Questions by confidence</caption>
<thead><tr><th scope="col">Confidence</th><th scope="col" class="number">Questions</th><th scope="col" class="number">Mean confidence, %</th><th scope="col" class="number">Right, %</th></tr></thead>
<tbody>
${calibration.bins.map(binRow)}</tbody>
</table>
</div>
</section>`
}

function binRow({ from, to, count, meanConfidence, accuracy }: CalibrationBin): Html {
  const range = `${Math.round(100 * from)} – ${Math.round(100 * to)} %`
  const figures = count === 0 ? ['–', '–'] : [shareText(meanConfidence), shareText(accuracy)]
  return html`<tr><th scope="row">${range}</th><td class="number">${countText(count)}</td>${figures.map((figure) => html`<td class="number">${figure}</td>`)}</tr>
`
}

/** Half a point either way is nothing to speak of. */
function leaning(bins: readonly CalibrationBin[]): string {
  const total = bins.reduce((sum, { count }) => sum + count, 0)
  const lean = bins.reduce(
    (sum, { count, meanConfidence, accuracy }) => sum + (count * (meanConfidence - accuracy)) / total,
    0,
  )
  if (Math.abs(lean) < 0.005) return 'It leans neither way.'
  return lean > 0 ? 'It tends to be too sure.' : 'It tends to be too unsure.'
}
