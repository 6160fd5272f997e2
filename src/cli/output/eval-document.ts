import type { EvaluatedVariant } from '../actions/eval.ts'
import { scoreProperties } from './score-document.ts'

/** What `sonde eval --json` prints: schemas/eval.schema.json. The first run's scores stand at the top. */
export function evalDocument(results: readonly EvaluatedVariant[]): Record<string, unknown> {
  const [first] = results
  return {
    format: 'sonde-eval/1',
    ...(first === undefined ? {} : scoreProperties(first.summary)),
    runs: results.map(({ variant, summary }) => ({
      name: variant.name,
      profile: variant.profile,
      without: variant.without,
      scores: Object.fromEntries(
        Object.entries(summary.metrics).map(([id, { score, interval }]) => [id, { score, interval }]),
      ),
    })),
  }
}
