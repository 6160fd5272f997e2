import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom } from '../../base/random.ts'
import type { Database, Row } from '../../database/database.ts'
import { openDatabase } from '../../database/open-database.ts'
import { refusalError } from '../../database/refusal-error.ts'
import { writeSqliteFile } from '../../database/write-sqlite-file.ts'
import { isOrderedOfficially } from '../metrics/official-execution-text.ts'
import { haveSameResult } from '../results/compare-spider-results.ts'
import { generateNeighbourDatabase } from './generate-neighbour-database.ts'
import { mutateQuery } from './mutate-query.ts'
import type { Mutation } from './mutation.ts'
import { planGeneration } from './plan-generation.ts'
import { readGoldHints } from './read-gold-hints.ts'
import { readSourceDatabase } from './read-source-database.ts'
import { tieProbes } from './tie-probes.ts'

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

export interface DistillProgress {
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
export interface GoldReport {
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

/** A gold query while its neighbours are told apart. */
interface Trial {
  readonly sql: string
  readonly failure: string | null
  readonly isOrdered: boolean
  readonly isTied: boolean
  readonly neighbours: number
  readonly byOriginal: number
  leftOver: readonly Mutation[]
  readonly tiedOn: string[]
}

/**
 * Makes neighbours of a database and keeps those that tell a gold query from a neighbour of it that no database before
 * did (Zhong et al. 2020). Ends when all are told apart, or at the limits. The same options and the same database give
 * the same files, as long as the time does not run out.
 */
export async function distillTestSuite(
  database: Database,
  golds: readonly string[],
  options: DistillOptions,
): Promise<TestSuite> {
  const startedAt = options.now()
  const source = await readSourceDatabase(database, limitsOf(options))
  const context = { schema: source.schema, storedValues: source.valuesOf }
  const distinct = [...new Set(golds)]
  const trials: Trial[] = []
  for (const [index, sql] of distinct.entries()) {
    trials.push(await beginTrial(database, sql, mutateQuery(sql, context), options))
    report('neighbour queries', index + 1, distinct.length, [], trials, options)
  }
  const hints = new Map(trials.map((trial) => [trial, readGoldHints(trial.sql, source.schema)]))
  const plan = planGeneration(source, [...hints.values()])
  const files: SuiteFile[] = []
  let candidates = 0
  while (candidates < options.candidates && options.now() - startedAt < options.budgetMs) {
    const open = trials.filter(({ leftOver }) => leftOver.length > 0)
    if (open.length === 0) break
    const random = seededRandom(`${options.seed}/${candidates}`)
    // Each in turn is what a neighbour is made for; others gain by it too.
    const focus = hints.get(open[candidates % open.length]!)!
    const tables = generateNeighbourDatabase(plan, [focus], random)
    candidates++
    const path = join(options.folder, `candidate-${candidates}.tmp`)
    const { definitions, finishing } = source
    const counts = await writeSqliteFile(
      path,
      { definitions, finishing, tables },
      { refusedRows: 'leave-out' },
    )
    const name = `${options.name}_fuzz_${String(files.length + 1).padStart(3, '0')}.sqlite`
    const toldApart = await judgeCandidate(path, name, trials, options)
    if (toldApart > 0) {
      renameSync(path, join(options.folder, name))
      files.push({ name, rows: counts.reduce((sum, count) => sum + count, 0), toldApart })
    } else rmSync(path)
    report('neighbour databases', candidates, options.candidates, files, trials, options)
  }
  return { files, golds: trials.map(goldReport), candidates, elapsedMs: options.now() - startedAt }
}

/** Runs gold and its neighbours on the original: those that fail there are none. */
async function beginTrial(
  database: Database,
  sql: string,
  mutations: readonly Mutation[],
  options: DistillOptions,
): Promise<Trial> {
  const isOrdered = isOrderedOfficially(sql)
  const gold = await runGold(database, sql, options)
  const trial = {
    sql,
    failure: null,
    isOrdered,
    isTied: false,
    neighbours: 0,
    byOriginal: 0,
    leftOver: [],
    tiedOn: [],
  }
  if ('failure' in gold) return { ...trial, failure: gold.failure }
  const leftOver: Mutation[] = []
  let neighbours = 0
  for (const mutation of mutations) {
    const rows = await rowsOf(database, mutation.sql, options, gold.rows.length + 1)
    if (rows === undefined) continue
    neighbours++
    if (gold.isTied || haveSameResult(gold.rows, rows, { isOrdered })) leftOver.push(mutation)
  }
  return { ...trial, isTied: gold.isTied, neighbours, byOriginal: neighbours - leftOver.length, leftOver }
}

/** How many neighbours this database tells apart that were left over; the trials are changed if there are any. */
async function judgeCandidate(
  path: string,
  name: string,
  trials: readonly Trial[],
  options: DistillOptions,
): Promise<number> {
  const database = await openDatabase(path, { processes: 1 })
  try {
    const stillLeft = new Map<Trial, readonly Mutation[]>()
    let toldApart = 0
    for (const trial of trials) {
      if (trial.leftOver.length === 0) continue
      const left = await leftOverOn(database, trial, options)
      toldApart += trial.leftOver.length - left.length
      stillLeft.set(trial, left)
    }
    if (toldApart === 0) return 0
    let tied = 0
    for (const trial of trials) {
      if (trial.failure !== null || !trial.isOrdered) continue
      const gold = await runGold(database, trial.sql, options)
      if (!('failure' in gold) && gold.isTied) {
        tied++
        trial.tiedOn.push(name)
      }
    }
    console.log(
      name,
      toldApart,
      'tied',
      tied,
      'of',
      trials.filter((t) => t.isOrdered).length,
      'orig tied',
      trials.filter((t) => t.isTied).length,
    )
    for (const [trial, left] of stillLeft) trial.leftOver = left
    return toldApart
  } finally {
    await database.close()
  }
}

async function leftOverOn(
  database: Database,
  { sql, isOrdered, leftOver }: Trial,
  options: DistillOptions,
): Promise<readonly Mutation[]> {
  const gold = await runGold(database, sql, options)
  if ('failure' in gold || gold.isTied) return leftOver
  const left: Mutation[] = []
  for (const mutation of leftOver) {
    const rows = await rowsOf(database, mutation.sql, options, gold.rows.length + 1)
    // What fails here may yet be told apart by a result.
    if (rows === undefined || haveSameResult(gold.rows, rows, { isOrdered })) left.push(mutation)
  }
  return left
}

async function runGold(
  database: Database,
  sql: string,
  options: DistillOptions,
): Promise<{ readonly rows: readonly Row[]; readonly isTied: boolean } | { readonly failure: string }> {
  const outcome = await run(database, sql, options)
  if (outcome.kind === 'rejected') return { failure: outcome.message }
  const { rows } = outcome
  const probes = rows.length === 0 ? undefined : tieProbes(sql, rows[0]!.length)
  if (probes === undefined) return { rows, isTied: false }
  const [one, other] = [
    await rowsOf(database, probes[0], options),
    await rowsOf(database, probes[1], options),
  ]
  const isTied = one !== undefined && other !== undefined && !haveSameResult(one, other, { isOrdered: true })
  return { rows, isTied }
}

async function rowsOf(
  database: Database,
  sql: string,
  options: DistillOptions,
  maxRows?: number,
): Promise<readonly Row[] | undefined> {
  const outcome = await run(database, sql, options, maxRows)
  return outcome.kind === 'rows' ? outcome.rows : undefined
}

async function run(database: Database, sql: string, options: DistillOptions, maxRows = Number.MAX_SAFE_INTEGER) {
  const outcome = await database.run(sql, {
    ...limitsOf(options),
    maxRows,
    exactIntegers: true,
  })
  if (outcome.kind==='rejected' && outcome.reason==='timeout') console.log('TIMEOUT', sql)
  if (outcome.kind === 'rejected' && outcome.reason === 'cancelled') {
    throw options.signal?.reason ?? refusalError(database, outcome)
  }
  return outcome
}

function limitsOf({ timeoutMs, signal }: DistillOptions): {
  readonly timeoutMs: number
  readonly signal?: AbortSignal
} {
  return { timeoutMs, ...(signal && { signal }) }
}

function goldReport({ isOrdered: _, isTied: __, ...trial }: Trial): GoldReport {
  return { ...trial, bySuite: trial.neighbours - trial.leftOver.length }
}

function report(
  stage: DistillProgress['stage'],
  done: number,
  total: number,
  files: readonly SuiteFile[],
  trials: readonly Trial[],
  { onProgress }: DistillOptions,
): void {
  const leftOver = trials.reduce((sum, trial) => sum + trial.leftOver.length, 0)
  onProgress?.({ stage, done, total, kept: files.length, leftOver })
}
