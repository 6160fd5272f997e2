import type { Calibration, CalibrationBin } from '../summary/score-summary.ts'
import { type Html, html } from './html.ts'
import { countOf, shareText } from './number-text.ts'

const SIZE = 320
const MARGIN = { left: 40, bottom: 38, top: 14, right: 14 }
const WIDTH = SIZE - MARGIN.left - MARGIN.right
const HEIGHT = SIZE - MARGIN.top - MARGIN.bottom
const LARGEST_RADIUS = 11
const QUARTERS = [0, 0.25, 0.5, 0.75, 1]

/**
 * Confidence against accuracy: a circle for each bin, its area the number of questions, joined by a line. On the
 * diagonal confidence is what it says. Its text alternative names every bin.
 */
export function calibrationChart({ bins }: Calibration): Html {
  const filled = bins.filter(({ count }) => count > 0)
  const most = Math.max(1, ...filled.map(({ count }) => count))
  const line = filled.map((bin) => `${x(bin.meanConfidence)},${y(bin.accuracy)}`).join(' ')
  return html`<svg class="calibration" viewBox="0 0 ${SIZE} ${SIZE}" role="img" aria-labelledby="calibration-name calibration-text">
<title id="calibration-name">Accuracy by confidence</title>
<desc id="calibration-text">${filled.map(binText).join(' ')}</desc>
${QUARTERS.map(
  (share) => html`<line class="quarter" x1="${x(0)}" x2="${x(1)}" y1="${y(share)}" y2="${y(share)}"/>
<line class="quarter" x1="${x(share)}" x2="${x(share)}" y1="${y(0)}" y2="${y(1)}"/>
<text x="${MARGIN.left - 6}" y="${y(share)}" dy="0.32em" text-anchor="end">${100 * share}</text>
<text x="${x(share)}" y="${SIZE - MARGIN.bottom + 15}" text-anchor="middle">${100 * share}</text>
`,
)}<line class="diagonal" x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}"/>
<text x="${x(0.5)}" y="${SIZE - 5}" text-anchor="middle">confidence in %</text>
<text transform="translate(10 ${y(0.5)}) rotate(-90)" text-anchor="middle">right in %</text>
<polyline points="${line}"/>
${filled.map(
  (bin) =>
    html`<circle cx="${x(bin.meanConfidence)}" cy="${y(bin.accuracy)}" r="${radius(bin, most)}"/>
`,
)}</svg>`
}

function x(share: number): string {
  return (MARGIN.left + share * WIDTH).toFixed(1)
}

function y(share: number): string {
  return (MARGIN.top + (1 - share) * HEIGHT).toFixed(1)
}

function radius({ count }: CalibrationBin, most: number): string {
  return Math.max(2.5, LARGEST_RADIUS * Math.sqrt(count / most)).toFixed(1)
}

function binText({ count, meanConfidence, accuracy }: CalibrationBin): string {
  return `At a mean confidence of ${shareText(meanConfidence)} %, ${shareText(accuracy)} % of ${countOf(count, 'question')} are right.`
}
