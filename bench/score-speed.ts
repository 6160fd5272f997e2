/**
 * How fast predictions are scored, and whether the verdicts are the official ones.
 *
 *     npx tsx bench/score-speed.ts [parity|endless|memory]
 *
 * Reads $SONDE_DATA or ../shared/data. For one core, run it under `taskset -c 0`.
 *
 * parity   EX and EM of the published predictions of twelve systems on 394 questions, against the verdicts of Spider's own
 *          evaluator; the time from when everything is read.
 * endless  a prediction that never ends, four times, under a limit of two seconds.
 * memory   ten thousand pairs; the heap after each thousand, collected before it is measured (--expose-gc).
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { readSpiderTables } from '../src/evaluation/benchmarks/read-spider-tables.ts'
import { findMetrics } from '../src/evaluation/metrics/find-metric.ts'
import { DEFAULT_METRIC_SETTINGS } from '../src/evaluation/metrics/metric.ts'
import { type PredictedQuestion, scorePredictions } from '../src/evaluation/score-predictions.ts'

interface OfficialPair {
  readonly db_id: string
  readonly question: string
  readonly gold: string
  readonly predicted: string
  readonly ex: boolean
  readonly em: boolean
}

const data = process.env.SONDE_DATA ?? '../shared/data'
const folder = join(data, 'predictions', 'spider-dev-open')
if (!existsSync(folder)) throw new Error(`There are no predictions in ${folder}: set SONDE_DATA.`)
const official: OfficialPair[] = readdirSync(folder).flatMap((file) =>
  JSON.parse(readFileSync(join(folder, file), 'utf8')),
)
const spiderSchemas = await readSpiderTables(join(data, 'spider', 'tables.json'))
const fileOf = (dbId: string): string => join(data, 'spider', 'database', dbId, `${dbId}.sqlite`)
const pairs = official.map(pairOf)

const wanted = process.argv[2]
if (wanted === undefined || wanted === 'parity') await measureParity()
if (wanted === undefined || wanted === 'endless') await measureEndless()
if (wanted === undefined || wanted === 'memory') await measureMemory()

function pairOf({ db_id, question, gold, predicted }: OfficialPair, index: number): PredictedQuestion {
  return { question: { index, dbId: db_id, question, gold }, predicted }
}

async function measureParity(): Promise<void> {
  const started = performance.now()
  const scored = await scorePredictions(pairs, {
    metrics: findMetrics(['ex', 'em']),
    settings: { ...DEFAULT_METRIC_SETTINGS, timeoutMs: 60_000 },
    fileOf,
    spiderSchemas,
  })
  const seconds = (performance.now() - started) / 1_000
  console.log(`parity: ${pairs.length} pairs, ex and em, in ${seconds.toFixed(2)} s`)
  for (const id of ['ex', 'em'] as const) {
    const agreed = scored.filter(({ verdicts }, at) => (verdicts[id]!.score === 1) === official[at]![id])
    console.log(`  ${id}: ${agreed.length} of ${scored.length} verdicts are the official ones`)
  }
}

async function measureEndless(): Promise<void> {
  const endless = 'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n'
  const { question } = pairs[0]!
  const started = performance.now()
  const scored = await scorePredictions(
    Array.from({ length: 4 }, () => ({ question, predicted: endless })),
    {
      metrics: findMetrics(['ex']),
      settings: { ...DEFAULT_METRIC_SETTINGS, timeoutMs: 2_000 },
      fileOf,
    },
  )
  const reasons = new Set(scored.map(({ verdicts }) => verdicts.ex?.reason))
  const seconds = ((performance.now() - started) / 1_000).toFixed(2)
  console.log(`endless: four times the same under a limit of 2 s: ${seconds} s, ${[...reasons].join(', ')}`)
}

async function measureMemory(): Promise<void> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const many = Array.from({ length: 10_000 }, (_, at) => {
    const pair = pairs[at % pairs.length]!
    // A text of its own for each, so that none is answered from what is remembered.
    return { ...pair, predicted: `${pair.predicted?.replace(/;\s*$/, '')} -- ${at}` }
  })
  const sizes: string[] = []
  let done = 0
  await scorePredictions(many, {
    metrics: findMetrics(['ex', 'em']),
    settings: { ...DEFAULT_METRIC_SETTINGS },
    fileOf,
    spiderSchemas,
    onScored: () => {
      done++
      if (done % 1_000 !== 0) return
      collect()
      sizes.push((process.memoryUsage().heapUsed / 1024 / 1024).toFixed(0))
    },
  })
  console.log(`memory: heap in MiB after each thousand of ${many.length} pairs: ${sizes.join(' ')}`)
}
