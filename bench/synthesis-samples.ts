/**
 * What synthesis without a language model says of a database, to be read: SQL, question, other phrasings, rows found.
 * The last lines count skeletons, difficulties and joins, and how fast queries were grown and said.
 *
 *     npx tsx bench/synthesis-samples.ts DATABASE [--count 40] [--seed 11] [--home DIR] [--paraphrases 2]
 *         [--balanced] [--summary]
 *
 * `--balanced` asks for the four difficulties in turn; `--summary` prints the counts only.
 */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { seededRandom } from '../src/base/random.ts'
import { openDatabase } from '../src/database/open-database.ts'
import { columnKey } from '../src/database/schema.ts'
import { chooseStart } from '../src/exploration/sampling/choose-start.ts'
import { sampleSubgraph } from '../src/exploration/sampling/sample-subgraph.ts'
import type { Query } from '../src/sql/ast.ts'
import { type SpiderDifficulty, spiderDifficulty } from '../src/sql/difficulty.ts'
import { printQuery } from '../src/sql/print.ts'
import { skeletonOf } from '../src/sql/skeleton.ts'
import { growQuery } from '../src/synthesis/grammar/grow-query.ts'
import { createSynthesisContext } from '../src/synthesis/grammar/synthesis-context.ts'
import { verbalizeQuery } from '../src/synthesis/verbalizer/verbalize-query.ts'
import { exploreDatabase } from '../src/values/explored-database.ts'

const DIFFICULTIES: readonly SpiderDifficulty[] = ['easy', 'medium', 'hard', 'extra']

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '40' },
    seed: { type: 'string', default: '11' },
    home: { type: 'string', default: process.env.SONDE_HOME ?? join(tmpdir(), 'sonde-samples') },
    paraphrases: { type: 'string', default: '2' },
    balanced: { type: 'boolean', default: false },
    summary: { type: 'boolean', default: false },
  },
})
const [file] = positionals
if (file === undefined) throw new Error('Name the database to synthesize from.')
const count = Number(options.count)
const database = await openDatabase(file)
const explored = await exploreDatabase(database, { home: options.home })
const context = createSynthesisContext(explored)
const columns = context.survey.schema.tables.flatMap(({ name, kind, columns: own }) =>
  kind === 'view' ? [] : own.map((column) => ({ table: name, column: column.name })),
)

interface Pair {
  readonly query: Query
  readonly sql: string
  readonly questions: readonly string[]
}

const started = performance.now()
const { pairs, grown, unsaid } = synthesize()
const seconds = (performance.now() - started) / 1000
let empty = 0
let refused = 0
for (const [index, { query, sql, questions }] of pairs.entries()) {
  const outcome = await database.run(sql)
  if (outcome.kind === 'rejected') refused++
  else if (outcome.rows.length === 0) empty++
  if (options.summary && outcome.kind === 'rows') continue
  const rows =
    outcome.kind === 'rows' ? `${outcome.rows.length}${outcome.truncated ? '+' : ''} rows` : outcome.message
  console.log(`${index + 1}. ${questions[0]}`)
  for (const question of questions.slice(1)) console.log(`   = ${question}`)
  console.log(`   ${sql}\n   [${spiderDifficulty(query)}, ${rows}]`)
}
report()
explored.close()
await database.close()

function synthesize(): { readonly pairs: readonly Pair[]; readonly grown: number; readonly unsaid: number } {
  const made = new Map<string, Pair>()
  const uses = new Map<string, number>()
  const skeletons = new Map<string, number>()
  const full = new Set<string>()
  let grownCount = 0
  let unsaidCount = 0
  for (let attempt = 0; made.size < count && attempt < count * 20; attempt++) {
    const random = seededRandom(`${options.seed}/${attempt}`)
    const start = chooseStart(columns, uses, random)
    const strategy = random.below(2) === 0 ? 'random-walk' : 'empirical-weighted'
    const subgraph = sampleSubgraph(context.graph, random, { strategy, size: 4 + random.below(8), start })
    const difficulty = DIFFICULTIES[made.size % 4]!
    const query = growQuery(subgraph, context, random, {
      avoidSkeletons: full,
      ...(options.balanced && { difficulty }),
    })
    if (query === null) continue
    grownCount++
    const sql = printQuery(query)
    const questions = verbalizeQuery(query, context, random, 1 + Number(options.paraphrases))
    if (questions.length === 0) unsaidCount++
    if (questions.length === 0 || made.has(sql)) continue
    made.set(sql, { query, sql, questions })
    const skeleton = skeletonOf(query)
    skeletons.set(skeleton, (skeletons.get(skeleton) ?? 0) + 1)
    if (skeletons.get(skeleton)! >= Math.max(2, count * 0.025)) full.add(skeleton)
    for (const column of subgraph.columns) uses.set(columnKey(column), (uses.get(columnKey(column)) ?? 0) + 1)
  }
  return { pairs: [...made.values()], grown: grownCount, unsaid: unsaidCount }
}

function report(): void {
  const skeletons = new Map<string, number>()
  for (const { query } of pairs) skeletons.set(skeletonOf(query), (skeletons.get(skeletonOf(query)) ?? 0) + 1)
  const most = Math.max(...skeletons.values())
  const share = (part: number): string => `${((100 * part) / pairs.length).toFixed(1)} %`
  const levels = DIFFICULTIES.map(
    (level) => `${level} ${share(pairs.filter(({ query }) => spiderDifficulty(query) === level).length)}`,
  )
  const joins = pairs.filter(({ sql }) => sql.includes(' JOIN ')).length
  const nested = pairs.filter(({ sql }) => /\(SELECT|INTERSECT|EXCEPT|UNION/.test(sql)).length
  console.log(
    `${pairs.length} pairs, ${grown} grown, ${unsaid} not said, ${empty} without rows, ${refused} refused`,
  )
  console.log(`${skeletons.size} skeletons, the most frequent ${share(most)}; ${levels.join(', ')}`)
  console.log(`joins ${share(joins)}, nested or set operations ${share(nested)}`)
  console.log(`${(pairs.length / seconds).toFixed(0)} pairs a second`)
}
