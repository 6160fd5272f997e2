import type { TraceStep } from '../../answering/trace.ts'
import type { Colours } from './colours.ts'
import { jsonText } from './json.ts'
import { safeLines } from './safe-text.ts'

/** --json has all of it. */
const DETAIL_LINES = 40
const LINE_LENGTH = 200

/** One step of a trace for people, its details shortened. */
export function traceStepText(
  { step, ms, summary, details, leftOut = [] }: TraceStep,
  colours: Colours,
): string {
  const room = leftOut.length === 0 ? '' : ` (no room in the prompt for ${leftOut.length} columns)`
  const head = `${colours.cyan(step.padEnd(10))} ${colours.dim(`${ms.toFixed(1).padStart(7)} ms`)}  ${safeLines(summary)}${room}`
  if (details === undefined || details === null) return head
  const lines = safeLines(jsonText({ details })).trimEnd().split('\n').slice(1, -1)
  const shown = lines.slice(0, DETAIL_LINES).map(shorten)
  if (lines.length > shown.length)
    shown.push(`    … ${lines.length - shown.length} more lines: --json has them`)
  return `${head}\n${colours.dim(shown.join('\n'))}`
}

function shorten(line: string): string {
  return line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)}…` : line
}
