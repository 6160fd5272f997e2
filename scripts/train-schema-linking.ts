/**
 * Learns which tables and columns a question needs, and writes src/model/builtin/schema-linking/linker.txt.
 *
 *     npx tsx scripts/train-schema-linking.ts --databases DIR --pairs train.json --pairs syn-train.json
 *         [--limit 4500] [--merged 40] [--merged-limit 500] [--without-held] [--home DIR] [--out FILE]
 *
 * Each `--pairs` is a JSON list of { db_id, question, query }, DIR holds <db_id>/<db_id>.sqlite; `--limit` questions of
 * each file are taken. So that the linker also knows large schemas, `--merged` databases at a time are put into one,
 * and `--merged-limit` questions asked of each such database. `--without-held` leaves out the databases that
 * bench/schema-linking.ts measures on. The same files give the same bytes; no question is kept.
 *
 * Tables are learned first. What columns learn from is how likely trees that did not see the database think each table,
 * as it will be when questions are asked.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  captureRequest,
  databaseFile,
  type GoldPart,
  goldPart,
  isHeldOut,
  type LinkedPair,
  mergedGold,
} from '../bench/linking-requests.ts'
import { mergeDatabases } from '../bench/merge-databases.ts'
import { hashText, seededRandom } from '../src/base/random.ts'
import { openDatabase } from '../src/database/open-database.ts'
import { columnKey } from '../src/database/schema.ts'
import { scoreByTrees, type TreeRanker } from '../src/model/builtin/ranking/tree-ranker.ts'
import { describeColumns, withTableOdds } from '../src/model/builtin/schema-linking/column-features.ts'
import { gatherEvidence } from '../src/model/builtin/schema-linking/gather-evidence.ts'
import {
  encodeLinkerParameters,
  STARTING_ODDS,
} from '../src/model/builtin/schema-linking/linker-parameters.ts'
import { tableFeatures } from '../src/model/builtin/schema-linking/table-features.ts'
import { trainTreeRanker } from '../src/training/builtin/train-tree-ranker.ts'
import { type ExploredDatabase, exploreDatabase } from '../src/values/explored-database.ts'

interface Sample {
  readonly database: string
  readonly tables: readonly { readonly row: Float32Array; readonly isNeeded: number }[]
  readonly columns: readonly {
    readonly described: ReturnType<typeof describeColumns>[number]
    readonly isNeeded: number
  }[]
}

const MOST_FROM_ONE_DATABASE = 60
const FOLDS = 3
const RATE = 0.1
const SMOOTHING = 5
const TABLE_TREES = { rounds: 120, depth: 4 }
const COLUMN_TREES = { rounds: 180, depth: 5 }

const { values: options } = parseArgs({
  options: {
    databases: { type: 'string' },
    pairs: { type: 'string', multiple: true },
    limit: { type: 'string', default: '4500' },
    merged: { type: 'string', default: '40' },
    'merged-limit': { type: 'string', default: '500' },
    'without-held': { type: 'boolean', default: false },
    home: { type: 'string', default: join(tmpdir(), 'sonde-linking') },
    out: { type: 'string', default: 'src/model/builtin/schema-linking/linker.txt' },
  },
})
if (options.databases === undefined || options.pairs === undefined) {
  throw new Error('Give --databases DIR and --pairs FILE.')
}
const folder = options.databases
const files = options.pairs.map((file) =>
  (JSON.parse(readFileSync(file, 'utf8')) as LinkedPair[]).filter(
    ({ db_id }) => databaseFile(folder, db_id) !== null && !(options['without-held'] && isHeldOut(db_id)),
  ),
)
const samples: Sample[] = []
await gatherSingle()
await gatherMerged()
writeFileSync(options.out, encodeLinkerParameters(await learn()))

/** A database about which much was asked says the same thing again and again. */
function choose(all: readonly LinkedPair[], limit: number): LinkedPair[] {
  const counts = new Map<string, number>()
  const shuffled = seededRandom('schema linking').shuffle(all)
  return shuffled
    .filter(({ db_id }) => {
      counts.set(db_id, (counts.get(db_id) ?? 0) + 1)
      return counts.get(db_id)! <= MOST_FROM_ONE_DATABASE
    })
    .slice(0, limit)
}

async function gatherSingle(): Promise<void> {
  const pairs = files.flatMap((all) => choose(all, Number(options.limit)))
  for (const name of [...new Set(pairs.map(({ db_id }) => db_id))].sort()) {
    await withExplored(databaseFile(folder, name)!, options.home, async (explored) => {
      for (const pair of pairs.filter(({ db_id }) => db_id === name)) {
        await observe(pair, goldPart(pair.query, explored.survey.schema), explored)
      }
    })
    console.error(`${samples.length} questions, ${name}`)
  }
}

async function gatherMerged(): Promise<void> {
  const size = Number(options.merged)
  const names = [...new Set(files.flat().map(({ db_id }) => db_id))].sort(
    (left, right) => hashText(`group ${left}`) - hashText(`group ${right}`),
  )
  for (let start = 0; size > 0 && start + size <= names.length; start += size) {
    const members = names.slice(start, start + size)
    const asked = files.flat().filter(({ db_id }) => members.includes(db_id))
    const pairs = choose(asked, Number(options['merged-limit']))
    const made = mkdtempSync(join(tmpdir(), 'sonde-merged-'))
    try {
      const target = join(made, 'merged.sqlite')
      await mergeDatabases(
        members.map((name) => ({ name, file: databaseFile(folder, name)! })),
        target,
      )
      await withExplored(target, join(made, 'home'), async (explored) => {
        for (const pair of pairs) await observe(pair, mergedGold(pair, explored), explored)
      })
    } finally {
      rmSync(made, { recursive: true, force: true })
    }
    console.error(`${samples.length} questions, ${members.length} databases in one`)
  }
}

async function withExplored(
  file: string,
  home: string,
  use: (explored: ExploredDatabase) => Promise<void>,
): Promise<void> {
  const database = await openDatabase(file)
  const explored = await exploreDatabase(database, { home })
  try {
    await use(explored)
  } finally {
    explored.close()
    await database.close()
  }
}

async function observe(pair: LinkedPair, gold: GoldPart | null, explored: ExploredDatabase): Promise<void> {
  if (gold === null) return
  const request = await captureRequest(explored, pair.question)
  if (request === null) return
  const evidence = gatherEvidence(request)
  const rows = tableFeatures(evidence)
  samples.push({
    database: pair.db_id,
    tables: evidence.candidates.map(({ table }, place) => ({
      row: rows[place]!,
      isNeeded: Number(gold.tables.has(table.toLowerCase())),
    })),
    columns: describeColumns(evidence).map((described) => ({
      described,
      isNeeded: Number(gold.columns.has(columnKey(described.column))),
    })),
  })
}

async function learn() {
  const foldOf = ({ database }: Sample): number => hashText(`fold ${database}`) % FOLDS
  const rows: Float32Array[] = []
  const labels: number[] = []
  for (let fold = 0; fold < FOLDS; fold++) {
    const trees = await learnTables(samples.filter((sample) => foldOf(sample) !== fold))
    for (const sample of samples.filter((one) => foldOf(one) === fold)) {
      const odds = sample.tables.map(({ row }) => STARTING_ODDS + scoreByTrees(row, trees))
      for (const { described, isNeeded } of sample.columns) {
        rows.push(withTableOdds(described, odds))
        labels.push(isNeeded)
      }
    }
    console.error(`tables learned without part ${fold + 1} of ${FOLDS}`)
  }
  return { tables: await learnTables(samples), columns: await learnTrees(rows, labels, COLUMN_TREES) }
}

function learnTables(from: readonly Sample[]): Promise<TreeRanker> {
  const tables = from.flatMap((sample) => sample.tables)
  return learnTrees(
    tables.map(({ row }) => row),
    tables.map(({ isNeeded }) => isNeeded),
    TABLE_TREES,
  )
}

function learnTrees(
  rows: readonly Float32Array[],
  labels: readonly number[],
  size: { readonly rounds: number; readonly depth: number },
): Promise<TreeRanker> {
  return trainTreeRanker(rows, {
    ...size,
    rate: RATE,
    smoothing: SMOOTHING,
    derive: (scores, gradients, curvatures) => {
      for (let row = 0; row < rows.length; row++) {
        const chance = 1 / (1 + Math.exp(-(scores[row]! + STARTING_ODDS)))
        gradients[row] = chance - labels[row]!
        curvatures[row] = chance * (1 - chance)
      }
    },
  })
}
