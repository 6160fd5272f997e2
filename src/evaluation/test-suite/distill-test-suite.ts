import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom } from '../../base/random.ts'
import type { Database } from '../../database/database.ts'
import { writeSqliteFile } from '../../database/write-sqlite-file.ts'
import { generateNeighbourDatabase } from './generate-neighbour-database.ts'
import type { QuerySettings } from './judge-neighbour.ts'
import { mutateQuery } from './mutate-query.ts'
import type { Mutation } from './mutation.ts'
import { planGeneration } from './plan-generation.ts'
import { readGoldHints } from './read-gold-hints.ts'
import { readSourceDatabase, type SourceDatabase } from './read-source-database.ts'
import { beginTrial, judgeCandidate, type Trial } from './trial.ts'

export interface DistillOptions {
  /** An empty folder for the files of the suite. */
  readonly folder: string
  /** Files are called `<name>_fuzz_001.sqlite` and so on. */
  readonly name: string
  /** At most so many neighbours of the database are made. */
  readonly candidates: number
  /** No neighbour is begun once so much time has passed. */
  readonly budgetMs: number
  readonly seed: number
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number
  /** For one query. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: DistillProgress) => void
}

interface DistillProgress {
  readonly stage: 'neighbour queries' | 'neighbour databases'
  readonly done: number
  readonly total: number
  /** Files of the suite so far, and neighbours of queries that are not told apart yet. */
  readonly kept: number
  readonly leftOver: number
}

export interface TestSuite {
  readonly files: readonly SuiteFile[]
  readonly golds: readonly GoldReport[]
  /** Neighbours of the database that were made. */
  readonly candidates: number
  readonly elapsedMs: number
}

export interface SuiteFile {
  /** Its name in the folder. */
  readonly name: string
  readonly rows: number
  /** Neighbours of gold queries that no file before it told apart. */
  readonly toldApart: number
}

/** What became of one gold query. */
interface GoldReport {
  readonly sql: string
  /** What the engine said; null when the query runs. */
  readonly failure: string | null
  /** Queries one edit away that run. */
  readonly neighbours: number
  /** Told apart by the original database alone. */
  readonly byOriginal: number
  /** Told apart by some database of the suite, the original among them. */
  readonly bySuite: number
  /** The others: some mean the same as gold, some are only not told apart. */
  readonly leftOver: readonly Mutation[]
  /** Files of the suite on which its result depends on ties: there a right prediction may be called wrong. */
  readonly tiedOn: readonly string[]
}

/** So many databases in a row that tell nothing apart are enough: what is left over is mostly the same as gold. */
const PATIENCE = 25
/** For so many gold queries at once a neighbour of the database is made. */
const FOCUS_COUNTS = [1, 4, 10]

/**
 * Makes neighbours of a database and keeps those that tell a gold query from a neighbour of it that no database before
 * did (Zhong et al. 2020). One on which the rows of gold queries depend on ties is kept only where it tells more
 * apart than it leaves open. Ends when all are told apart, when nothing more is, or at the limits. The same database
 * and options give the same files, as long as no time runs out.
 */
export async function distillTestSuite(
  database: Database,
  golds: readonly string[],
  options: DistillOptions,
): Promise<TestSuite> {
  const { timeoutMs, signal } = options
  const startedAt = options.now()
  const settings: QuerySettings = { timeoutMs, ...(signal && { signal }) }
  const source = await readSourceDatabase(database, settings)
  const trials = await beginTrials(database, golds, source, options)
  const hints = new Map(trials.map((trial) => [trial, readGoldHints(trial.sql, source.schema)]))
  const plan = planGeneration(source, [...hints.values()])
  const { definitions, finishing } = source
  const files: SuiteFile[] = []
  let candidates = 0
  let fruitless = 0
  while (
    candidates < options.candidates &&
    fruitless < PATIENCE &&
    options.now() - startedAt < options.budgetMs
  ) {
    signal?.throwIfAborted()
    const open = trials.filter(({ leftOver }) => leftOver.length > 0)
    if (open.length === 0) break
    const random = seededRandom(`${options.seed}/${options.name}/${candidates}`)
    // One for itself alone, or several that share the rows; others gain by it too.
    const focus = random
      .shuffle(open)
      .slice(0, random.pick(FOCUS_COUNTS))
      .map((trial) => hints.get(trial)!)
    const content = { definitions, finishing, tables: generateNeighbourDatabase(plan, focus, random) }
    const path = join(options.folder, `candidate-${candidates}.tmp`)
    const rowCounts = await writeSqliteFile(path, content, { refusedRows: 'leave-out' })
    candidates++
    const judgement = await judgeCandidate(path, trials, settings)
    if (judgement.toldApart > judgement.moreTied) {
      const name = `${options.name}_fuzz_${String(files.length + 1).padStart(3, '0')}.sqlite`
      renameSync(path, join(options.folder, name))
      files.push({
        name,
        rows: rowCounts.reduce((sum, count) => sum + count, 0),
        toldApart: judgement.toldApart,
      })
      for (const [trial, left] of judgement.leftOver) trial.leftOver = left
      for (const trial of judgement.tied) trial.tiedOn.push(name)
      fruitless = 0
    } else {
      rmSync(path)
      fruitless++
    }
    report('neighbour databases', [candidates, options.candidates], files.length, trials, options)
  }
  return { files, golds: trials.map(goldReport), candidates, elapsedMs: options.now() - startedAt }
}

/** Runs each gold and its neighbours on the original. */
async function beginTrials(
  database: Database,
  golds: readonly string[],
  source: SourceDatabase,
  options: DistillOptions,
): Promise<Trial[]> {
  const distinct = [...new Set(golds)]
  const trials: Trial[] = []
  for (const sql of distinct) {
    const mutations = mutateQuery(sql, { schema: source.schema, storedValues: source.valuesOf })
    trials.push(await beginTrial(database, sql, mutations, options))
    report('neighbour queries', [trials.length, distinct.length], 0, trials, options)
  }
  return trials
}

function goldReport({ sql, failure, neighbours, byOriginal, leftOver, tiedOn }: Trial): GoldReport {
  return { sql, failure, neighbours, byOriginal, bySuite: neighbours - leftOver.length, leftOver, tiedOn }
}

function report(
  stage: DistillProgress['stage'],
  [done, total]: readonly [done: number, total: number],
  kept: number,
  trials: readonly Trial[],
  { onProgress }: DistillOptions,
): void {
  const leftOver = trials.reduce((sum, trial) => sum + trial.leftOver.length, 0)
  onProgress?.({ stage, done, total, kept, leftOver })
}
