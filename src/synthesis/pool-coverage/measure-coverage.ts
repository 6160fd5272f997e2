import { columnKey } from '../../database/schema.ts'
import type { JoinKey, Survey } from '../../exploration/survey.ts'
import type { SpiderDifficulty } from '../../sql/difficulty.ts'
import { CONSTRUCTS, type Construct } from '../pool/constructs.ts'
import { type CoverageTarget, coverageTargets, isBytes, isCovered } from '../pool/coverage-targets.ts'
import { ExamplePool, type PooledExample } from '../pool/example-pool.ts'

/** What a pool's examples use of a database, and what they leave out. */
export interface Coverage {
  readonly examples: readonly PooledExample[]
  readonly tables: readonly TableCoverage[]
  readonly joins: readonly { readonly key: JoinKey; readonly uses: number }[]
  /** A row for each construct that SQL has, with how many examples of each difficulty use it. */
  readonly constructs: readonly {
    readonly construct: Construct
    readonly counts: Readonly<Record<SpiderDifficulty, number>>
  }[]
  readonly difficulties: Readonly<Record<SpiderDifficulty, number>>
  readonly strategies: readonly { readonly strategy: string; readonly count: number }[]
  readonly skeletons: number
  readonly uncovered: readonly { readonly target: CoverageTarget; readonly why: string }[]
}

export interface TableCoverage {
  readonly table: string
  readonly rowCount: number
  /** Examples that read the table. */
  readonly uses: number
  readonly columns: readonly {
    readonly column: string
    readonly uses: number
    readonly isEmpty: boolean
  }[]
}

/** An attempt that was refused, as rejected.tsv tells it. */
export interface RefusedAttempt {
  readonly filter: string
  readonly reason: string
  readonly sql: string
}

export const DIFFICULTIES = ['easy', 'medium', 'hard', 'extra'] as const satisfies readonly SpiderDifficulty[]

export function measureCoverage(
  examples: readonly PooledExample[],
  survey: Survey,
  refused: readonly RefusedAttempt[],
): Coverage {
  const pool = new ExamplePool()
  for (const example of examples) pool.add(example)
  const count = (test: (example: PooledExample) => boolean): number => examples.filter(test).length
  const byDifficulty = (test: (example: PooledExample) => boolean): Record<SpiderDifficulty, number> => {
    const counts = { easy: 0, medium: 0, hard: 0, extra: 0 }
    for (const example of examples) if (test(example)) counts[example.facts.difficulty]++
    return counts
  }
  const strategies = new Map<string, number>()
  for (const { example } of examples)
    strategies.set(example.strategy, (strategies.get(example.strategy) ?? 0) + 1)
  return {
    examples,
    tables: survey.tables.map(({ table, rowCount, columns }) => ({
      table,
      rowCount,
      uses: count(({ facts }) => facts.tables.includes(table)),
      columns: columns.map(({ column, nullCount, rowCount: rows }) => ({
        column,
        uses: pool.columnUses.get(columnKey({ table, column })) ?? 0,
        isEmpty: rows === nullCount,
      })),
    })),
    joins: survey.joins.map((key) => ({ key, uses: pool.joinUses.get(key) ?? 0 })),
    constructs: CONSTRUCTS.map((construct) => ({
      construct,
      counts: byDifficulty(({ facts }) => facts.constructs.has(construct)),
    })),
    difficulties: byDifficulty(() => true),
    strategies: [...strategies]
      .map(([strategy, number]) => ({ strategy, count: number }))
      .sort((one, other) => other.count - one.count),
    skeletons: pool.skeletons.size,
    uncovered: coverageTargets(survey)
      .filter((target) => !isCovered(target, pool))
      .map((target) => ({ target, why: whyUncovered(target, survey, refused) })),
  }
}

/** What is known of why nothing uses it, as a sentence without its full stop. */
function whyUncovered(target: CoverageTarget, survey: Survey, refused: readonly RefusedAttempt[]): string {
  if (isBytes(target, survey)) return 'It holds bytes, of which little can be asked'
  const names =
    target.kind === 'column'
      ? [target.column.table, target.column.column]
      : [target.key.from.table, target.key.to.table, ...target.key.from.columns]
  const reasons = new Map<string, number>()
  for (const { filter, reason, sql } of refused) {
    if (!names.every((name) => sql.includes(name))) continue
    const words = `${filter}: ${reason}`
    reasons.set(words, (reasons.get(words) ?? 0) + 1)
  }
  const [most] = [...reasons].sort(([, one], [, other]) => other - one)
  if (most === undefined) return 'No query with it could be grown and said'
  return `Queries with it were refused, most often for ${most[0]}`
}
