/**
 * How many questions that analysts ask does `ask` answer right, and does it know which?
 *
 *     npx tsx bench/sample-questions.ts [name …] [--fresh] [--failures]
 *
 * Names: harbor (Harbor Tea, written anew), chinook, northwind, and databases by others: billing, clinic, hr, league,
 * rental, schools, world (bench/databases), which language models wrote, with their questions, without sight of the code.
 * All if none is said. `--fresh` asks the questions of bench/questions that nobody has looked into and nothing was tuned
 * on: do not read what fails there.
 *
 * Chinook and Northwind are looked for in $SONDE_SAMPLES, or in ../shared/data/samples; one that is not there is passed
 * over. Of the databases by others today is the first of January 2026.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { DatabaseSync } from '@photostructure/sqlite'
import type { Answer } from '../src/answering/answer.ts'
import { askQuestion } from '../src/answering/ask-question.ts'
import { writeSampleDatabase } from '../src/cli/demo/sample-database.ts'
import type { Row } from '../src/database/database.ts'
import { openDatabase } from '../src/database/open-database.ts'
import { type ExploredDatabase, exploreDatabase } from '../src/values/explored-database.ts'
import { importLookupTable } from '../src/values/import-lookup-table.ts'
import { addKnowledge } from '../src/values/knowledge-file.ts'
import { SAMPLE_QUESTIONS, type SampleQuestion } from '../test/end-to-end/sample-questions.ts'
import { haveSameRows } from './same-rows.ts'

const SAMPLES = ['harbor', 'chinook', 'northwind']
const OTHERS = ['billing', 'clinic', 'hr', 'league', 'rental', 'schools', 'world']

const OTHERS_TODAY = new Date('2026-01-01T00:00:00Z')

interface AskedQuestion extends SampleQuestion {
  /** What is known about this question beside its words. */
  readonly evidence?: string
}

interface Result {
  readonly question: AskedQuestion
  /** An error is a crash: what a database or model cannot do belongs in the answer. */
  readonly answer: Answer | Error
  readonly isRight: boolean
  readonly ms: number
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    fresh: { type: 'boolean', default: false },
    failures: { type: 'boolean', default: false },
  },
})
const work = mkdtempSync(join(tmpdir(), 'sonde-questions-'))
try {
  const known = [...SAMPLES, ...OTHERS].filter((name) => !options.fresh || name !== 'harbor')
  const chosen = known.filter((name) => positionals.includes(name))
  const others: Result[] = []
  for (const name of chosen.length > 0 ? chosen : known) {
    const path = await pathOf(name)
    if (existsSync(path)) {
      const results = await askAll(name, path)
      report(name, results)
      if (isOthers(name)) others.push(...results)
    } else console.log(`${name}: passed over, there is no ${path}`)
  }
  if (others.length > 0) report('databases by others', others)
} finally {
  rmSync(work, { recursive: true })
}

function isOthers(name: string): boolean {
  return OTHERS.includes(name)
}

async function pathOf(name: string): Promise<string> {
  if (name === 'chinook' || name === 'northwind') {
    return join(process.env.SONDE_SAMPLES ?? '../shared/data/samples', `${name}.sqlite`)
  }
  const path = join(work, `${name}.sqlite`)
  if (isOthers(name)) writeDatabase(name, path)
  else await writeSampleDatabase(path)
  return path
}

function writeDatabase(name: string, path: string): void {
  const script = readFileSync(new URL(`databases/${name}.sql.gz`, import.meta.url))
  // Rows of one table come before those they refer to.
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false })
  database.exec(gunzipSync(script).toString('utf8'))
  database.close()
}

function questionsOf(name: string): readonly AskedQuestion[] {
  if (name === 'harbor') return SAMPLE_QUESTIONS
  const file = `questions/${name}${options.fresh ? '-fresh' : ''}.json`
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))
}

async function askAll(name: string, path: string): Promise<readonly Result[]> {
  const gold = new DatabaseSync(path, { readOnly: true })
  const database = await openDatabase(path)
  try {
    const explored = await explore(name, database)
    const results: Result[] = []
    for (const question of questionsOf(name)) {
      results.push(await ask(explored, gold, { question, now: isOthers(name) ? OTHERS_TODAY : new Date() }))
    }
    explored.close()
    return results
  } finally {
    await database.close()
    gold.close()
  }
}

async function explore(
  name: string,
  database: Awaited<ReturnType<typeof openDatabase>>,
): Promise<ExploredDatabase> {
  const home = join(work, 'home')
  const explored = await exploreDatabase(database, { home })
  if (name !== 'harbor') return explored
  const { entries } = await importLookupTable(database, explored.survey, 'order_status', {})
  addKnowledge(explored.knowledgeFile, entries, { database: database.name })
  explored.close()
  return exploreDatabase(database, { home })
}

async function ask(
  explored: ExploredDatabase,
  gold: InstanceType<typeof DatabaseSync>,
  { question, now }: { readonly question: AskedQuestion; readonly now: Date },
): Promise<Result> {
  const wanted = [question.sql, ...(question.alsoRight ?? [])].map((sql) => rowsOf(gold, sql))
  // Any query that finds nothing would be right.
  if (wanted[0]!.length === 0) throw new Error(`No rows answer "${question.question}": ${question.sql}`)
  const started = performance.now()
  try {
    const { evidence } = question
    const answer = await askQuestion(explored, question.question, {
      maxRows: 10_000,
      now,
      ...(evidence === undefined ? {} : { evidence }),
    })
    const ms = performance.now() - started
    const isRight = wanted.some((rows) => haveSameRows(rows, answer.rows, question))
    return { question, answer, isRight, ms }
  } catch (error) {
    return { question, answer: error as Error, isRight: false, ms: performance.now() - started }
  }
}

function rowsOf(database: InstanceType<typeof DatabaseSync>, sql: string): readonly Row[] {
  const statement = database.prepare(sql)
  statement.setReturnArrays(true)
  return statement.all() as unknown as readonly Row[]
}

function report(name: string, results: readonly Result[]): void {
  if (options.failures && !name.includes(' '))
    for (const result of results) if (!result.isRight) console.log(`${failureText(result)}\n`)
  const withStatus = (status: Answer['status']) =>
    results.filter(({ answer }) => !(answer instanceof Error) && answer.status === status)
  const answered = withStatus('answered')
  const times = results.map(({ ms }) => ms).sort((a, b) => a - b)
  const slowest = results.reduce((slow, result) => (result.ms > slow.ms ? result : slow))
  console.log(
    [
      `${name}: ${share(countRight(results), results.length)} right`,
      `  answered ${share(answered.length, results.length)}, of these right ${share(countRight(answered), answered.length)}`,
      `  unsure ${withStatus('unsure').length} (${countRight(withStatus('unsure'))} right), failed ${withStatus('failed').length}, crashed ${results.filter(({ answer }) => answer instanceof Error).length}`,
      `  ${Math.round(times[times.length >> 1]!)} ms median, ${Math.round(slowest.ms)} ms slowest ("${slowest.question.question}")`,
    ].join('\n'),
  )
}

function countRight(results: readonly Result[]): number {
  return results.filter(({ isRight }) => isRight).length
}

function share(part: number, whole: number): string {
  return `${part}/${whole}${whole === 0 ? '' : ` (${((100 * part) / whole).toFixed(1)} %)`}`
}

function failureText({ question, answer }: Result): string {
  const lines = [`? ${question.question}`, `  gold  ${question.sql.replace(/\s+/g, ' ')}`]
  if (answer instanceof Error) return [...lines, `  crash ${answer.stack}`].join('\n')
  return [
    ...lines,
    `  got   ${answer.sql ?? 'nothing'}`,
    `        ${answer.status}, ${answer.confidence.toFixed(2)}, ${answer.rows.length} rows${answer.reason === null ? '' : `: ${answer.reason}`}`,
  ].join('\n')
}
