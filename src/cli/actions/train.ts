import { readFileSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { writeFileAtomically } from '../../base/atomic-file.ts'
import { SondeError } from '../../base/errors.ts'
import { readQuestions } from '../../evaluation/benchmarks/read-questions.ts'
import { loadParameters } from '../../model/open-model.ts'
import type { TrainingPair } from '../../training/builtin/lists-of-database.ts'
import { trainBuiltin } from '../../training/builtin/train-builtin.ts'
import type { CliContext } from '../context.ts'
import { EXIT_CODE, type ExitCode } from '../exit-code.ts'
import { jsonText } from '../output/json.ts'
import { openProgress } from '../output/progress.ts'
import { checkScoreFile } from '../output/score-file.ts'
import { trainDocument } from '../output/train-document.ts'
import { trainText } from '../output/train-text.ts'
import { openBenchmarkDatabases } from './benchmark-databases.ts'
import { TrainWorkers } from './train-workers.ts'

export interface TrainOptions {
  readonly backend: string
  readonly pairs: readonly string[]
  readonly databases: string
  readonly out: string
  readonly base?: string
  readonly limit?: number
  readonly maxRows?: number
  readonly today?: Date
  readonly seed: number
  readonly synthesize?: number
  readonly workers?: number
  readonly json?: boolean
}

export async function train(context: CliContext, options: TrainOptions): Promise<ExitCode> {
  const { seed, out, base, maxRows, synthesize, workers = usualWorkers() } = options
  const { signal, home } = context
  checkScoreFile(out)
  const parameters =
    base === undefined ? undefined : base === 'builtin' ? loadParameters() : loadParameters(base)
  // Before any process starts: it says what is wrong with the folder.
  await openBenchmarkDatabases(options)
  const pairs = (await readPairs(options.pairs)).slice(0, options.limit)
  const now = options.today ?? new Date()
  const processes = new TrainWorkers({ databases: options.databases, home, maxRows, now })
  const progress = openProgress(context)
  try {
    const { bytes, report } = await trainBuiltin({
      pairs,
      seed,
      signal,
      atOnce: workers,
      ...(synthesize === undefined ? {} : { synthesized: synthesize }),
      ...(parameters === undefined ? {} : { base: parameters }),
      listsOf: (job, onPair) => processes.listsOf(job, onPair, signal),
      onProgress: (done, total, label) => progress.show({ stage: 'Making candidates', done, total, label }),
      onRound: ({ round, right }) => {
        const label = `round ${round}: ${(100 * right).toFixed(1)} % of held-out questions right`
        progress.show({ stage: 'Learning to rank', done: round, total: 0, label })
      },
    })
    writeParameters(out, bytes)
    progress.end()
    const trained = { ...report, file: resolve(out), bytes: bytes.length, seed }
    if (options.json) context.print(jsonText(trainDocument(trained)))
    else context.print(trainText(trained))
    return EXIT_CODE.answered
  } finally {
    progress.end()
    processes.close()
  }
}

/** Each holds a survey and a process that runs queries. */
const MOST_USUAL_WORKERS = 4

function usualWorkers(): number {
  return Math.min(MOST_USUAL_WORKERS, availableParallelism())
}

async function readPairs(files: readonly string[]): Promise<TrainingPair[]> {
  const pairs: TrainingPair[] = []
  for (const file of files) {
    const { questions } = await readQuestions(file)
    for (const { dbId, question, gold } of questions) pairs.push({ dbId, question, query: gold })
  }
  return pairs
}

function writeParameters(path: string, bytes: Uint8Array): void {
  // Written again where the same bytes stand, a file would only look changed.
  const isThere =
    statSync(path, { throwIfNoEntry: false })?.isFile() && Buffer.compare(readFileSync(path), bytes) === 0
  if (isThere) return
  try {
    writeFileAtomically(path, bytes)
  } catch (cause) {
    const why = (cause as Error).message
    throw new SondeError(
      'file-unreadable',
      `${path} cannot be written: ${why}. Check that you may write there.`,
      {
        cause,
      },
    )
  }
}
