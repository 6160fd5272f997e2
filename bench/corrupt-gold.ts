/**
 * Makes predictions with one known mistake each of gold queries, for `bench/revise-predictions.ts --folder`: a file for
 * each kind of mistake, and `gold.json` without any, which shows what revision breaks.
 *
 *     npx tsx bench/corrupt-gold.ts --out DIR [--questions ../shared/data/spider/train.json]
 *         [--databases ../shared/data/spider/database] [--sample 600] [--seed 1]
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Random, seededRandom } from '../src/base/random.ts'
import { openDatabase } from '../src/database/open-database.ts'
import type { Schema } from '../src/database/schema.ts'
import { findDatabaseFile } from '../src/evaluation/benchmarks/find-database-file.ts'
import type { Expression, Query } from '../src/sql/ast.ts'
import { mapQuery } from '../src/sql/map.ts'
import { parseQuery } from '../src/sql/parse.ts'
import { printQuery } from '../src/sql/print.ts'
import { resolveNames } from '../src/sql/resolve.ts'

const { values: options } = parseArgs({
  options: {
    out: { type: 'string' },
    questions: { type: 'string', default: '../shared/data/spider/train.json' },
    databases: { type: 'string', default: '../shared/data/spider/database' },
    sample: { type: 'string', default: '600' },
    seed: { type: 'string', default: '1' },
  },
})
if (options.out === undefined) throw new Error('Give --out: a folder for the predictions.')

interface Question {
  readonly db_id: string
  readonly question: string
  readonly query: string
}

type Mistake = (query: Query, schema: Schema, random: Random) => Query | null

const MISTAKES: Readonly<Record<string, Mistake>> = {
  gold: (query) => query,
  'literal-case': (query, schema) =>
    changeLiteral(query, schema, (text) =>
      text === text.toLowerCase() ? capitalize(text) : text.toLowerCase(),
    ),
  'literal-typo': (query, schema, random) =>
    changeLiteral(query, schema, (text) => (/^[\p{L} ]{6,}$/u.test(text) ? slip(text, random) : text)),
  'name-misspelt': (query, schema, random) =>
    changeColumn(query, schema, random, (name) =>
      name.includes('_') ? name.replace('_', '') : slip(name, random),
    ),
  'name-of-other-table': swapSource,
  'join-dropped': dropJoin,
  'join-on-other-column': changeKey,
}

const random = seededRandom(Number(options.seed))
const all = JSON.parse(readFileSync(options.questions, 'utf8')) as Question[]
const sample = random.shuffle(all).slice(0, Number(options.sample))
const schemas = new Map<string, Schema | null>()
const made = new Map<string, object[]>(Object.keys(MISTAKES).map((name) => [name, []]))
for (const question of sample) {
  const schema = await schemaOf(question.db_id)
  if (schema === null) continue
  for (const [name, mistake] of Object.entries(MISTAKES)) {
    const predicted = corrupt(question.query, schema, mistake)
    if (predicted === null) continue
    made.get(name)!.push({
      db_id: question.db_id,
      question: question.question,
      gold: question.query,
      predicted: name === 'gold' ? question.query : predicted,
    })
  }
}
mkdirSync(options.out, { recursive: true })
for (const [name, list] of made) {
  writeFileSync(join(options.out, `${name}.json`), `${JSON.stringify(list, null, 1)}\n`)
  console.log(`${name}: ${list.length}`)
}

async function schemaOf(dbId: string): Promise<Schema | null> {
  if (!schemas.has(dbId)) {
    const file = findDatabaseFile(options.databases, dbId)
    const database = file === undefined ? null : await openDatabase(file)
    schemas.set(dbId, (await database?.readSchema()) ?? null)
    await database?.close()
  }
  return schemas.get(dbId)!
}

function corrupt(gold: string, schema: Schema, mistake: Mistake): string | null {
  try {
    const changed = mistake(parseQuery(gold), schema, random)
    return changed === null ? null : printQuery(changed)
  } catch {
    return null
  }
}

function changeLiteral(query: Query, schema: Schema, change: (text: string) => string): Query | null {
  const literals = new Map<Expression, string>()
  for (const { literal, value, operator } of resolveNames(query, schema).comparisons) {
    if (typeof value === 'string' && operator === '=' && change(value) !== value)
      literals.set(literal, change(value))
  }
  if (literals.size === 0) return null
  return mapQuery(query, {
    expression: (node) => (literals.has(node) ? { kind: 'string', value: literals.get(node)! } : node),
  })
}

function changeColumn(
  query: Query,
  schema: Schema,
  chance: Random,
  change: (name: string) => string,
): Query | null {
  const uses = resolveNames(query, schema).columns.filter(
    ({ node }) => node?.kind === 'column' && node.name.length > 4,
  )
  if (uses.length === 0) return null
  const { node } = chance.pick(uses)
  if (node?.kind !== 'column') return null
  const name = change(node.name)
  return mapQuery(query, {
    expression: (other) => (other.kind === 'column' && other.name === node.name ? { ...other, name } : other),
  })
}

/** T1.name written for T2.name, where T1 has no name. */
function swapSource(query: Query, schema: Schema, chance: Random): Query | null {
  const aliases: { name: string; table: string }[] = []
  mapQuery(query, {
    fromItem: (item) => {
      if (item.kind === 'table') aliases.push({ name: item.alias ?? item.name, table: item.name })
      return item
    },
  })
  const uses = resolveNames(query, schema).columns.flatMap(({ node, column, clause }) => {
    if (node?.kind !== 'column' || node.table === undefined || clause === 'on') return []
    const others = aliases.filter(
      ({ name, table }) => name !== node.table && !hasColumn(schema, table, column),
    )
    return others.length === 0 ? [] : [{ node, other: others[0]!.name }]
  })
  if (uses.length === 0) return null
  const { node, other } = chance.pick(uses)
  return mapQuery(query, {
    expression: (one) => (one === node && one.kind === 'column' ? { ...one, table: other } : one),
  })
}

/** One joined table is left out and its columns are written without it. */
function dropJoin(query: Query): Query | null {
  const { body } = query
  if (body.kind !== 'select' || body.from?.kind !== 'join' || body.from.right.kind !== 'table') return null
  const dropped = body.from.right.alias ?? body.from.right.name
  const rest = body.from.left
  return mapQuery(
    { ...query, body: { ...body, from: rest } },
    {
      expression: (node) =>
        node.kind === 'column' && node.table?.toLowerCase() === dropped.toLowerCase()
          ? { kind: 'column', name: node.name }
          : node,
    },
  )
}

function changeKey(query: Query, schema: Schema, chance: Random): Query | null {
  const uses = resolveNames(query, schema).columns.filter(
    ({ node, clause }) => clause === 'on' && node?.kind === 'column' && node.table !== undefined,
  )
  if (uses.length === 0) return null
  const { node, table, column } = chance.pick(uses)
  const others =
    schema.tables.find(({ name }) => name === table)?.columns.filter(({ name }) => name !== column) ?? []
  if (node?.kind !== 'column' || others.length === 0) return null
  const { name } = chance.pick(others)
  return mapQuery(query, { expression: (one) => (one === node ? { ...node, name } : one) })
}

function hasColumn(schema: Schema, table: string, column: string): boolean {
  const found = schema.tables.find(({ name }) => name.toLowerCase() === table.toLowerCase())
  return found?.columns.some(({ name }) => name.toLowerCase() === column.toLowerCase()) ?? false
}

function capitalize(text: string): string {
  return text.replace(/\p{L}/u, (letter) => letter.toUpperCase())
}

/** Two neighbours exchanged. */
function slip(text: string, chance: Random): string {
  const at = 1 + chance.below(Math.max(1, text.length - 2))
  return text.slice(0, at) + (text[at + 1] ?? '') + text[at] + text.slice(at + 2)
}
