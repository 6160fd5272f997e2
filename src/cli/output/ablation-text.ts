import type { Row } from '../../database/database.ts'
import type { EvaluatedVariant } from '../actions/eval.ts'
import { scoreCardLines } from './score-text.ts'
import { type TableStyle, tableText } from './table.ts'

/** One row a run and one column a metric, with the difference to the whole method, as the papers print ablations. */
export function ablationText(
  results: readonly EvaluatedVariant[],
  { cumulative = false, profiles }: { readonly cumulative?: boolean; readonly profiles?: readonly string[] },
  style: TableStyle,
): string {
  const [first, last] = [results[0]!, results.at(-1)!]
  const ids = Object.keys(first.summary.metrics) as (keyof typeof first.summary.metrics)[]
  // Profiles are methods of their own: none of them is the whole of the others.
  const whole = profiles !== undefined ? undefined : cumulative ? last : first
  const rows = results.map(({ variant, summary }): Row => {
    const cells = ids.flatMap((id) => {
      const { score, interval } = summary.metrics[id]!
      const shown = [score.toFixed(1), `${interval[0].toFixed(1)} to ${interval[1].toFixed(1)}`]
      if (whole === undefined) return shown
      const difference = score - whole.summary.metrics[id]!.score
      return [...shown, summary === whole.summary ? '' : signed(difference)]
    })
    return [variant.name, ...cells]
  })
  const columns = ids.flatMap((id) => [id, '95 %', ...(whole === undefined ? [] : ['difference'])])
  const table = tableText(['run', ...columns], rows, style)
  const [about, engine] = scoreCardLines(first.summary.card)
  const count = `${first.summary.count} questions, ${results.length} runs`
  return [
    style.colours.bold(count),
    table.trimEnd(),
    '',
    ...[about, engine].map((line) => style.colours.dim(line ?? '')),
    '',
  ].join('\n')
}

function signed(difference: number): string {
  const text = Math.abs(difference).toFixed(1)
  return difference < 0 ? `−${text}` : `+${text}`
}
