import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { SondeError } from '../../base/errors.ts'
import type { Database } from '../../database/database.ts'
import { openDatabase } from '../../database/open-database.ts'
import { findDatabaseFile } from '../../evaluation/benchmarks/find-database-file.ts'
import { readQuestions } from '../../evaluation/benchmarks/read-questions.ts'
import { type NamedSpiderSchema, readSpiderTables } from '../../evaluation/benchmarks/read-spider-tables.ts'
import { ContentDatabase } from '../../evaluation/content-aware/content-database.ts'
import { MEANING_NOTES, type Meaning } from '../../evaluation/content-aware/meaning.ts'
import { checkReplaceable, writeOutputFolder } from '../../evaluation/content-aware/output-folder.ts'
import type { TypedReading } from '../../evaluation/content-aware/question-text.ts'
import {
  type PairSource,
  type SelectedPairs,
  selectPairs,
} from '../../evaluation/content-aware/select-pairs.ts'
import { questionsJson, readmeText } from '../../evaluation/content-aware/tcd-files.ts'
import { type TcdSummary, tcdSummary } from '../../evaluation/content-aware/tcd-summary.ts'
import type { StoredValueEntry } from '../../values/knowledge.ts'
import { addKnowledge } from '../../values/knowledge-file.ts'
import { findTypedValues } from '../../values/typed-values.ts'
import type { CliContext } from '../context.ts'
import { EXIT_CODE, type ExitCode } from '../exit-code.ts'
import { jsonText } from '../output/json.ts'
import { openProgress } from '../output/progress.ts'
import { safeText } from '../output/safe-text.ts'
import { tcdText } from '../output/tcd-text.ts'

export interface BenchmarkTcdOptions {
  readonly from: readonly string[]
  readonly databases: readonly string[]
  readonly out: string
  readonly tables?: readonly string[]
  readonly perturb?: boolean
  readonly seed: number
  readonly licence?: readonly string[]
  readonly json?: boolean
}

const FORMAT = 'sonde-tcd/1'
/** "Last year" in a question of a benchmark must not change its meaning from day to day. */
const NOW = new Date('2000-01-01T00:00:00Z')

export async function benchmarkTcd(context: CliContext, options: BenchmarkTcdOptions): Promise<ExitCode> {
  checkReplaceable(options.out, FORMAT)
  const sources = await readSources(options.from)
  const selected = await select(context, sources, options)
  const summary = tcdSummary(sources, selected, options.perturb ? options.seed : null)
  writeOutputFolder(options.out, {
    format: FORMAT,
    facts: { ...summary },
    fill: (folder) => fill(folder, selected, summary, options),
  })
  if (options.json)
    context.print(jsonText({ format: 'sonde-benchmark-tcd/1', folder: options.out, ...summary }))
  else context.print(tcdText(summary, options.out, context.tableStyle))
  return EXIT_CODE.answered
}

async function readSources(files: readonly string[]): Promise<PairSource[]> {
  const short = files.map((file) => join(basename(dirname(file)), basename(file)).replaceAll('\\', '/'))
  const isClear = new Set(short).size === files.length
  const sources: PairSource[] = []
  for (const [index, file] of files.entries()) {
    sources.push({ label: isClear ? short[index]! : file, read: await readQuestions(file) })
  }
  return sources
}

async function select(
  context: CliContext,
  sources: readonly PairSource[],
  options: BenchmarkTcdOptions,
): Promise<SelectedPairs> {
  const schemas = await readTables(options.tables ?? [])
  const open = new Map<string, Database>()
  const progress = openProgress(context)
  try {
    return await selectPairs(sources, {
      openDatabase: async (dbId) => {
        const database = await openIfThere(context, options.databases, dbId)
        if (database === undefined) return undefined
        open.set(dbId, database)
        return new ContentDatabase(database, await database.readSchema(), schemas.get(dbId), context.signal)
      },
      closeDatabase: async (dbId) => {
        await open.get(dbId)?.close()
        open.delete(dbId)
      },
      readTyped: (text) => findTypedValues(text, NOW) satisfies readonly TypedReading[],
      onProgress: (done, total, label) => progress.show({ stage: 'selecting pairs', done, total, label }),
      signal: context.signal,
      ...(options.perturb && { perturbSeed: options.seed }),
    })
  } finally {
    progress.end()
    for (const database of open.values()) await database.close()
  }
}

async function readTables(files: readonly string[]): Promise<ReadonlyMap<string, NamedSpiderSchema>> {
  const schemas = await Promise.all(files.map((file) => readSpiderTables(file)))
  return new Map(schemas.flatMap((map) => [...map]))
}

async function openIfThere(
  context: CliContext,
  folders: readonly string[],
  dbId: string,
): Promise<Database | undefined> {
  const file = folders.map((folder) => findDatabaseFile(folder, dbId)).find((found) => found !== undefined)
  if (file === undefined) return undefined
  try {
    return await openDatabase(file, { processes: 1 })
  } catch (error) {
    if (!(error instanceof SondeError) || error.code === 'cancelled') throw error
    context.warn(safeText(error.message))
    return undefined
  }
}

function fill(
  folder: string,
  selected: SelectedPairs,
  summary: TcdSummary,
  { licence = [] }: BenchmarkTcdOptions,
): void {
  writeFileSync(join(folder, 'questions.json'), questionsJson(selected.pairs))
  writeFileSync(join(folder, 'README.md'), readmeText(summary, licence))
  if (selected.meanings.size > 0) mkdirSync(join(folder, 'knowledge'))
  for (const [dbId, meanings] of selected.meanings) {
    addKnowledge(join(folder, 'knowledge', `${dbId}.yaml`), meanings.map(toEntry), { database: dbId })
  }
}

function toEntry({ keyword, table, column, value, how }: Meaning): StoredValueEntry {
  const origin = how === 'same-row' ? 'lookup' : 'person'
  return { kind: 'value', keyword, table, column, value, origin, note: MEANING_NOTES[how] }
}
