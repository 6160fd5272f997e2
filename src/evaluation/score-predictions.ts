import { mapConcurrently } from '../base/concurrency.ts'
import { SondeError } from '../base/errors.ts'
import { type DatabaseGroup, openDatabaseGroup } from '../database/open-database.ts'
import { type SpiderDifficulty, spiderDifficulty } from '../sql/difficulty.ts'
import { parseQuery } from '../sql/parse.ts'
import { SqlSyntaxError } from '../sql/sql-syntax-error.ts'
import type { BenchmarkQuestion } from './benchmarks/benchmark-question.ts'
import type { EvaluatedDatabase, SpiderSchema } from './evaluated-database.ts'
import { groupByDatabase } from './group-by-database.ts'
import type { Metric, MetricId, MetricSettings, Verdict } from './metrics/metric.ts'
import { openEvaluatedDatabase } from './open-evaluated-database.ts'
import type { PredictionRun, ScoredQuestion } from './scored-question.ts'
import { sqlFeaturesOf } from './sql-features.ts'

/** A question and what was predicted for it. */
export interface PredictedQuestion {
  readonly question: BenchmarkQuestion
  /** null: there is none. */
  readonly predicted: string | null
  readonly run?: PredictionRun
}

export interface ScoringOptions {
  readonly metrics: readonly Metric[]
  readonly settings: MetricSettings
  /** The file of a database; undefined: there is none. */
  readonly fileOf: (dbId: string) => string | undefined
  readonly spiderSchemas?: ReadonlyMap<string, SpiderSchema>
  /** How many databases are worked on at once. Timed metrics are measured one at a time whatever it says. */
  readonly concurrency?: number
  readonly signal?: AbortSignal
  /** Called after each question, in the order in which they are done. */
  readonly onScored?: (scored: ScoredQuestion) => void
}

/** Questions of one database that are under way at once: their queries go to the engine together. */
const UNDER_WAY = 32

/**
 * Judges every prediction by every metric. Databases are opened one after another, each once; the result keeps the
 * order of the questions.
 */
export async function scorePredictions(
  predicted: readonly PredictedQuestion[],
  options: ScoringOptions,
): Promise<ScoredQuestion[]> {
  const isTimed = options.metrics.some(({ id }) => id === 'ves' || id === 'r-ves')
  const groups = groupByDatabase([...predicted.entries()], ([, { question }]) => question.dbId)
  const scored = new Array<ScoredQuestion>(predicted.length)
  const concurrency = isTimed ? 1 : (options.concurrency ?? 2)
  const describe = rememberDescriptions()
  const group = await openDatabaseGroup({ processes: concurrency })
  await mapConcurrently([...groups], concurrency, async ([dbId, members]) => {
    await withDatabase(dbId, group, options, (database) =>
      mapConcurrently(members, isTimed ? 1 : UNDER_WAY, async ([place, item]) => {
        if (options.signal?.aborted)
          throw new SondeError('cancelled', 'Stopped before everything was scored.')
        scored[place] = { ...(await judge(item, database, options)), ...describe(item.question.gold) }
        options.onScored?.(scored[place])
      }),
    )
  }).finally(() => group.close())
  return scored
}

/** Gives `work` the open database, or says in a sentence why it cannot be opened. */
async function withDatabase(
  dbId: string,
  group: DatabaseGroup,
  { fileOf, spiderSchemas }: ScoringOptions,
  work: (database: EvaluatedDatabase | string) => Promise<unknown>,
): Promise<void> {
  const file = fileOf(dbId)
  if (file === undefined) {
    await work(`There is no database "${dbId}" in the folder of databases.`)
    return
  }
  const spiderSchema = spiderSchemas?.get(dbId)
  const opened = await openEvaluatedDatabase(dbId, file, {
    group,
    ...(spiderSchema === undefined ? {} : { spiderSchema }),
  }).catch((error: unknown) => {
    if (error instanceof SondeError && error.code !== 'internal') return error.message
    throw error
  })
  try {
    await work(opened)
  } finally {
    if (typeof opened !== 'string') await opened.close()
  }
}

async function judge(
  { question, predicted, run }: PredictedQuestion,
  database: EvaluatedDatabase | string,
  { metrics, settings }: ScoringOptions,
): Promise<Omit<ScoredQuestion, keyof GoldDescription>> {
  const verdicts: Partial<Record<MetricId, Verdict>> = {}
  for (const metric of metrics) {
    verdicts[metric.id] = await verdictOf(metric)
  }
  return { question, predicted, verdicts, run: run ?? null }

  async function verdictOf(metric: Metric): Promise<Verdict> {
    if (typeof database === 'string') return { score: 0, reason: 'gold-failed', message: database }
    if (question.gold.trim() === '') {
      return { score: 0, reason: 'gold-failed', message: 'There is no gold query.' }
    }
    if (predicted === null) return NO_PREDICTION
    const verdict = await metric.judge({ question, predicted, database }, settings)
    // BIRD's evaluators take a blank prediction for one that returns nothing, which may be right.
    return predicted.trim() === '' && verdict.score === 0 ? NO_PREDICTION : verdict
  }
}

const NO_PREDICTION: Verdict = { score: 0, reason: 'no-prediction' }

interface GoldDescription {
  readonly spiderDifficulty: SpiderDifficulty | null
  readonly features: readonly string[]
}

/** Several predictions may be judged by one gold query. */
function rememberDescriptions(): (gold: string) => GoldDescription {
  const known = new Map<string, GoldDescription>()
  return (gold) => {
    const description = known.get(gold) ?? describeGold(gold)
    known.set(gold, description)
    return description
  }
}

function describeGold(gold: string): GoldDescription {
  try {
    const query = parseQuery(gold)
    return { spiderDifficulty: spiderDifficulty(query), features: sqlFeaturesOf(query) }
  } catch (error) {
    if (error instanceof SqlSyntaxError) return { spiderDifficulty: null, features: [] }
    throw error
  }
}
