/**
 * How many questions that analysts ask does `ask` answer right, and does it know which?
 *
 *     npx tsx bench/sample-questions.ts [harbor|chinook|northwind] [--fresh] [--failures]
 *
 * `--fresh` asks Chinook and Northwind the questions that nothing was tuned on.
 *
 * Harbor Tea is written anew. Chinook and Northwind are looked for in $SONDE_SAMPLES, or in ../shared/data/samples; one
 * that is not there is passed over.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

const DATABASES = ['harbor', 'chinook', 'northwind'] as const
type Name = (typeof DATABASES)[number]

interface Result {
  readonly question: SampleQuestion
  /** An error is a crash: what a database or model cannot do belongs in the answer. */
  readonly answer: Answer | Error
  readonly isRight: boolean
  readonly ms: number
}

const isFresh = process.argv.includes('--fresh')
const folder = mkdtempSync(join(tmpdir(), 'sonde-questions-'))
try {
  const showsFailures = process.argv.includes('--failures')
  const known = DATABASES.filter((name) => !isFresh || name !== 'harbor')
  const chosen = known.filter((name) => process.argv.includes(name))
  for (const name of chosen.length > 0 ? chosen : known) {
    const path = await pathOf(name)
    if (existsSync(path)) report(name, await askAll(name, path), showsFailures)
    else console.log(`${name}: passed over, there is no ${path}`)
  }
} finally {
  rmSync(folder, { recursive: true })
}

async function pathOf(name: Name): Promise<string> {
  if (name !== 'harbor') return join(process.env.SONDE_SAMPLES ?? '../shared/data/samples', `${name}.sqlite`)
  const path = join(folder, 'harbor-tea.sqlite')
  await writeSampleDatabase(path)
  return path
}

function questionsOf(name: Name): readonly SampleQuestion[] {
  if (name === 'harbor') return SAMPLE_QUESTIONS
  return JSON.parse(
    readFileSync(new URL(`questions/${name}${isFresh ? '-fresh' : ''}.json`, import.meta.url), 'utf8'),
  )
}

async function askAll(name: Name, path: string): Promise<readonly Result[]> {
  const gold = new DatabaseSync(path, { readOnly: true })
  const database = await openDatabase(path)
  try {
    const explored = await explore(name, database)
    const results: Result[] = []
    for (const question of questionsOf(name)) results.push(await ask(explored, gold, question))
    explored.close()
    return results
  } finally {
    await database.close()
    gold.close()
  }
}

async function explore(
  name: Name,
  database: Awaited<ReturnType<typeof openDatabase>>,
): Promise<ExploredDatabase> {
  const home = join(folder, 'home')
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
  question: SampleQuestion,
): Promise<Result> {
  const wanted = [question.sql, ...(question.alsoRight ?? [])].map((sql) => rowsOf(gold, sql))
  // Any query that finds nothing would be right.
  if (wanted[0]!.length === 0) throw new Error(`No rows answer "${question.question}": ${question.sql}`)
  const started = performance.now()
  try {
    const answer = await askQuestion(explored, question.question, { maxRows: 10_000 })
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

function report(name: Name, results: readonly Result[], showsFailures: boolean): void {
  if (showsFailures)
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
