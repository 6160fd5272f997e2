import type { CoverageTarget } from '../../synthesis/pool/coverage-targets.ts'
import type { PoolSummary } from '../../synthesis/pool/summarize-pool.ts'

export interface SynthesisPlace {
  readonly database: string
  readonly folder: string
  readonly seed: number
  readonly otherSeeds: number
  readonly refusedSeeds: number
}

/** schemas/synthesize.schema.json: what a run came to, without times, so that the same run gives the same bytes. */
export function synthesizeDocument(
  { database, folder, seed, otherSeeds, refusedSeeds }: SynthesisPlace,
  summary: PoolSummary,
): Readonly<Record<string, unknown>> {
  const { result, difficulties, skeletons, mostOfOneSkeleton, withJoins, nested, columns, joins } = summary
  const { examples, attempts, ended, counts, byPeople } = result
  return {
    format: 'sonde-synthesize/1',
    database,
    folder,
    seed,
    examples: examples.length,
    attempts,
    ended,
    counts,
    models: result.models,
    byPeople,
    difficulties,
    skeletons,
    mostOfOneSkeleton,
    withJoins,
    nested,
    columns,
    joins,
    uncovered: summary.uncovered.map(targetName),
    seeds: { used: summary.seeds, refused: refusedSeeds, ofOtherDatabases: otherSeeds },
    distanceFromSeeds:
      summary.distanceFromSeeds === null ? null : Math.round(summary.distanceFromSeeds * 10_000) / 10_000,
  }
}

/** "orders.total", or "orders.customer_id = customers.id". */
export function targetName(target: CoverageTarget): string {
  if (target.kind === 'column') return `${target.column.table}.${target.column.column}`
  const { from, to } = target.key
  return from.columns
    .map((column, place) => `${from.table}.${column} = ${to.table}.${to.columns[place]}`)
    .join(' and ')
}
