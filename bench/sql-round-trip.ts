/**
 * Reads and prints every gold query of Spider train, runs both texts, and says how many return the same rows;
 * then how many queries a second are read and printed. `npx tsx bench/sql-round-trip.ts [folder of Spider]`
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { parseQuery } from '../src/sql/parse.ts'
import { printQuery } from '../src/sql/print.ts'

const SPEED_ROUNDS = 5

const folder = process.argv[2] ?? '../shared/data/spider'
const questions = join(folder, 'train.json')
if (!existsSync(questions)) {
  console.error(`No Spider training set at ${questions}: name its folder as the argument.`)
  process.exit(1)
}
const pairs: readonly { readonly db_id: string; readonly query: string }[] = JSON.parse(
  readFileSync(questions, 'utf8'),
)

type Verdict = 'same rows' | 'different rows' | 'unreadable' | 'fails as published' | 'no database'
const counts = new Map<Verdict, number>()
const failures: string[] = []
for (const name of new Set(pairs.map((pair) => pair.db_id))) {
  const path = join(folder, 'database', name, `${name}.sqlite`)
  const database = existsSync(path) ? open(path) : undefined
  const verdicts = new Map<string, Verdict>()
  for (const { query } of pairs.filter((pair) => pair.db_id === name)) {
    const verdict = verdicts.get(query) ?? judge(query, database)
    verdicts.set(query, verdict)
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1)
  }
  database?.close()
}
for (const failure of failures) console.log(failure)
for (const [verdict, count] of counts) console.log(`${verdict}: ${count} of ${pairs.length}`)

const readable = pairs.map((pair) => pair.query).filter(isReadable)
const started = performance.now()
for (let round = 0; round < SPEED_ROUNDS; round++) {
  for (const query of readable) printQuery(parseQuery(query))
}
const seconds = (performance.now() - started) / 1000
console.log(`read and printed: ${Math.round((readable.length * SPEED_ROUNDS) / seconds)} queries a second`)

function open(path: string): DatabaseSyncInstance {
  return new DatabaseSync(path, {
    readOnly: true,
    enableDoubleQuotedStringLiterals: true,
    returnArrays: true,
  })
}

function judge(query: string, database: DatabaseSyncInstance | undefined): Verdict {
  let printed: string
  try {
    printed = printQuery(parseQuery(query))
    if (printQuery(parseQuery(printed)) !== printed) throw new Error('printed differently the second time')
  } catch (error) {
    const fails = database !== undefined && run(query, database) === undefined
    failures.push(`unreadable${fails ? ', and fails as published' : ''}: ${query}\n  ${error}`)
    return fails ? 'fails as published' : 'unreadable'
  }
  if (database === undefined) return 'no database'
  const wanted = run(query, database)
  if (wanted === undefined) return 'fails as published'
  const verdict = run(printed, database) === wanted ? 'same rows' : 'different rows'
  if (verdict === 'different rows') failures.push(`different rows: ${query}\n  ${printed}`)
  return verdict
}

function run(sql: string, database: DatabaseSyncInstance): string | undefined {
  try {
    return JSON.stringify(database.prepare(sql).all(), (_, value) =>
      typeof value === 'bigint' ? `${value}n` : value,
    )
  } catch {
    return undefined
  }
}

function isReadable(query: string): boolean {
  try {
    parseQuery(query)
    return true
  } catch {
    return false
  }
}
