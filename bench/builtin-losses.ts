/**
 * Where the builtin model loses questions: for each one that it does not answer right first, which stage lost it.
 *
 *     npx tsx bench/builtin-losses.ts --questions FILE --databases DIR [--home DIR] [--limit 600] [--seed 7]
 *         [--databases-of held|train|all] [--count 50] [--examples 5] [--out FILE.jsonl]
 *
 * FILE is a JSON list of { db_id, question, query }; DIR holds <db_id>/<db_id>.sqlite. Results are compared as Spider's
 * evaluator compares them. `--databases-of held` takes the databases that a hash of their names sets aside for
 * measuring (`scripts/train-alignment.ts --without-held` learns nothing from them), `train` the others.
 *
 * - not expressible: the gold query says what no sketch can say
 * - not linked: a table, column or value of the gold query has no mention among the words
 * - not generated: all of it is linked, and no candidate has the gold result
 * - outranked: a candidate has the gold result, and another one stands before it
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { alignKeywords } from '../src/answering/align-keywords.ts'
import { detectValues } from '../src/answering/detect-values.ts'
import { findProfile } from '../src/answering/profiles.ts'
import { hashText, seededRandom } from '../src/base/random.ts'
import { openDatabase } from '../src/database/open-database.ts'
import type { EvaluatedDatabase } from '../src/evaluation/evaluated-database.ts'
import {
  isOrderedOfficially,
  officialExecutionText,
  officialPredictionText,
} from '../src/evaluation/metrics/official-execution-text.ts'
import { openEvaluatedDatabase } from '../src/evaluation/open-evaluated-database.ts'
import { compareSpiderResults } from '../src/evaluation/results/compare-spider-results.ts'
import { createBuiltinModel } from '../src/model/builtin/builtin-model.ts'
import { judgeConfidence } from '../src/training/builtin/judge-confidence.ts'
import { type ExploredDatabase, exploreDatabase } from '../src/values/explored-database.ts'
import { findUnlinked, isExpressible } from './gold-links.ts'

interface Pair {
  readonly db_id: string
  readonly question: string
  readonly query: string
}

type Loss = 'right' | 'outranked' | 'not generated' | 'not linked' | 'not expressible'

interface Judged extends Pair {
  readonly loss: Loss
  /** Place of the first candidate with the gold result, from 0; -1 when there is none. */
  readonly rank: number
  readonly unlinked: readonly string[]
  readonly first: string | null
  /** Of the first candidate, before anything ran. */
  readonly confidence: number
  readonly ms: number
}

const LOSSES: readonly Loss[] = ['outranked', 'not generated', 'not linked', 'not expressible']
const HELD_SHARE = 0.2
const NOW = new Date('2026-01-01T00:00:00Z')

const { values: options } = parseArgs({
  options: {
    questions: { type: 'string' },
    databases: { type: 'string' },
    home: { type: 'string', default: join(tmpdir(), 'sonde-losses') },
    limit: { type: 'string', default: '600' },
    seed: { type: 'string', default: '7' },
    'databases-of': { type: 'string', default: 'all' },
    count: { type: 'string', default: '50' },
    examples: { type: 'string', default: '5' },
    out: { type: 'string' },
  },
})
if (options.questions === undefined || options.databases === undefined) {
  throw new Error('Give --questions FILE and --databases DIR.')
}
const count = Number(options.count)
const model = createBuiltinModel()
const folder = options.databases
const judged: Judged[] = []
const pairs = choosePairs(JSON.parse(readFileSync(options.questions, 'utf8')))
for (const name of new Set(pairs.map(({ db_id }) => db_id))) {
  const database = await openDatabase(fileOf(name))
  const explored = await exploreDatabase(database, { home: options.home })
  const evaluated = await openEvaluatedDatabase(name, fileOf(name))
  for (const pair of pairs.filter(({ db_id }) => db_id === name)) {
    const result = await judge(pair, explored, evaluated)
    if (result !== null) judged.push(result)
  }
  await evaluated.close()
  explored.close()
  await database.close()
}
if (options.out !== undefined) {
  writeFileSync(options.out, judged.map((line) => `${JSON.stringify(line)}\n`).join(''))
}
report()

function fileOf(name: string): string {
  return join(folder, name, `${name}.sqlite`)
}

function choosePairs(all: readonly Pair[]): Pair[] {
  const isHeld = (name: string) => hashText(`held ${name}`) % 1000 < HELD_SHARE * 1000
  const usable = all.filter(({ db_id }) => {
    if (!existsSync(fileOf(db_id))) return false
    return options['databases-of'] === 'all' || isHeld(db_id) === (options['databases-of'] === 'held')
  })
  const chosen = seededRandom(options.seed).shuffle(usable).slice(0, Number(options.limit))
  return chosen.sort((left, right) => (left.db_id < right.db_id ? -1 : left.db_id > right.db_id ? 1 : 0))
}

async function judge(
  pair: Pair,
  explored: ExploredDatabase,
  evaluated: EvaluatedDatabase,
): Promise<Judged | null> {
  const goldText = officialExecutionText(pair.query)
  const gold = await evaluated.execute(goldText, { timeoutMs: 10_000 })
  if (gold.kind === 'rejected') return null
  const started = performance.now()
  const { request, candidates } = await generate(pair.question, explored)
  const ms = performance.now() - started
  let rank = -1
  for (const [place, { sql }] of candidates.entries()) {
    const made = await evaluated.execute(officialPredictionText(sql), { timeoutMs: 3000 })
    if (made.kind === 'rejected') continue
    if (compareSpiderResults(gold.rows, made.rows, { isOrdered: isOrderedOfficially(goldText) }) === null) {
      rank = place
      break
    }
  }
  const unlinked = findUnlinked(pair.query, request)
  return {
    ...pair,
    loss: lossOf(pair, rank, unlinked),
    rank,
    unlinked,
    first: candidates[0]?.sql ?? null,
    confidence: candidates[0]?.confidence ?? 0,
    ms,
  }
}

async function generate(question: string, explored: ExploredDatabase) {
  const { survey, graph, values, database } = explored
  const context = { survey, graph, values }
  const profile = findProfile('sonde')
  const shared = { question, context, now: NOW }
  const keywords = await model.extractKeywords(shared)
  const detected = await detectValues({ ...shared, keywords, model, database, profile, seed: 0 })
  const grounded = await alignKeywords(question, detected, { knowledge: [], learned: [], profile })
  const part = await model.linkSchema({ ...shared, grounded })
  const request = { ...shared, grounded, part, count }
  return { request, candidates: await model.generateSql(request) }
}

function lossOf({ query }: Pair, rank: number, unlinked: readonly string[]): Loss {
  if (rank === 0) return 'right'
  if (rank > 0) return 'outranked'
  if (!isExpressible(query)) return 'not expressible'
  return unlinked.length > 0 ? 'not linked' : 'not generated'
}

function report(): void {
  const share = (number: number) =>
    `${((100 * number) / Math.max(1, judged.length)).toFixed(1).padStart(5)} %`
  const within = (bound: number) => judged.filter(({ rank }) => rank >= 0 && rank < bound).length
  console.log(`${judged.length} questions on ${new Set(judged.map(({ db_id }) => db_id)).size} databases`)
  for (const bound of [1, 5, 20, 50, count].filter((one, at, all) => one <= count && all.indexOf(one) === at))
    console.log(`  right among the first ${String(bound).padStart(3)}  ${share(within(bound))}`)
  const linked = judged.filter(({ unlinked }) => unlinked.length === 0).length
  console.log(`  all gold items linked     ${share(linked)}`)
  const { calibrationError, curve } = judgeConfidence(
    judged.map(({ rank, confidence }) => ({ isRight: rank === 0, confidence })),
  )
  const half = curve.find(({ coverage }) => coverage === 0.5)
  console.log(`  calibration error         ${share(calibrationError * judged.length)}`)
  console.log(`  right of the surest half  ${share((half?.precision ?? 0) * judged.length)}`)
  const times = judged.map(({ ms }) => ms).sort((left, right) => left - right)
  const at = (place: number) => (times[Math.floor(place * times.length)] ?? 0).toFixed(0)
  console.log(`  ms to generate: p50 ${at(0.5)}, p95 ${at(0.95)}`)
  for (const loss of LOSSES) {
    const lost = judged.filter((question) => question.loss === loss)
    console.log(`${loss.padEnd(16)} ${String(lost.length).padStart(4)} ${share(lost.length)}`)
    const shown = seededRandom(options.seed).shuffle(lost).slice(0, Number(options.examples))
    for (const { db_id, question, query, first, unlinked } of shown) {
      console.log(`  [${db_id}] ${question}\n    gold ${query}\n    made ${first}`)
      if (unlinked.length > 0) console.log(`    without a mention: ${unlinked.join(', ')}`)
    }
  }
}
