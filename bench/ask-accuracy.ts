/**
 * How often `ask` finds the gold result on Spider's questions, by difficulty, and why it does not.
 *
 *     npx tsx bench/ask-accuracy.ts [train|dev-open] [--questions 300] [--seed 7]
 *
 * Reads $SONDE_DATA or ../shared/data. Rows are compared as bags, with columns in any order, and DISTINCT left out of
 * both queries, as Spider's official evaluator does; an unsure answer counts by its best guess.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Answer } from '../src/answering/answer.ts'
import { askQuestion } from '../src/answering/ask-question.ts'
import { seededRandom } from '../src/base/random.ts'
import type { Database } from '../src/database/database.ts'
import { openDatabase } from '../src/database/open-database.ts'
import type { Query } from '../src/sql/ast.ts'
import { spiderDifficulty } from '../src/sql/difficulty.ts'
import { parseQuery } from '../src/sql/parse.ts'
import { resolveNames } from '../src/sql/resolve.ts'
import { skeletonOf } from '../src/sql/skeleton.ts'
import { exploreDatabase } from '../src/values/explored-database.ts'
import { haveSameRows } from './same-rows.ts'

interface Pair {
  readonly db_id: string
  readonly question: string
  readonly query: string
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { questions: { type: 'string', default: '300' }, seed: { type: 'string', default: '7' } },
})
const data = process.env.SONDE_DATA ?? '../shared/data'
const set = positionals[0] ?? 'train'
const home = mkdtempSync(join(tmpdir(), 'sonde-accuracy-'))
const MOST_ROWS = 100_000
const right = new Map<string, number>()
const asked = new Map<string, number>()
const causes = new Map<string, number>()
const answered = { right: 0, total: 0 }
let goldFailed = 0

try {
  const pairs: readonly Pair[] = JSON.parse(readFileSync(join(data, 'spider', `${set}.json`), 'utf8'))
  const usable = pairs.filter(({ db_id }) => existsSync(fileOf(db_id)))
  const chosen = seededRandom(options.seed).shuffle(usable).slice(0, Number(options.questions))
  for (const name of new Set(chosen.map(({ db_id }) => db_id))) {
    const database = await openDatabase(fileOf(name))
    const explored = await exploreDatabase(database, { home })
    for (const pair of chosen.filter(({ db_id }) => db_id === name)) {
      const gold = await database.run(withoutDistinct(pair.query), { maxRows: MOST_ROWS })
      if (gold.kind === 'rejected') {
        goldFailed++
        continue
      }
      const answer = await askQuestion(explored, pair.question, { now: new Date('2026-01-01') })
      await judge(pair, gold.rows, answer, database)
    }
    explored.close()
    await database.close()
  }
  report(chosen.length)
} finally {
  rmSync(home, { recursive: true })
}

function fileOf(name: string): string {
  return join(data, 'spider', 'database', name, `${name}.sqlite`)
}

function withoutDistinct(sql: string): string {
  return sql.replaceAll(/\bdistinct\b/gi, '')
}

async function judge(
  pair: Pair,
  gold: Parameters<typeof haveSameRows>[0],
  answer: Answer,
  database: Database,
) {
  const difficulty = spiderDifficulty(parseQuery(pair.query))
  const outcome =
    answer.sql === null ? null : await database.run(withoutDistinct(answer.sql), { maxRows: MOST_ROWS })
  const isRight = outcome?.kind === 'rows' && haveSameRows(gold, outcome.rows)
  for (const level of [difficulty, 'all']) {
    add(asked, level, 1)
    add(right, level, isRight ? 1 : 0)
  }
  if (answer.status === 'answered') {
    answered.total++
    if (isRight) answered.right++
  }
  if (!isRight) add(causes, await causeOf(pair.query, answer, database), 1)
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count)
}

/** The first thing in which the query differs from the gold one, the deepest cause first. */
async function causeOf(goldSql: string, answer: Answer, database: Database): Promise<string> {
  if (answer.sql === null) return 'no query was made'
  const schema = await database.readSchema()
  const [gold, made] = [parseQuery(goldSql), parseQuery(answer.sql)]
  const [wanted, found] = [resolveNames(gold, schema), resolveNames(made, schema)]
  if (nestingOf(gold) !== nestingOf(made)) return 'a subquery or set operation too few or too many'
  if (setOf(wanted.tables) !== setOf(found.tables)) return 'other tables'
  const columnsIn = ({ columns }: typeof wanted, clause: string) =>
    setOf(columns.filter((use) => use.clause === clause).map((use) => `${use.table}.${use.column}`))
  if (columnsIn(wanted, 'select') !== columnsIn(found, 'select')) return 'other columns shown'
  if (columnsIn(wanted, 'where') !== columnsIn(found, 'where')) return 'other columns in the condition'
  const literals = ({ comparisons }: typeof wanted) => setOf(comparisons.map(({ value }) => String(value)))
  if (literals(wanted) !== literals(found)) return 'other values'
  if (skeletonOf(gold) !== skeletonOf(made)) return 'another aggregate, grouping, order or comparison'
  return 'other joins or details'
}

function nestingOf(query: Query): number {
  const text = skeletonOf(query)
  return text.split(/\bSELECT\b/i).length
}

function setOf(items: readonly string[]): string {
  return [...new Set(items.map((item) => item.toLowerCase()))].sort().join(' ')
}

function report(chosen: number): void {
  console.log(`${set}: ${chosen} questions, seed ${options.seed}, gold fails as published: ${goldFailed}`)
  for (const level of ['easy', 'medium', 'hard', 'extra', 'all']) {
    const total = asked.get(level) ?? 0
    const share = total === 0 ? 0 : (100 * (right.get(level) ?? 0)) / total
    console.log(`  ${level.padEnd(7)} ${share.toFixed(1).padStart(5)} %  of ${total}`)
  }
  const precision = (100 * answered.right) / Math.max(1, answered.total)
  console.log(`  called sure: ${answered.total}, of these right ${precision.toFixed(1)} %`)
  console.log('  commonest causes of failure:')
  for (const [cause, count] of [...causes].sort((one, other) => other[1] - one[1]).slice(0, 5)) {
    console.log(`    ${String(count).padStart(4)}  ${cause}`)
  }
}
