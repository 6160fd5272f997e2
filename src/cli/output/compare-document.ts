import type { Comparison } from '../../evaluation/summary/compare-scores.ts'

const COMPARE_FORMAT = 'sonde-compare/1'

export interface ComparedFiles {
  /** As the two are called in every output. */
  readonly first: string
  readonly second: string
}

/** What `sonde compare --json` prints: schemas/compare.schema.json. */
export function compareDocument(
  comparison: Comparison,
  files: ComparedFiles,
  {
    verdict,
    limit = Number.POSITIVE_INFINITY,
  }: { readonly verdict: string; readonly limit?: number | undefined },
): Record<string, unknown> {
  const { metric, count, first, second, gained, lost, ...statistics } = comparison
  return {
    format: COMPARE_FORMAT,
    metric,
    count,
    first: { file: files.first, score: first },
    second: { file: files.second, score: second },
    ...statistics,
    verdict,
    gainedCount: gained.length,
    lostCount: lost.length,
    gained: gained.slice(0, limit),
    lost: lost.slice(0, limit),
  }
}
