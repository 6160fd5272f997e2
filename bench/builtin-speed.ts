/**
 * How long the builtin model takes for a whole question, from its words to its candidates, in one process.
 *
 *     npx tsx bench/builtin-speed.ts [--questions FILE --databases DIR --home DIR --limit 200]
 *
 * Without questions, only the wide schema is measured: 100 tables and 1,500 columns, made here. Surveys are made before
 * the clock starts; queries are not run.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DatabaseSync } from '@photostructure/sqlite'
import { alignKeywords } from '../src/answering/align-keywords.ts'
import { detectValues } from '../src/answering/detect-values.ts'
import { findProfile } from '../src/answering/profiles.ts'
import { seededRandom } from '../src/base/random.ts'
import { openDatabase } from '../src/database/open-database.ts'
import { createBuiltinModel } from '../src/model/builtin/builtin-model.ts'
import { type ExploredDatabase, exploreDatabase } from '../src/values/explored-database.ts'

interface Pair {
  readonly db_id: string
  readonly question: string
}

const NOW = new Date('2026-01-01T00:00:00Z')
const TABLES = 100
const COLUMNS = 15
const { values: options } = parseArgs({
  options: {
    questions: { type: 'string' },
    databases: { type: 'string' },
    home: { type: 'string' },
    limit: { type: 'string', default: '200' },
  },
})
const model = createBuiltinModel()
const folder = mkdtempSync(join(tmpdir(), 'sonde-speed-'))
const home = options.home ?? join(folder, 'home')
try {
  if (options.questions !== undefined && options.databases !== undefined) {
    report('questions of the benchmark', await timeBenchmark(options.questions, options.databases))
  }
  report(`${TABLES} tables, ${TABLES * COLUMNS} columns`, await timeWideSchema())
} finally {
  rmSync(folder, { recursive: true })
}

async function timeBenchmark(file: string, databases: string): Promise<number[]> {
  const fileOf = (name: string) => join(databases, name, `${name}.sqlite`)
  const all: readonly Pair[] = JSON.parse(readFileSync(file, 'utf8'))
  const usable = all.filter(({ db_id }) => existsSync(fileOf(db_id)))
  const chosen = seededRandom(7).shuffle(usable).slice(0, Number(options.limit))
  const times: number[] = []
  for (const name of new Set(chosen.map(({ db_id }) => db_id))) {
    const questions = chosen.filter(({ db_id }) => db_id === name).map(({ question }) => question)
    times.push(...(await timeQuestions(fileOf(name), questions)))
  }
  return times
}

async function timeWideSchema(): Promise<number[]> {
  const path = join(folder, 'wide.sqlite')
  writeWideDatabase(path)
  return timeQuestions(path, [
    'How many customers are there in each region?',
    'names of the suppliers with the highest total amount',
    'which orders have an amount over 100 and a status of open',
    'average price of items per category in 2024',
    'employees who have never handled an order',
    'top 5 customers by number of invoices',
    'list the name and city of all branches sorted by opening date',
    'products more expensive than the average',
  ])
}

async function timeQuestions(path: string, questions: readonly string[]): Promise<number[]> {
  const database = await openDatabase(path)
  const explored = await exploreDatabase(database, { home })
  // The first question also prepares what is made once for a database.
  await ask(questions[0]!, explored)
  const times: number[] = []
  for (const question of questions) {
    const started = performance.now()
    await ask(question, explored)
    times.push(performance.now() - started)
  }
  explored.close()
  await database.close()
  return times
}

async function ask(question: string, { survey, graph, values, database }: ExploredDatabase): Promise<void> {
  const profile = findProfile('sonde')
  const shared = { question, context: { survey, graph, values }, now: NOW }
  const keywords = await model.extractKeywords(shared)
  const detected = await detectValues({ ...shared, keywords, model, database, profile, seed: 0 })
  const grounded = await alignKeywords(question, detected, { knowledge: [], learned: [], profile })
  const part = await model.linkSchema({ ...shared, grounded })
  await model.generateSql({ ...shared, grounded, part, count: profile.candidateCount })
}

/** Tables of a business that refer to one another, each with fifteen columns and a few rows. */
function writeWideDatabase(path: string): void {
  const random = seededRandom('wide')
  const nouns = 'customer order invoice item product supplier branch employee payment category'.split(' ')
  const areas = 'sales stock finance service web partner export archive plan quality'.split(' ')
  const words =
    'name city region status kind amount price quantity created_on opened_on code note rate'.split(' ')
  const names = areas.flatMap((area, index) =>
    nouns.map((noun) => (index === 0 ? `${noun}s` : `${area}_${noun}s`)),
  )
  const database = new DatabaseSync(path)
  names.forEach((name, index) => {
    const target = index === 0 ? null : names[random.below(index)]!
    const reference = target === null ? 'parent_id INTEGER' : `${target}_id INTEGER REFERENCES ${target} (id)`
    const columns = words.map(
      (word) => `${word} ${/amount|price|quantity|rate/.test(word) ? 'REAL' : 'TEXT'}`,
    )
    database.exec(`CREATE TABLE ${name} (id INTEGER PRIMARY KEY, ${columns.join(', ')}, ${reference})`)
    const insert = database.prepare(`INSERT INTO ${name} VALUES (${Array(COLUMNS).fill('?').join(', ')})`)
    for (let row = 1; row <= 30; row++) {
      const cells = words.map((word) =>
        /amount|price|quantity|rate/.test(word)
          ? random.below(1000)
          : /_on$/.test(word)
            ? `2024-0${1 + random.below(9)}-1${random.below(10)}`
            : `${word} ${random.below(40)}`,
      )
      insert.run(row, ...cells, 1 + random.below(30))
    }
  })
  database.close()
}

function report(title: string, times: readonly number[]): void {
  const sorted = [...times].sort((left, right) => left - right)
  const at = (share: number) =>
    `${sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(0)} ms`
  console.log(`${title}: ${times.length} questions, p50 ${at(0.5)}, p95 ${at(0.95)}, slowest ${at(1)}`)
}
