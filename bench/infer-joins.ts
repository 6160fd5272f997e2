/**
 * How many declared foreign keys are found again when nobody declares them: precision and recall on Spider train.
 * Run: npx tsx bench/infer-joins.ts [--list] [database …]
 */
import { existsSync, readFileSync } from 'node:fs'
import { openDatabase } from '../src/database/open-database.ts'
import type { Schema } from '../src/database/schema.ts'
import { inferJoins } from '../src/exploration/infer-joins.ts'
import { profileTable } from '../src/exploration/profile-table.ts'

const DATA = '../shared/data/spider'

interface SpiderSchema {
  readonly db_id: string
  readonly table_names_original: readonly string[]
  readonly column_names_original: readonly (readonly [number, string])[]
  readonly foreign_keys: readonly (readonly [number, number])[]
}

if (!existsSync(DATA)) {
  console.log(`Skipped: ${DATA} is not there.`)
  process.exit(0)
}
const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const isListing = process.argv.includes('--list')
const trainNames = new Set(
  (JSON.parse(readFileSync(`${DATA}/train.json`, 'utf8')) as { db_id: string }[]).map(({ db_id }) => db_id),
)
const schemas = (JSON.parse(readFileSync(`${DATA}/tables.json`, 'utf8')) as SpiderSchema[]).filter(
  ({ db_id }) => trainNames.has(db_id) && (chosen.length === 0 || chosen.includes(db_id)),
)
const totals = { right: 0, wrong: 0, missed: 0, databases: 0, milliseconds: 0 }
const byConfidence = new Map<string, { right: number; wrong: number }>()
for (const spider of schemas) {
  const path = `${DATA}/database/${spider.db_id}/${spider.db_id}.sqlite`
  if (!existsSync(path)) continue
  const database = await openDatabase(path)
  const full = await database.readSchema()
  const schema: Schema = { tables: full.tables.map((table) => ({ ...table, foreignKeys: [] })) }
  const profiles = []
  for (const table of schema.tables) profiles.push(await profileTable(database, table, { seed: 1 }))
  const start = performance.now()
  const found = await inferJoins(database, schema, profiles)
  totals.milliseconds += performance.now() - start
  const ends = spider.foreign_keys.map((key) =>
    key
      .map((index) => {
        const [table, column] = spider.column_names_original[index]!
        return `${spider.table_names_original[table]}.${column}`.toLowerCase()
      })
      .sort()
      .join(' ~ '),
  )
  const gold = new Set(ends)
  const seen = new Set<string>()
  for (const { from, to, confidence, evidence } of found) {
    const name = [`${from.table}.${from.columns}`, `${to.table}.${to.columns}`]
      .map((end) => end.toLowerCase())
      .sort()
      .join(' ~ ')
    const isRight = gold.has(name)
    seen.add(name)
    const band = confidence.toFixed(1)
    const counts = byConfidence.get(band) ?? { right: 0, wrong: 0 }
    byConfidence.set(band, counts)
    if (isRight) counts.right++
    else counts.wrong++
    if (isListing && !isRight) console.log(`wrong  ${spider.db_id}: ${confidence} ${evidence}`)
  }
  const missed = [...gold].filter((name) => !seen.has(name))
  if (isListing) for (const name of missed) console.log(`missed ${spider.db_id}: ${name}`)
  const right = [...seen].filter((name) => gold.has(name)).length
  totals.right += right
  totals.wrong += seen.size - right
  totals.missed += missed.length
  totals.databases++
  await database.close()
}
const { right, wrong, missed } = totals
console.log(`databases ${totals.databases}, declared keys ${right + missed}, inferred ${right + wrong}`)
console.log(
  `precision ${((100 * right) / (right + wrong)).toFixed(1)} %, recall ${((100 * right) / (right + missed)).toFixed(1)} %`,
)
console.log(
  `inference ${(totals.milliseconds / totals.databases).toFixed(1)} ms a database, profiles not counted`,
)
for (const [band, counts] of [...byConfidence].sort()) {
  console.log(`confidence ${band}: ${counts.right} right, ${counts.wrong} wrong`)
}
