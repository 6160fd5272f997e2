import type { DraftChange } from '../../answering/grounding/draft-change.ts'
import type { GroundedDraft } from '../../answering/grounding/ground-draft.ts'
import type { RevisionCounts } from '../actions/revise-predictions.ts'
import { resultText } from './result-text.ts'
import { safeLines, safeText } from './safe-text.ts'
import type { TableStyle } from './table.ts'
import { wrapSql, wrapWords } from './wrap-text.ts'

/** One draft for people: what was changed and why, the SQL, and what it finds. */
export function reviseText(
  { draft, grounded }: { readonly draft: string; readonly grounded: GroundedDraft },
  limit: number,
  style: TableStyle,
): string {
  const { colours, width } = style
  const { sql, changes, notes, outcome } = grounded
  const prose = (text: string): string => wrapWords(safeLines(text), width)
  const opening =
    sql === draft
      ? outcome.kind === 'rejected'
        ? colours.red(prose(`Nothing helps: the database refuses the draft: ${outcome.message}`))
        : colours.bold('Nothing to change.')
      : colours.bold(changes.length === 1 ? 'Changed one thing.' : `Changed ${changes.length} things.`)
  const sections = [
    opening,
    ...changes.map((change) => changeText(change, style)),
    ...notes.map((note) => colours.yellow(prose(note))),
    `${colours.dim('SQL')}\n${wrapSql(safeLines(sql), width - 2).replace(/^/gm, '  ')}`,
    outcome.kind === 'rows'
      ? resultText(
          {
            columns: outcome.columns,
            rows: outcome.rows.slice(0, limit),
            truncated: outcome.truncated || outcome.rows.length > limit,
          },
          style,
        )
      : '',
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

function changeText({ kind, before, after, because }: DraftChange, { colours, width }: TableStyle): string {
  const lines = [wrapWords(safeText(because), width - 2)]
  if (kind !== 'replaced' && kind !== 'text') {
    if (before !== '') lines.push(`${colours.red('-')} ${safeText(before)}`)
    if (after !== '') lines.push(`${colours.green('+')} ${safeText(after)}`)
  }
  return lines.join('\n').replace(/^/gm, '  ')
}

export function reviseCountsText({ count, changed, unread }: RevisionCounts, out: string): string {
  const missing = unread === 0 ? '' : `; ${unread} could not be looked at`
  return `Changed ${changed} of ${count} predictions${missing}. They are in ${safeText(out)}.\n`
}
