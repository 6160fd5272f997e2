/**
 * Whether VES and R-VES can be repeated: scores the same pairs several times, and says whether any two runs lie within
 * the band that the first of them states. Pairs of the same text are left out: they are not measured.
 * `npx tsx bench/timing-metrics.ts [predictions with db_id, gold, predicted] [folder of databases] [pairs] [runs] [rounds]`
 */
import { existsSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import type { JudgedPair, Metric, MetricMode } from '../src/evaluation/metrics/metric.ts'
import { rewardEfficiencyScore } from '../src/evaluation/metrics/reward-efficiency-score.ts'
import { validEfficiencyScore } from '../src/evaluation/metrics/valid-efficiency-score.ts'
import { openEvaluatedDatabase } from '../src/evaluation/open-evaluated-database.ts'
import { isSameText } from '../src/evaluation/timing/same-text.ts'
import { timingBand } from '../src/evaluation/timing/timing-band.ts'

const [
  file = '../shared/data/predictions/spider-dev-open/codes-7b_sft.json',
  folder = '../shared/data/spider/database',
  pairCount = '100',
  runCount = '3',
  rounds = '100',
] = process.argv.slice(2)
if (!existsSync(file)) {
  console.error(`No predictions at ${file}: name a file as the first argument.`)
  process.exit(1)
}
interface Entry {
  readonly db_id: string
  readonly question: string
  readonly gold: string
  readonly predicted: string
}
const entries = (JSON.parse(readFileSync(file, 'utf8')) as readonly Entry[])
  .filter(({ gold, predicted }) => !isSameText(gold, predicted))
  .slice(0, Number(pairCount))

/** One pair after another: what else runs here would be measured too. */
async function scoreOnce(
  metric: Metric,
  mode: MetricMode,
): Promise<{ score: number; band: number; ms: number }> {
  const start = performance.now()
  const verdicts = []
  for (const name of new Set(entries.map((entry) => entry.db_id))) {
    const database = await openEvaluatedDatabase(name, join(folder, name, `${name}.sqlite`))
    for (const [index, entry] of entries.entries()) {
      if (entry.db_id !== name) continue
      const { question, gold, predicted } = entry
      const pair: JudgedPair = { question: { index, dbId: name, question, gold }, predicted, database }
      verdicts.push(await metric.judge(pair, { mode, timeoutMs: 30_000, rounds: Number(rounds) }))
    }
    await database.close()
  }
  const score = (100 * verdicts.reduce((sum, verdict) => sum + verdict.score, 0)) / verdicts.length
  return { score, band: timingBand(verdicts), ms: performance.now() - start }
}

console.log(`${entries.length} pairs, ${rounds} rounds, load ${loadavg()[0]!.toFixed(1)}`)
for (const metric of [validEfficiencyScore, rewardEfficiencyScore]) {
  for (const mode of ['as-official', 'corrected'] as const) {
    const runs = []
    for (let run = 0; run < Number(runCount); run++) runs.push(await scoreOnce(metric, mode))
    const scores = runs.map(({ score }) => score)
    const range = Math.max(...scores) - Math.min(...scores)
    const { band } = runs[0]!
    const seconds = runs.reduce((sum, { ms }) => sum + ms, 0) / runs.length / 1_000
    console.log(
      `${metric.id.padEnd(6)} ${mode.padEnd(12)} ${scores.map((score) => score.toFixed(2)).join(' ')}` +
        `  furthest apart ${range.toFixed(2)}, band ±${band.toFixed(2)}: ${range <= band ? 'within' : 'OUTSIDE'}` +
        `  (${seconds.toFixed(1)} s a run)`,
    )
  }
}
