import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { SondeError } from '../../base/errors.ts'
import { openDatabase } from '../../database/open-database.ts'
import type { BenchmarkQuestion } from '../../evaluation/benchmarks/benchmark-question.ts'
import { findDatabaseFile } from '../../evaluation/benchmarks/find-database-file.ts'
import { readQuestions } from '../../evaluation/benchmarks/read-questions.ts'
import { openSuiteFolder } from '../../evaluation/test-suite/suite-folder.ts'
import { type SuiteSummary, summarizeSuite } from '../../evaluation/test-suite/summarize-suite.ts'
import { writeTestSuite } from '../../evaluation/test-suite/write-test-suite.ts'
import type { CliContext } from '../context.ts'
import { EXIT_CODE, type ExitCode } from '../exit-code.ts'
import { jsonText } from '../output/json.ts'
import { openProgress } from '../output/progress.ts'
import { safeText } from '../output/safe-text.ts'

/** For one gold query. */
const TIMEOUT_MS = 10_000

export interface TestSuiteOptions {
  readonly questions: string
  readonly out: string
  readonly databases?: string
  readonly dbId?: string
  readonly count: number
  readonly budgetSeconds: number
  readonly seed: number
  readonly json?: boolean
}

export async function testSuite(
  context: CliContext,
  location: string | undefined,
  options: TestSuiteOptions,
): Promise<ExitCode> {
  const { tasks, problems } = await readTasks(location, options)
  const { count, budgetSeconds, seed } = options
  const sha256 = createHash('sha256').update(readFileSync(options.questions)).digest('hex')
  const settings = { questions: { name: basename(options.questions), sha256 }, count, budgetSeconds, seed }
  const folder = openSuiteFolder(options.out, settings)
  const progress = openProgress(context)
  try {
    for (const task of tasks) {
      if (folder.find(task.id) === undefined) {
        const suite = await writeTestSuite({
          ...task,
          folder: folder.path,
          candidates: count,
          budgetMs: budgetSeconds * 1000,
          seed,
          now: () => performance.now(),
          timeoutMs: TIMEOUT_MS,
          signal: context.signal,
          onProgress: ({ stage, done, total, kept, leftOver }) => {
            const label = `${kept} kept, ${leftOver} neighbours left over`
            progress.show({ stage: `${task.id}: ${stage}`, done, total, label })
          },
        })
        folder.add(summarizeSuite(task.id, suite))
      }
      progress.end()
      if (!options.json) context.print(`${suiteText(folder.find(task.id)!)}\n`)
    }
  } finally {
    progress.end()
    folder.close()
  }
  for (const problem of problems) context.warn(safeText(problem))
  if (options.json) context.print(jsonText({ ...folder.document(), problems }))
  else context.print(context.colours.dim(`${safeText(folder.path)}\n`))
  return EXIT_CODE.answered
}

interface SuiteTask {
  readonly id: string
  readonly file: string
  readonly golds: readonly string[]
}

/** Which databases get a suite, and what had to be passed over. */
async function readTasks(
  location: string | undefined,
  { questions: file, databases, dbId }: TestSuiteOptions,
): Promise<{ readonly tasks: readonly SuiteTask[]; readonly problems: readonly string[] }> {
  if ((location === undefined) === (databases === undefined)) {
    throw new SondeError('usage', 'Name one database, or with --databases the folder of many.')
  }
  const id = location === undefined ? dbId : (dbId ?? (await nameOf(location)))
  const { questions, skipped } = await readQuestions(file, id === undefined ? {} : { dbId: id })
  const problems = skipped.map(({ place, reason }) => `${file}, ${place}: ${reason}.`)
  const asked = new Map<string, BenchmarkQuestion[]>()
  for (const question of questions) {
    asked.set(question.dbId, [...(asked.get(question.dbId) ?? []), question])
  }
  const wanted = id === undefined ? [...asked.keys()] : [id]
  const tasks: SuiteTask[] = []
  for (const each of wanted) {
    const golds = asked.get(each)?.map(({ gold }) => gold)
    if (golds === undefined)
      throw new SondeError('benchmark-invalid', notAsked(file, each, [...asked.keys()]))
    const found = location ?? findDatabaseFile(databases!, each)
    if (found !== undefined) tasks.push({ id: each, file: found, golds })
    else problems.push(`${golds.length} questions ask “${each}”, and ${databases} has no such database.`)
  }
  if (tasks.length === 0) throw new SondeError('database-not-found', problems.at(-1)!)
  return { tasks, problems }
}

/** A location may be a URL, and a link is called by its own name. */
async function nameOf(location: string): Promise<string> {
  const database = await openDatabase(location)
  await database.close()
  return database.name
}

function notAsked(file: string, id: string, asked: readonly string[]): string {
  const some = asked.slice(0, 5).join(', ') + (asked.length > 5 ? ', …' : '')
  return `No question in ${file} asks “${id}”: they ask ${some}. Say with --db-id which of these the database is.`
}

function suiteText({
  id,
  files,
  candidates,
  neighbours,
  byOriginal,
  bySuite,
  failures,
  seconds,
}: SuiteSummary): string {
  const number = (value: number): string => value.toLocaleString('en')
  const share = (part: number): string =>
    neighbours === 0 ? '' : ` (${((100 * part) / neighbours).toFixed(1)}%)`
  const failed = failures.length === 0 ? '' : ` ${failures.length} gold queries fail.`
  return [
    `${safeText(id)}: ${files.length} of ${candidates} neighbours kept in ${seconds} s.`,
    `Of ${number(neighbours)} queries one edit from gold, the original tells apart ${number(byOriginal)}${share(byOriginal)},`,
    `the suite ${number(bySuite)}${share(bySuite)}; ${number(neighbours - bySuite)} are left over.${failed}`,
  ].join(' ')
}
