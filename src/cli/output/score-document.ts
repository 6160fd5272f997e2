import type { ScoreSummary } from '../../evaluation/summary/score-summary.ts'

const SCORE_FORMAT = 'sonde-score/1'

/** What `sonde score --json` prints: schemas/score.schema.json. */
export function scoreDocument(summary: ScoreSummary): Record<string, unknown> {
  return { format: SCORE_FORMAT, ...scoreProperties(summary) }
}

/** What the documents of all commands that score have in common. */
export function scoreProperties({
  count,
  metrics,
  problems,
  calibration,
  spending,
  card,
}: ScoreSummary): Record<string, unknown> {
  return { count, metrics, problems, calibration, spending, card }
}
