/**
 * What synthesis without a language model makes of databases, held against what is promised of it.
 *
 *     npx tsx bench/synthesis-quality.ts --count 1000 --seed 7 [--out DIR] [--home DIR] DATABASE…
 *
 * Each database is synthesized into a folder of its own; every query is run once more on its own.
 */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openDatabase } from '../src/database/open-database.ts'
import { summarizePool } from '../src/synthesis/pool/summarize-pool.ts'
import { prepareSynthesis } from '../src/synthesis/prepare-synthesis.ts'
import { synthesize } from '../src/synthesis/synthesize.ts'
import { exploreDatabase } from '../src/values/explored-database.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '7' },
    out: { type: 'string' },
    home: { type: 'string' },
  },
})
const count = Number(options.count)
const out = options.out ?? mkdtempSync(join(tmpdir(), 'sonde-quality-'))

console.log(`in ${out}`)
console.log(
  'database | examples | attempts | easy/medium/hard/extra % | skeletons | most % | joins % | nested % | columns | joins used | runs with rows | seconds | short of',
)
for (const file of positionals) await measure(file)

async function measure(file: string): Promise<void> {
  const database = await openDatabase(file)
  const explored = await exploreDatabase(database, options.home === undefined ? {} : { home: options.home })
  try {
    const started = performance.now()
    const result = await synthesize(explored, {
      count,
      ...(await prepareSynthesis(explored)),
      seed: Number(options.seed),
      folder: join(out, database.name),
    })
    const seconds = (performance.now() - started) / 1_000
    const summary = summarizePool(result, explored.survey, [])
    const total = result.examples.length
    const percent = (part: number): number => Math.round((1_000 * part) / Math.max(1, total)) / 10
    let withRows = 0
    await database.runEach(
      result.examples.map(({ facts }) => facts.sql),
      { maxRows: 1 },
      (outcome) => {
        if (outcome.kind === 'rows' && outcome.rows.length > 0) withRows++
      },
    )
    const levels = Object.values(summary.difficulties).map(percent)
    const promises: readonly (readonly [string, boolean])[] = [
      ['count', total === count],
      ['difficulties', levels.every((level) => level >= 15)],
      ['skeletons', summary.skeletons >= (150 * total) / 1_000],
      ['one skeleton', summary.mostOfOneSkeleton <= 0.03 * total],
      ['joins', percent(summary.withJoins) >= 25],
      ['nested', percent(summary.nested) >= 10],
      ['columns', summary.columns.used === summary.columns.all],
      ['joins used', summary.joins.used === summary.joins.all],
      ['rows', withRows === total],
    ]
    const short = promises.filter(([, isKept]) => !isKept).map(([name]) => name)
    console.log(
      [
        database.name,
        total,
        result.attempts,
        levels.join('/'),
        summary.skeletons,
        percent(summary.mostOfOneSkeleton),
        percent(summary.withJoins),
        percent(summary.nested),
        `${summary.columns.used}/${summary.columns.all}`,
        `${summary.joins.used}/${summary.joins.all}`,
        withRows,
        seconds.toFixed(1),
        short.join(', ') || 'nothing',
      ].join(' | '),
    )
    for (const target of summary.uncovered) console.log(`  not used: ${JSON.stringify(target)}`)
  } finally {
    explored.close()
    await database.close()
  }
}
