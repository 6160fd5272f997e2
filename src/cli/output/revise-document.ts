import type { GroundedDraft } from '../../answering/grounding/ground-draft.ts'
import type { RevisionCounts } from '../actions/revise-predictions.ts'
import { jsonRows } from './json.ts'

const REVISE_FORMAT = 'sonde-revise/1'

/** What `sonde revise --json` prints of one draft: schemas/revise.schema.json. */
export function reviseDocument(
  {
    question,
    draft,
    grounded,
    model,
  }: {
    readonly question: string
    readonly draft: string
    readonly grounded: GroundedDraft
    readonly model: string
  },
  limit: number,
): Record<string, unknown> {
  const { outcome } = grounded
  return {
    format: REVISE_FORMAT,
    question,
    draft,
    sql: grounded.sql,
    changed: grounded.sql !== draft,
    changes: grounded.changes,
    notes: grounded.notes,
    ...(outcome.kind === 'rows'
      ? {
          columns: outcome.columns,
          rows: jsonRows(outcome.rows.slice(0, limit)),
          truncated: outcome.truncated || outcome.rows.length > limit,
        }
      : { refused: { reason: outcome.reason, message: outcome.message } }),
    model,
  }
}

/** What it prints of many. */
export function reviseCountsDocument(
  { count, changed, unread }: RevisionCounts,
  out: string,
): Record<string, unknown> {
  return { format: REVISE_FORMAT, count, changedCount: changed, unreadCount: unread, out }
}
