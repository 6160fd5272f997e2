/** Speed of the value index: 1,000,000 distinct values in 400 columns. Run with `npx tsx bench/value-index.ts`. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { type Random, seededRandom } from '../src/base/random.ts'
import { openDatabase } from '../src/database/open-database.ts'
import { buildValueIndex } from '../src/values/build-value-index.ts'
import { openValueIndex } from '../src/values/open-value-index.ts'

const TABLES = 40
const COLUMNS = 10
const ROWS = 2_500
const LOOKUPS = 1_000

const random = seededRandom('value index bench')

/** Words with the rhythm of a language, frequent ones first: the n-th is drawn in proportion to 1 / n. */
function makeVocabulary(size: number): readonly string[] {
  const onsets = 'b c d f g h j k l m n p r s t v w br ch cl cr dr fl gr pl pr sh sl st str th tr'.split(' ')
  const vowels = 'a e i o u ai ea ee io ou'.split(' ')
  const codas = ' n r s t l m nd ng rt st ck ll'.split(' ')
  const words = new Set<string>()
  while (words.size < size) {
    const syllables = 1 + random.below(3)
    let word = ''
    for (let count = 0; count < syllables; count++) {
      word += random.pick(onsets) + random.pick(vowels) + random.pick(codas)
    }
    words.add(word)
  }
  return [...words]
}

const vocabulary = makeVocabulary(60_000)

function drawWord(source: Random): string {
  const rank = Math.floor(vocabulary.length ** source.next()) - 1
  return vocabulary[rank]!
}

function capital(word: string): string {
  return word[0]!.toUpperCase() + word.slice(1)
}

function name(): string {
  return capital(drawWord(random))
}

/** Ten kinds of columns, as databases have them; `row` makes the values distinct. */
const KINDS: readonly ((row: number, table: number) => string)[] = [
  () => `${name()} ${name()} ${name()}`,
  (row) => `${1 + (row % 999)} ${name()} ${name()} Street`,
  (row, table) => `${drawWord(random)}.${drawWord(random)}${row}@mail${table}.example`,
  (row, table) => `INV-${2000 + table}-${String(row).padStart(6, '0')}`,
  () => `${name()} ${drawWord(random)} ${drawWord(random)} (${random.below(900)} ml)`,
  () => Array.from({ length: 8 + random.below(8) }, () => drawWord(random)).join(' '),
  (row) => `${name()} ${name()} ${random.pick(['GmbH', 'Ltd', 'Inc', 'AG'])} ${row}`,
  (row, table) => `2${table}-${row}-${random.below(1e6)}`,
  () => `${name()}straße ${random.below(200)}, München-${name()}`,
  () =>
    `${random.pick([...'北京上海广州深圳'])}${random.pick([...'东西南北中'])}${String.fromCodePoint(0x4e00 + random.below(3000), 0x4e00 + random.below(3000), 0x4e00 + random.below(3000))}公司`,
]

function fillDatabase(file: string): { values: string[]; count: number } {
  const database = new DatabaseSync(file)
  database.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; BEGIN')
  const sample: string[] = []
  let count = 0
  for (let table = 0; table < TABLES; table++) {
    const columns = KINDS.map((_, column) => `c${column} TEXT`).join(', ')
    database.exec(`CREATE TABLE t${table}(${columns})`)
    const insert = database.prepare(`INSERT INTO t${table} VALUES (${KINDS.map(() => '?').join(', ')})`)
    const seen = KINDS.map(() => new Set<string>())
    for (let row = 0; row < ROWS; row++) {
      const values = KINDS.map((kind, column) => {
        let value = kind(row, table)
        while (seen[column]!.has(value)) value = kind(row, table)
        seen[column]!.add(value)
        return value
      })
      insert.run(...values)
      count += values.length
      if (row % 50 === 0) sample.push(random.pick(values))
    }
  }
  database.exec('COMMIT')
  database.close()
  return { values: sample, count }
}

/** What people type: the value itself, a word or two of it, a typo, another spelling, or nothing that is stored. */
const QUERIES: Readonly<Record<string, (value: string) => string>> = {
  'as stored': (value) => value.toUpperCase(),
  'one word': (value) => random.pick(value.split(/[\s,@.-]+/).filter((word) => word.length > 1)),
  'two words': (value) => value.split(' ').slice(0, 2).join(' '),
  typo: (value) => {
    const at = random.below(value.length)
    return value.slice(0, at) + value.slice(at + 1)
  },
  'typo in one word': (value) => {
    const word = random.pick(value.split(/[\s,@.-]+/).filter((part) => part.length > 1))
    const at = random.below(word.length)
    return `${word.slice(0, at)}x${word.slice(at + 1)}`
  },
  unknown: () => `${drawWord(random)}${drawWord(random)} ${drawWord(random)}`,
}

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((one, other) => one - other)
  return sorted[Math.floor((sorted.length - 1) * share)]!
}

/** The median and the 95th percentile. */
function summary(times: readonly number[]): string {
  return `p50 ${percentile(times, 0.5).toFixed(2)} ms  p95 ${percentile(times, 0.95).toFixed(2)} ms`
}

/** Milliseconds of this process's own work: what the machine does besides does not count. */
function workedMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/**
 * What any such index costs: the same values in an FTS5 table with its own tokenizer and ranking. It finds whole words
 * only, so its speed is a measure of the machine and not a rival.
 */
function buildPlainFts5(source: string, file: string): DatabaseSyncInstance {
  const database = new DatabaseSync(file)
  database.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000')
  database.exec("CREATE VIRTUAL TABLE plain USING fts5(text, tokenize = 'unicode61')")
  database.prepare('ATTACH ? AS source').run(source)
  database.exec('BEGIN')
  for (let table = 0; table < TABLES; table++) {
    for (let column = 0; column < COLUMNS; column++) {
      database.exec(`INSERT INTO plain(text) SELECT DISTINCT c${column} FROM source.t${table}`)
    }
  }
  database.exec('COMMIT')
  return database
}

/** All of the words, best first by FTS5's BM25; any of them would take it hundreds of milliseconds. */
function plainSearch(database: DatabaseSyncInstance): (text: string) => unknown {
  const statement = database.prepare('SELECT text FROM plain WHERE plain MATCH ? ORDER BY rank LIMIT 10')
  return (text) => {
    const words = text.match(/[\p{L}\p{N}]+/gu) ?? []
    return words.length === 0 ? [] : statement.all(words.map((word) => `"${word}"`).join(' '))
  }
}

let peak = 0
function watchMemory(): void {
  peak = Math.max(peak, process.memoryUsage.rss())
}

/** In a process of its own, so that its memory does not count. */
function fillElsewhere(file: string): ReturnType<typeof fillDatabase> {
  const made = spawnSync(
    process.execPath,
    [...process.execArgv, fileURLToPath(import.meta.url), FILL, file],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  return JSON.parse(made.stdout)
}

const FILL = 'fill'
if (process.argv[2] === FILL) {
  writeSync(1, JSON.stringify(fillDatabase(process.argv[3]!)))
  process.exit()
}

const folder = mkdtempSync(join(tmpdir(), 'sonde-bench-'))
try {
  const source = join(folder, 'source.sqlite')
  const { values, count } = fillElsewhere(source)
  const database = await openDatabase(source)
  const schema = await database.readSchema()
  const file = join(folder, 'index.sqlite')
  const watch = setInterval(watchMemory, 20)
  const started = performance.now()
  const workedBefore = workedMs()
  let indexingSince = 0
  await buildValueIndex(database, schema, file, {
    onProgress: ({ phase }) => {
      watchMemory()
      if (phase === 'indexing' && indexingSince === 0) indexingSince = performance.now()
    },
  })
  const finished = performance.now()
  const worked = workedMs() - workedBefore
  clearInterval(watch)
  await database.close()
  console.log(`${count} distinct values in ${TABLES * COLUMNS} columns`)
  console.log(
    `build: ${((finished - started) / 1000).toFixed(2)} s (reading ${((indexingSince - started) / 1000).toFixed(2)} s)`,
  )
  console.log(`processor time of this process while building: ${(worked / 1000).toFixed(2)} s`)
  console.log(`load of the machine: ${loadavg()[0]!.toFixed(1)} on ${cpus().length} processors`)
  console.log(`index file: ${(statSync(file).size / 1e6).toFixed(0)} MB`)

  const index = openValueIndex(file)
  const columns = [
    { table: 't7', column: 'c0' },
    { table: 't9', column: 'c6' },
  ]
  const measure = (label: string, work: (value: string) => unknown): number[] => {
    const times: number[] = []
    const worked = workedMs()
    for (let count = 0; count < LOOKUPS; count++) {
      const value = random.pick(values)
      const before = performance.now()
      work(value)
      times.push(performance.now() - before)
    }
    watchMemory()
    console.log(
      `${label.padEnd(28)} ${summary(times)}  max ${percentile(times, 1).toFixed(2)} ms  mean work ${((workedMs() - worked) / LOOKUPS).toFixed(2)} ms`,
    )
    return times
  }
  const all = Object.entries(QUERIES).flatMap(([label, change]) =>
    measure(`search, ${label}`, (value) => index.search(change(value))),
  )
  console.log(`${'search, all'.padEnd(28)} ${summary(all)}`)
  measure('search in two columns', (value) => index.search(QUERIES.typo!(value), { columns }))
  measure('findExact', (value) => index.findExact(value.toLowerCase()))
  measure('findExact, not stored', (value) => index.findExact(`${value} not stored`))
  index.close()
  console.log(`peak memory of this process: ${(peak / 1e6).toFixed(0)} MB`)

  const plainFile = join(folder, 'plain.sqlite')
  const plainWorked = workedMs()
  const plainStarted = performance.now()
  const plain = buildPlainFts5(source, plainFile)
  const plainTook = performance.now() - plainStarted
  const plainBuildWork = workedMs() - plainWorked
  console.log(
    `plain FTS5: build ${(plainTook / 1000).toFixed(2)} s, processor time ${(plainBuildWork / 1000).toFixed(2)} s, ${(statSync(plainFile).size / 1e6).toFixed(0)} MB`,
  )
  const plainTimes = Object.entries(QUERIES).flatMap(([label, change]) => {
    const search = plainSearch(plain)
    return measure(`plain FTS5, ${label}`, (value) => search(change(value)))
  })
  plain.close()
  console.log(`${'plain FTS5, all'.padEnd(28)} ${summary(plainTimes)}`)
  const ratio = (ours: number, theirs: number): string => (ours / theirs).toFixed(1)
  console.log(
    `this index to plain FTS5: build ${ratio(finished - started, plainTook)}, processor time ${ratio(worked, plainBuildWork)}, ` +
      `search p95 ${ratio(percentile(all, 0.95), percentile(plainTimes, 0.95))}`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
