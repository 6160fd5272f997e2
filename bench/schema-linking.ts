/**
 * How much of a schema does linking keep, and does it keep what the question needs?
 *
 *     npx tsx bench/schema-linking.ts --data DIR [--sets dev-open,merged] [--limit 400] [--budget 1500] [--samples 3]
 *         [--home DIR] [--failures] [--members 50]
 *
 * DIR holds spider/, spider-syn/, spider-realistic/ and spider-dk/, each with the question files named below; sets that
 * are not there are passed over, and so are databases without a single row. A question counts as whole when every table
 * and column of its gold query, as our resolver reads it, is in the part. Tokens are those of the description of the
 * part and of the question, by our estimate; `whole when shown` is what still is after the description was cut to the
 * budget.
 *
 * `merged` puts 50 databases of Spider's training set into one SQLite file, tables named by database: those that are
 * held out from training first, then others in an order that only their names decide. Questions are those of the held
 * out databases; `merged-all` asks those of all 50.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { hashText, seededRandom } from '../src/base/random.ts'
import { openDatabase } from '../src/database/open-database.ts'
import { linkSchema } from '../src/model/builtin/schema-linking/link-schema.ts'
import type { LinkingRequest, SchemaPart } from '../src/model/model.ts'
import { describeDatabasePart } from '../src/model/prompted/context/describe-database-part.ts'
import { estimateTokens } from '../src/model/prompted/context/estimate-tokens.ts'
import { type ExploredDatabase, exploreDatabase } from '../src/values/explored-database.ts'
import {
  captureRequest,
  type GoldPart,
  goldPart,
  isHeldOut,
  type LinkedPair,
  mergedGold,
  missingFrom,
} from './linking-requests.ts'
import { mergeDatabases } from './merge-databases.ts'

interface QuestionSet {
  readonly name: string
  readonly file: string
  readonly of: 'all' | 'held' | 'merged' | 'merged-all'
}

interface Measured {
  readonly missing: readonly string[]
  readonly share: number
  readonly tables: number
  readonly tokens: number
  readonly isWholeWhenShown: boolean
  readonly ms: number
}

const SETS: readonly QuestionSet[] = [
  { name: 'train-held', file: 'spider/train.json', of: 'held' },
  { name: 'dev-open', file: 'spider/dev-open.json', of: 'all' },
  { name: 'realistic', file: 'spider-realistic/dev-open.json', of: 'all' },
  { name: 'syn', file: 'spider-syn/dev-open.json', of: 'all' },
  { name: 'dk', file: 'spider-dk/dev-open.json', of: 'all' },
  { name: 'merged', file: 'spider/train.json', of: 'merged' },
  { name: 'merged-all', file: 'spider/train.json', of: 'merged-all' },
]

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    sets: { type: 'string', default: SETS.map(({ name }) => name).join() },
    limit: { type: 'string', default: '400' },
    budget: { type: 'string', default: '1500' },
    samples: { type: 'string', default: '3' },
    members: { type: 'string', default: '50' },
    home: { type: 'string', default: join(tmpdir(), 'sonde-linking') },
    failures: { type: 'boolean', default: false },
  },
})
if (options.data === undefined) throw new Error('Give --data DIR, the folder that holds spider/.')
const data = options.data
const folders = ['spider/database', 'spider-dk/database'].map((folder) => join(data, folder))
console.log('set          questions  whole  columns kept  tables  tokens mean  p95   whole when shown  ms')
for (const set of SETS.filter(({ name }) => options.sets.split(',').includes(name))) {
  const file = join(data, set.file)
  if (existsSync(file)) report(set, await measureSet(set, JSON.parse(readFileSync(file, 'utf8'))))
  else console.log(`${set.name}: passed over, there is no ${file}`)
}

function fileOf(database: string): string | undefined {
  return folders.map((folder) => join(folder, database, `${database}.sqlite`)).find(existsSync)
}

async function measureSet(set: QuestionSet, all: readonly LinkedPair[]): Promise<readonly Measured[]> {
  const usable = all.filter(({ db_id }) => fileOf(db_id) !== undefined)
  if (set.of === 'merged' || set.of === 'merged-all') return measureMerged(set.of, usable)
  const pairs = choose(set.of === 'held' ? usable.filter(({ db_id }) => isHeldOut(db_id)) : usable)
  const measured: Measured[] = []
  for (const name of [...new Set(pairs.map(({ db_id }) => db_id))].sort()) {
    await withExplored(fileOf(name)!, async (explored) => {
      if (explored.survey.tables.every(({ rowCount }) => rowCount === 0)) return
      for (const pair of pairs.filter(({ db_id }) => db_id === name)) {
        const gold = goldPart(pair.query, explored.survey.schema)
        if (gold !== null) measured.push(...(await measure(pair, gold, explored)))
      }
    })
  }
  return measured
}

async function measureMerged(
  of: 'merged' | 'merged-all',
  usable: readonly LinkedPair[],
): Promise<readonly Measured[]> {
  const names = [...new Set(usable.map(({ db_id }) => db_id))].sort(
    (left, right) =>
      Number(isHeldOut(right)) - Number(isHeldOut(left)) ||
      hashText(`merge ${left}`) - hashText(`merge ${right}`),
  )
  const members = names.slice(0, Number(options.members))
  const pairs = choose(
    usable.filter(({ db_id }) => members.includes(db_id) && (of === 'merged-all' || isHeldOut(db_id))),
  )
  const folder = mkdtempSync(join(tmpdir(), 'sonde-merged-'))
  try {
    const target = join(folder, 'merged.sqlite')
    await mergeDatabases(
      members.map((name) => ({ name, file: fileOf(name)! })),
      target,
    )
    const measured: Measured[] = []
    await withExplored(
      target,
      async (explored) => {
        const { tables } = explored.survey.schema
        const columns = tables.reduce((sum, table) => sum + table.columns.length, 0)
        console.log(`(${members.length} databases in one: ${tables.length} tables, ${columns} columns)`)
        for (const pair of pairs) {
          const gold = mergedGold(pair, explored)
          if (gold !== null) measured.push(...(await measure(pair, gold, explored)))
        }
      },
      join(folder, 'home'),
    )
    return measured
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function withExplored(
  file: string,
  use: (explored: ExploredDatabase) => Promise<void>,
  home = options.home,
): Promise<void> {
  const database = await openDatabase(file)
  const explored = await exploreDatabase(database, { home })
  try {
    await use(explored)
  } finally {
    explored.close()
    await database.close()
  }
}

function choose(pairs: readonly LinkedPair[]): LinkedPair[] {
  return seededRandom('schema linking').shuffle(pairs).slice(0, Number(options.limit))
}

async function measure(pair: LinkedPair, gold: GoldPart, explored: ExploredDatabase): Promise<Measured[]> {
  const request = await captureRequest(explored, pair.question)
  if (request === null) return []
  const started = performance.now()
  const part = linkSchema(request)
  const ms = performance.now() - started
  const missing = missingFrom(part, gold)
  if (options.failures && missing.length > 0) {
    console.log(
      `[${pair.db_id}] ${pair.question}\n    gold ${pair.query}\n    without ${missing.join(', ').replaceAll('\0', '.')}`,
    )
  }
  const { text, leftOut } = describe(part, request)
  const shown = {
    tables: part.tables.map((table) => without(table, leftOut)).filter(({ columns }) => columns.length > 0),
  }
  const all = explored.survey.schema.tables.reduce((sum, { columns }) => sum + columns.length, 0)
  return [
    {
      missing,
      share: part.tables.reduce((sum, { columns }) => sum + columns.length, 0) / all,
      tables: part.tables.length,
      tokens: estimateTokens(text) + estimateTokens(pair.question),
      isWholeWhenShown: missing.length === 0 && missingFrom(shown, gold).length === 0,
      ms,
    },
  ]
}

function describe(part: SchemaPart, { context, grounded, question }: LinkingRequest) {
  return describeDatabasePart({
    part,
    grounded,
    context,
    question,
    tokenBudget: Number(options.budget),
    samplesPerTable: Number(options.samples),
  })
}

function without(
  table: SchemaPart['tables'][number],
  leftOut: SchemaPart['tables'],
): SchemaPart['tables'][number] {
  const gone = new Set(leftOut.find((one) => one.table === table.table)?.columns)
  return { table: table.table, columns: table.columns.filter((column) => !gone.has(column)) }
}

function report({ name }: QuestionSet, measured: readonly Measured[]): void {
  const count = Math.max(1, measured.length)
  const mean = (value: (one: Measured) => number): number =>
    measured.reduce((sum, one) => sum + value(one), 0) / count
  const percent = (value: number, width: number): string => `${(100 * value).toFixed(1)} %`.padStart(width)
  const tokens = measured.map((one) => one.tokens).sort((left, right) => left - right)
  const cells = [
    name.padEnd(12),
    String(measured.length).padStart(9),
    percent(
      mean(({ missing }) => Number(missing.length === 0)),
      7,
    ),
    percent(
      mean(({ share }) => share),
      13,
    ),
    mean(({ tables }) => tables)
      .toFixed(1)
      .padStart(7),
    mean((one) => one.tokens)
      .toFixed(0)
      .padStart(12),
    String(tokens[Math.floor(0.95 * tokens.length)] ?? 0).padStart(4),
    percent(
      mean(({ isWholeWhenShown }) => Number(isWholeWhenShown)),
      18,
    ),
    mean(({ ms }) => ms)
      .toFixed(0)
      .padStart(3),
  ]
  console.log(cells.join(' '))
}
