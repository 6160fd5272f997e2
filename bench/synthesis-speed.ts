/**
 * How fast examples are made, all filters on, and whether memory stays flat.
 *
 *     npx tsx bench/synthesis-speed.ts [--count 2000] [--home DIR] [DATABASE]
 *     npx tsx bench/synthesis-speed.ts --wide [--count 300]
 *
 * The rate is accepted examples for each second of processor time, query processes included, as one core would make
 * them. --wide compares schemas of 30, 100 and 300 tables that are made here.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { DatabaseSync } from '@photostructure/sqlite'
import { openDatabase } from '../src/database/open-database.ts'
import { prepareSynthesis } from '../src/synthesis/prepare-synthesis.ts'
import { synthesize } from '../src/synthesis/synthesize.ts'
import { exploreDatabase } from '../src/values/explored-database.ts'

const THINGS = ['order', 'product', 'machine', 'school', 'teacher', 'river', 'bridge', 'ticket', 'letter', 'garden', 'harbor', 'island', 'lesson', 'market', 'museum', 'needle', 'office', 'parcel', 'pencil', 'planet'] // biome-ignore format: one line
const KINDS = ['north', 'south', 'east', 'west', 'old', 'new', 'big', 'small', 'red', 'blue', 'green', 'early', 'late', 'first', 'last'] // biome-ignore format: one line
const CATEGORIES = ['wood', 'stone', 'glass', 'iron', 'paper']

const HEAP_EVERY = 500
setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string' },
    home: { type: 'string' },
    wide: { type: 'boolean', default: false },
  },
})
const folder = mkdtempSync(join(tmpdir(), 'sonde-synthesis-speed-'))
try {
  if (options.wide) {
    for (const tables of [30, 100, 300]) {
      const file = join(folder, `wide-${tables}.sqlite`)
      writeWideDatabase(file, tables)
      await measure(file, Number(options.count ?? 300))
    }
  } else await measure(positionals[0] ?? '', Number(options.count ?? 2_000))
} finally {
  rmSync(folder, { recursive: true })
}

async function measure(file: string, count: number): Promise<void> {
  const database = await openDatabase(file)
  const explored = await exploreDatabase(database, { home: options.home ?? join(folder, 'home') })
  const heaps: number[] = []
  const started = performance.now()
  const before = process.cpuUsage()
  const { examples, attempts } = await synthesize(explored, {
    count,
    ...(await prepareSynthesis(explored)),
    seed: 7,
    folder: join(folder, `out-${database.name}`),
    onProgress: ({ accepted }) => {
      if (accepted < heaps.length * HEAP_EVERY) return
      collectGarbage()
      heaps.push(process.memoryUsage().heapUsed)
    },
  })
  const seconds = (performance.now() - started) / 1_000
  const used = process.cpuUsage(before)
  const own = (used.user + used.system) / 1e6
  const tables = explored.survey.schema.tables.length
  const megabytes = heaps.map((bytes) => (bytes / 2 ** 20).toFixed(0)).join(' ')
  console.log(
    `${database.name}: ${tables} tables, ${examples.length} examples of ${attempts} attempts in ${seconds.toFixed(1)} s ` +
      `(${own.toFixed(1)} s of processor time of this process): ${(examples.length / seconds).toFixed(0)} a second, ` +
      `${(examples.length / own).toFixed(0)} a second of its processor time; live memory after each ${HEAP_EVERY}: ${megabytes} MB`,
  )
  explored.close()
  await database.close()
}

/** A chain of tables with names, categories, amounts and days. */
function writeWideDatabase(file: string, tables: number): void {
  const connection = new DatabaseSync(file)
  connection.exec('BEGIN')
  for (let number = 0; number < tables; number++) {
    const name = nameOf(number)
    const parent = number === 0 ? '' : `, parent_id INTEGER REFERENCES ${nameOf(number - 1)} (id)`
    connection.exec(
      `CREATE TABLE ${name} (id INTEGER PRIMARY KEY, name TEXT, category TEXT, amount REAL, quantity INTEGER, made_on TEXT${parent})`,
    )
    const insert = connection.prepare(
      `INSERT INTO ${name} VALUES (?, ?, ?, ?, ?, ?${number === 0 ? '' : ', ?'})`,
    )
    for (let row = 1; row <= 40; row++) {
      const day = `20${10 + (row % 10)}-0${1 + (row % 9)}-1${row % 10}`
      const values = [row, `${name} ${row}`, CATEGORIES[row % 5]!, row * 3.5, (row * 7) % 30, day]
      insert.run(...values, ...(number === 0 ? [] : [1 + (row % 17)]))
    }
  }
  connection.exec('COMMIT')
  connection.close()
}

function nameOf(number: number): string {
  return `${THINGS[number % THINGS.length]}_${KINDS[Math.floor(number / THINGS.length) % KINDS.length]}`
}
