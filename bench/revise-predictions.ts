/**
 * What `sonde revise` makes of the predictions of published systems: execution accuracy (as-official) before and
 * after, for each system, and of the databases in two halves by the hash of their name.
 *
 *     npx tsx bench/revise-predictions.ts [--folder ../shared/data/predictions/spider-dev-open]
 *         [--databases ../shared/data/spider/database] [--home DIR] [--half developed|confirmed] [--details FILE]
 *
 * A file of the folder is a JSON list of { db_id, question, gold, predicted }. --details writes each changed prediction
 * with its verdicts, one JSON object a line.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openGrounding } from '../src/answering/grounding/open-grounding.ts'
import { openDatabase } from '../src/database/open-database.ts'
import { findDatabaseFile } from '../src/evaluation/benchmarks/find-database-file.ts'
import { findMetrics } from '../src/evaluation/metrics/find-metric.ts'
import { DEFAULT_METRIC_SETTINGS } from '../src/evaluation/metrics/metric.ts'
import { scorePredictions } from '../src/evaluation/score-predictions.ts'
import { openModel } from '../src/model/open-model.ts'
import { exploreDatabase } from '../src/values/explored-database.ts'

const { values: options } = parseArgs({
  options: {
    folder: { type: 'string', default: '../shared/data/predictions/spider-dev-open' },
    databases: { type: 'string', default: '../shared/data/spider/database' },
    home: { type: 'string' },
    half: { type: 'string' },
    details: { type: 'string' },
  },
})

interface Entry {
  readonly system: string
  readonly index: number
  readonly dbId: string
  readonly question: string
  readonly gold: string
  readonly draft: string
}

const entries = readdirSync(options.folder)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .flatMap((file) => readPredictions(file))
  .filter(({ dbId }) => options.half === undefined || halfOf(dbId) === options.half)
const revised = await revise(entries)
const before = await judge(entries.map((entry) => entry.draft))
const after = await judge(entries.map((entry) => revised.get(entry)!.sql))

print('system', entries, (entry) => entry.system)
print('half', entries, (entry) => halfOf(entry.dbId))
print('change', entries, (entry) => [...new Set(revised.get(entry)!.kinds)].join(' + ') || 'none')
print('', entries, () => 'all')
if (options.details !== undefined) writeFileSync(options.details, detailLines())

function readPredictions(file: string): Entry[] {
  const list = JSON.parse(readFileSync(join(options.folder, file), 'utf8')) as Record<string, string>[]
  return list.map((entry, index) => ({
    system: file.replace(/\.json$/, ''),
    index,
    dbId: entry.db_id!,
    question: entry.question!,
    gold: entry.gold!,
    draft: entry.predicted!,
  }))
}

function halfOf(dbId: string): string {
  return createHash('sha512').update(dbId).digest()[0]! % 2 === 1 ? 'developed' : 'confirmed'
}

interface Revised {
  readonly sql: string
  readonly kinds: readonly string[]
  readonly because: readonly string[]
}

async function revise(all: readonly Entry[]): Promise<Map<Entry, Revised>> {
  const model = await openModel()
  const done = new Map<Entry, Revised>()
  for (const dbId of new Set(all.map((entry) => entry.dbId))) {
    const database = await openDatabase(findDatabaseFile(options.databases, dbId)!)
    const explored = await exploreDatabase(database, options.home === undefined ? {} : { home: options.home })
    const grounding = openGrounding(explored, { model, timeoutMs: 10_000, now: new Date('2026-01-31') })
    for (const entry of all.filter((one) => one.dbId === dbId)) {
      const { sql, changes } = await grounding.ground(entry.question, entry.draft)
      done.set(entry, {
        sql,
        kinds: changes.map(({ kind }) => kind),
        because: changes.map(({ because }) => because),
      })
    }
    explored.close()
    await database.close()
    process.stderr.write(`${dbId}\n`)
  }
  return done
}

async function judge(predictions: readonly string[]): Promise<boolean[]> {
  const pairs = entries.map(({ dbId, question, gold, index }, place) => ({
    question: { index, dbId, question, gold },
    predicted: predictions[place]!,
  }))
  const scored = await scorePredictions(pairs, {
    metrics: findMetrics(['ex']),
    settings: { ...DEFAULT_METRIC_SETTINGS, timeoutMs: 10_000 },
    fileOf: (dbId) => findDatabaseFile(options.databases, dbId),
    concurrency: 1,
  })
  return scored.map(({ verdicts }) => verdicts.ex?.score === 1)
}

function print(title: string, all: readonly Entry[], groupOf: (entry: Entry) => string): void {
  const groups = new Map<
    string,
    { count: number; before: number; after: number; fixed: number; broken: number }
  >()
  for (const [place, entry] of all.entries()) {
    const key = groupOf(entry)
    const group = groups.get(key) ?? { count: 0, before: 0, after: 0, fixed: 0, broken: 0 }
    group.count++
    if (before[place]) group.before++
    if (after[place]) group.after++
    if (!before[place] && after[place]) group.fixed++
    if (before[place] && !after[place]) group.broken++
    groups.set(key, group)
  }
  if (title !== '')
    console.log(
      `\n| ${title} | predictions | EX before | EX after | put right | broken |\n| --- | ---: | ---: | ---: | ---: | ---: |`,
    )
  for (const [name, { count, before: first, after: then, fixed, broken }] of groups) {
    const share = (right: number): string => ((100 * right) / count).toFixed(1)
    console.log(`| ${name} | ${count} | ${share(first)} | ${share(then)} | ${fixed} | ${broken} |`)
  }
}

function detailLines(): string {
  return entries
    .map((entry, place) => ({ ...entry, ...revised.get(entry)!, before: before[place], after: after[place] }))
    .map((entry) => `${JSON.stringify(entry)}\n`)
    .join('')
}
