/**
 * What answered questions of the same database do for the builtin model: each question is asked without any, with the
 * other questions of its database, and with those of them whose SQL is another.
 *
 *     npx tsx bench/example-evidence.ts --questions FILE --databases DIR [--limit 400] [--seed 7] [--home DIR]
 *
 * FILE is a JSON list of { db_id, question, query }; DIR holds <db_id>/<db_id>.sqlite. The first candidate counts, and
 * results are compared as Spider's evaluator compares them.
 */
import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { alignKeywords } from '../src/answering/align-keywords.ts'
import { detectValues } from '../src/answering/detect-values.ts'
import { findProfile } from '../src/answering/profiles.ts'
import { seededRandom } from '../src/base/random.ts'
import { openDatabase } from '../src/database/open-database.ts'
import {
  isOrderedOfficially,
  officialExecutionText,
  officialPredictionText,
} from '../src/evaluation/metrics/official-execution-text.ts'
import { openEvaluatedDatabase } from '../src/evaluation/open-evaluated-database.ts'
import { compareSpiderResults } from '../src/evaluation/results/compare-spider-results.ts'
import { createBuiltinModel } from '../src/model/builtin/builtin-model.ts'
import type { Demonstration } from '../src/model/model.ts'
import { nearestOf } from '../src/synthesis/pool/nearest-examples.ts'
import { exploreDatabase } from '../src/values/explored-database.ts'

interface Pair {
  readonly db_id: string
  readonly question: string
  readonly query: string
}

const EXAMPLES = 8
const { values: options } = parseArgs({
  options: {
    questions: { type: 'string' },
    databases: { type: 'string' },
    limit: { type: 'string', default: '400' },
    seed: { type: 'string', default: '7' },
    home: { type: 'string', default: join(tmpdir(), 'sonde-example-evidence') },
  },
})
if (options.questions === undefined || options.databases === undefined) {
  throw new Error('Give --questions FILE and --databases DIR.')
}
const folder = options.databases
const fileOf = (name: string): string => join(folder, name, `${name}.sqlite`)
const all = (JSON.parse(readFileSync(options.questions, 'utf8')) as Pair[]).filter(({ db_id }) =>
  existsSync(fileOf(db_id)),
)
const asked = seededRandom(options.seed).shuffle(all).slice(0, Number(options.limit))
const model = createBuiltinModel()
const profile = findProfile('sonde')
const WAYS = ['without examples', 'with the others', 'with others of another SQL'] as const
const right = { 'without examples': 0, 'with the others': 0, 'with others of another SQL': 0 }
const changes = { mended: 0, broken: 0 }
let count = 0
for (const name of new Set(asked.map(({ db_id }) => db_id))) {
  const database = await openDatabase(fileOf(name))
  const explored = await exploreDatabase(database, { home: options.home })
  const evaluated = await openEvaluatedDatabase(name, fileOf(name))
  const own = all.filter(({ db_id }) => db_id === name)
  for (const pair of asked.filter(({ db_id }) => db_id === name)) {
    const goldText = officialExecutionText(pair.query)
    const gold = await evaluated.execute(goldText, { timeoutMs: 10_000 })
    if (gold.kind === 'rejected') continue
    count++
    const { question } = pair
    const { survey, graph, values } = explored
    const shared = { question, context: { survey, graph, values }, now: new Date('2026-01-01T00:00:00Z') }
    const keywords = await model.extractKeywords(shared)
    const detected = await detectValues({ ...shared, keywords, model, database, profile, seed: 0 })
    const grounded = await alignKeywords(question, detected, { knowledge: [], learned: [], profile })
    const part = await model.linkSchema({ ...shared, grounded })
    const others = own.filter((other) => other.question !== question)
    const pools: Readonly<Record<(typeof WAYS)[number], readonly Pair[]>> = {
      'without examples': [],
      'with the others': others,
      'with others of another SQL': others.filter(({ query }) => query !== pair.query),
    }
    const verdicts: boolean[] = []
    const written: (string | undefined)[] = []
    for (const way of WAYS) {
      const demonstrations = nearestOf(
        question,
        pools[way].map(({ question: text, query }): Demonstration => ({ question: text, sql: query })),
        EXAMPLES,
      )
      const [first] = await model.generateSql({ ...shared, grounded, part, count: 1, demonstrations })
      const made =
        first === undefined
          ? null
          : await evaluated.execute(officialPredictionText(first.sql), { timeoutMs: 3_000 })
      const isRight =
        made !== null &&
        made.kind !== 'rejected' &&
        compareSpiderResults(gold.rows, made.rows, { isOrdered: isOrderedOfficially(goldText) }) === null
      verdicts.push(isRight)
      written.push(first?.sql)
      if (isRight) right[way]++
    }
    if (!verdicts[0] && verdicts[2]) changes.mended++
    if (verdicts[0] && !verdicts[2]) {
      changes.broken++
      console.log(`broken: ${question}\n  before ${written[0]}\n  after ${written[2]}`)
    }
  }
  await evaluated.close()
  explored.close()
  await database.close()
}
console.log(`${count} questions`)
for (const way of WAYS) console.log(`${way.padEnd(28)} ${((100 * right[way]) / count).toFixed(1)} % right`)
console.log(`with others of another SQL: ${changes.mended} mended, ${changes.broken} broken`)
