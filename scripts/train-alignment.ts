/**
 * Learns which words of questions stand for which words of table and column names, and writes
 * src/model/builtin/linking/names/alignment.txt.
 *
 *     npx tsx scripts/train-alignment.ts --tables tables.json --pairs train.json --pairs syn-train.json
 *         [--without-held] [--out FILE]
 *
 * Each `--pairs` is a JSON list of { db_id, question, query }, `--tables` Spider's tables.json. A pair of stems is kept
 * when questions on several databases use it and the name's word is far likelier to be asked for where the question's
 * word stands. No sentence is kept. The same files give the same bytes. `--without-held` leaves out the databases
 * that bench/builtin-losses.ts measures on.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { hashText } from '../src/base/random.ts'
import { alignableTerms } from '../src/model/builtin/linking/names/alignable-terms.ts'
import { nameStems, schemaVocabulary } from '../src/model/builtin/linking/names/name-stems.ts'
import { STOP_WORDS, synonymsOf } from '../src/model/builtin/linking/words/english.ts'
import { expandSharedHeads, tokenizeQuestion } from '../src/model/builtin/linking/words/question-tokens.ts'
import { parseQuery } from '../src/sql/parse.ts'
import { resolveNames } from '../src/sql/resolve.ts'
import type { SchemaShape } from '../src/sql/schema-shape.ts'

interface SpiderTables {
  readonly db_id: string
  readonly table_names_original: readonly string[]
  readonly column_names_original: readonly (readonly [number, string])[]
}

interface Pair {
  readonly db_id: string
  readonly question: string
  /** Spider-Syn: the question before its words were exchanged. */
  readonly original?: string
  readonly query: string
}

interface NamedSchema {
  readonly shape: SchemaShape
  /** Stems of each table and column, by "table" and "table.column" in lower case. */
  readonly stems: ReadonlyMap<string, readonly string[]>
}

/** A database that says the same thing a hundred times is one witness: so much of it counts. */
const MOST_FROM_ONE_DATABASE = 4
const FEWEST_DATABASES = 2
const FEWEST_USES = 3
const LOWEST_SHARE = 0.08
const LOWEST_LIFT = 1.7
/** Log-likelihood ratio: 6.6 is a chance of one in a hundred. */
const LOWEST_EVIDENCE = 6.6
/** Every table has them, so that any word seems to stand for them. */
const GENERIC = new Set(['name', 'id', 'code', 'number', 'type', 'detail', 'first', 'last', 'to'])
const FEWEST_EXCHANGES = 2
const LOWEST_EXCHANGE = 12
const NAMES_KEPT = 6
const HELD_SHARE = 0.2

const { values: options } = parseArgs({
  options: {
    tables: { type: 'string' },
    pairs: { type: 'string', multiple: true },
    out: { type: 'string', default: 'src/model/builtin/linking/names/alignment.txt' },
    'without-held': { type: 'boolean', default: false },
  },
})
if (options.tables === undefined || options.pairs === undefined) {
  throw new Error('Give --tables FILE and --pairs FILE.')
}

/** For a term and a stem: databases -> questions; `offered` where the stem could have been asked for. */
const used = new Map<string, Map<string, number>>()
const offered = new Map<string, number>()
/** Words that people took for one another, both ways: term -> stem -> how often. */
const exchanged = new Map<string, Map<string, number>>()
const usedAtAll = new Map<string, number>()
const offeredAtAll = new Map<string, number>()

const schemas = new Map(
  (JSON.parse(readFileSync(options.tables, 'utf8')) as SpiderTables[]).map((entry) => [
    entry.db_id,
    readSchema(entry),
  ]),
)
for (const file of options.pairs) {
  for (const pair of JSON.parse(readFileSync(file, 'utf8')) as Pair[]) {
    const schema = schemas.get(pair.db_id)
    const isHeld = hashText(`held ${pair.db_id}`) % 1000 < HELD_SHARE * 1000
    if (schema === undefined || (options['without-held'] && isHeld)) continue
    observe(pair, schema)
    if (pair.original !== undefined) observeExchange(pair.original, pair.question)
  }
}
writeFileSync(options.out, alignmentText())

function readSchema(entry: SpiderTables): NamedSchema {
  const tables = entry.table_names_original.map((name, index) => ({
    name,
    columns: entry.column_names_original
      .filter(([table]) => table === index)
      .map(([, column]) => ({ name: column })),
  }))
  const names = tables.flatMap(({ name, columns }) => [name, ...columns.map((column) => column.name)])
  const vocabulary = schemaVocabulary(names)
  const stems = new Map<string, readonly string[]>()
  for (const table of tables) {
    stems.set(table.name.toLowerCase(), nameStems(table.name, vocabulary))
    for (const { name } of table.columns)
      stems.set(`${table.name}.${name}`.toLowerCase(), nameStems(name, vocabulary))
  }
  return { shape: { tables }, stems }
}

/** Counts what the question's unexplained words may have to do with the names that the gold query uses. */
function observe({ db_id, question, query }: Pair, { shape, stems }: NamedSchema): void {
  const tokens = expandSharedHeads(tokenizeQuestion(question))
  const words = new Set(tokens.map(({ stem }) => stem))
  const isSaid = (stem: string) => words.has(stem) || [...synonymsOf(stem)].some((other) => words.has(other))
  const all = new Set([...stems.values()].flat())
  const free = [...all].filter((stem) => !isSaid(stem) && !GENERIC.has(stem))
  const wanted = goldStems(query, shape, stems)
  const terms = new Set(
    alignableTerms(tokens)
      .map(({ term }) => term)
      .filter((term) => !all.has(term)),
  )
  for (const stem of free) {
    count(offeredAtAll, stem)
    if (wanted.has(stem)) count(usedAtAll, stem)
    for (const term of terms) {
      const key = `${term}\t${stem}`
      count(offered, key)
      if (!wanted.has(stem)) continue
      const databases = used.get(key) ?? new Map<string, number>()
      databases.set(db_id, (databases.get(db_id) ?? 0) + 1)
      used.set(key, databases)
    }
  }
}

/** "heads of the departments" became "leaders of the divisions": the words that differ mean the same. */
function observeExchange(original: string, question: string): void {
  const [before, after] = [original, question].map((text) => tokenizeQuestion(text).map(({ stem }) => stem))
  for (const [one, other] of differences(before!, after!)) {
    for (const [words, names] of [
      [other, one],
      [one, other],
    ]) {
      const [from, to] = [contentOf(words!), contentOf(names!)]
      if (from.length === 0 || from.length > 2 || to.length === 0 || to.length > 2) continue
      const stems = exchanged.get(from.join(' ')) ?? new Map<string, number>()
      for (const stem of to) if (!from.includes(stem)) stems.set(stem, (stems.get(stem) ?? 0) + 1 / to.length)
      exchanged.set(from.join(' '), stems)
    }
  }
}

function contentOf(stems: readonly string[]): string[] {
  return stems.filter((stem) => !STOP_WORDS.has(stem) && /^[a-z]{3,}$/.test(stem))
}

/** The stretches in which two lists differ, between their longest common subsequence. */
function differences(before: readonly string[], after: readonly string[]): [string[], string[]][] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0))
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      lengths[row]![column] =
        before[row] === after[column]
          ? lengths[row + 1]![column + 1]! + 1
          : Math.max(lengths[row + 1]![column]!, lengths[row]![column + 1]!)
    }
  }
  const found: [string[], string[]][] = []
  let open: [string[], string[]] = [[], []]
  let [row, column] = [0, 0]
  while (row < before.length || column < after.length) {
    if (row < before.length && before[row] === after[column]) {
      found.push(open)
      open = [[], []]
      row++
      column++
    } else if (
      column >= after.length ||
      (row < before.length && lengths[row + 1]![column]! >= lengths[row]![column + 1]!)
    ) {
      open[0].push(before[row++]!)
    } else open[1].push(after[column++]!)
  }
  return [...found, open].filter(([one, other]) => one.length > 0 && other.length > 0)
}

function goldStems(query: string, shape: SchemaShape, stems: NamedSchema['stems']): ReadonlySet<string> {
  try {
    const { tables, columns } = resolveNames(parseQuery(query), shape)
    const names = [
      ...tables,
      ...columns.filter(({ clause }) => clause !== 'on').map(({ table, column }) => `${table}.${column}`),
    ]
    return new Set(names.flatMap((name) => stems.get(name.toLowerCase()) ?? []))
  } catch {
    return new Set()
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** One line a term: "vocalist singer:62", the share of questions in hundredths, the surest name first. */
function alignmentText(): string {
  const lines = new Map<string, { readonly stem: string; readonly strength: number }[]>()
  for (const [key, databases] of used) {
    const [term, stem] = key.split('\t') as [string, string]
    const uses = [...databases.values()].reduce((sum, one) => sum + one, 0)
    const capped = [...databases.values()].reduce(
      (sum, one) => sum + Math.min(one, MOST_FROM_ONE_DATABASE),
      0,
    )
    const chances = offered.get(key)!
    const share = uses / chances
    const base = usedAtAll.get(stem)! / offeredAtAll.get(stem)!
    if (databases.size < FEWEST_DATABASES || capped < FEWEST_USES) continue
    if (share < LOWEST_SHARE || share / base < LOWEST_LIFT) continue
    if (evidence(uses, chances, base) < LOWEST_EVIDENCE) continue
    // Few witnesses say less than many.
    const strength = Math.round(100 * share * (capped / (capped + 2)))
    lines.set(term, [...(lines.get(term) ?? []), { stem, strength }])
  }
  for (const [term, stems] of exchanged) {
    const total = [...stems.values()].reduce((sum, one) => sum + one, 0)
    for (const [stem, times] of stems) {
      const strength = Math.round(100 * (times / total) * (times / (times + 1)))
      if (times < FEWEST_EXCHANGES || strength < LOWEST_EXCHANGE) continue
      const known = lines.get(term) ?? []
      const others = known.filter((name) => name.stem !== stem)
      const before = known.find((name) => name.stem === stem)?.strength ?? 0
      lines.set(term, [...others, { stem, strength: Math.max(before, strength) }])
    }
  }
  return [...lines]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([term, names]) => {
      const best = names.sort(
        (left, right) => right.strength - left.strength || (left.stem < right.stem ? -1 : 1),
      )
      return `${term}\t${best
        .slice(0, NAMES_KEPT)
        .map(({ stem, strength }) => `${stem}:${strength}`)
        .join(' ')}\n`
    })
    .join('')
}

/** Twice the log-likelihood ratio of the share seen against the share that is usual. */
function evidence(uses: number, chances: number, base: number): number {
  const term = (seen: number, expected: number) => (seen === 0 ? 0 : seen * Math.log(seen / expected))
  return 2 * (term(uses, chances * base) + term(chances - uses, chances * (1 - base)))
}
