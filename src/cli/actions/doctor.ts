import { existsSync, mkdtempSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openDatabase } from '../../database/open-database.ts'
import { openSurveyStore } from '../../exploration/survey-store.ts'
import type { ModelReport } from '../../model/open-model.ts'
import type { CliContext } from '../context.ts'
import { EXIT_CODE, type ExitCode } from '../exit-code.ts'
import { jsonText } from '../output/json.ts'
import { safeText } from '../output/safe-text.ts'
import { inspectAskedModels } from './inspect-asked-models.ts'

const DOCTOR_FORMAT = 'sonde-doctor/1'

interface Check {
  readonly name: string
  readonly isPassed: boolean
  readonly found: string
  /** What to do when it did not pass. */
  readonly advice: string | null
}

interface DoctorOptions {
  readonly model?: string
  readonly embedder?: string
  readonly offline?: boolean
  readonly json?: boolean
}

export async function doctor(context: CliContext, options: DoctorOptions): Promise<ExitCode> {
  const store = openSurveyStore(context.home)
  const databases = store.list().map(({ location, folder }) => ({ location, folder }))
  const { models, embedder, keys, problem } = await inspectAskedModels({ ...options, home: store.home })
  const checks: Check[] = [
    checkNode(),
    await checkSqlite(),
    checkHome(store.home),
    passed('Model', 'builtin, offline, costs nothing'),
    ...(problem === null
      ? []
      : [{ name: 'Model', isPassed: false, found: MODELS_UNREADABLE, advice: problem }]),
    ...models.map((report) => checkModel('Model', report)),
    ...(embedder === null ? [] : [checkModel('Embedder', embedder)]),
  ]
  const isHealthy = checks.every(({ isPassed }) => isPassed)
  if (options.json) {
    context.print(jsonText({ format: DOCTOR_FORMAT, isHealthy, checks, models, embedder, keys, databases }))
  } else {
    const { green, red, bold, dim } = context.colours
    for (const { name, isPassed, found, advice } of checks) {
      const mark = isPassed ? green('ok  ') : red('bad ')
      context.print(
        `${mark} ${bold(name.padEnd(8))} ${safeText(found)}\n${advice === null ? '' : `     ${' '.repeat(8)} ${safeText(advice)}\n`}`,
      )
    }
    const set = keys.filter(({ isSet }) => isSet).map(({ variable }) => variable)
    context.print(`\nKeys in the environment: ${set.length === 0 ? 'none' : set.join(', ')}\n`)
    context.print(`Surveyed databases: ${databases.length}\n`)
    for (const { location, folder } of databases) {
      const gone = existsSync(location) ? '' : ' (gone: sonde explore --forget removes its survey)'
      context.print(`  ${safeText(location)}${gone}\n    ${dim(safeText(folder))}\n`)
    }
  }
  return isHealthy ? EXIT_CODE.answered : EXIT_CODE.error
}

const MODELS_UNREADABLE = 'the models that are asked for cannot be told'

/** "replies in 0.8 s (key in OPENAI_API_KEY); a question costs about $0.0004". */
function checkModel(name: string, report: ModelReport): Check {
  const { keyVariable, isKeySet, isReachable, problem, replyMs, costPerQuestion, priceTakenOn } = report
  const reach =
    problem !== null
      ? 'does not work'
      : isReachable
        ? `replies in ${((replyMs ?? 0) / 1000).toFixed(1)} s`
        : 'set up'
  const key =
    keyVariable === null ? '' : isKeySet ? ` (key in ${keyVariable})` : ` (${keyVariable} is not set)`
  const published = priceTakenOn === null ? '' : `, by the prices of ${priceTakenOn}`
  const cost =
    report.kind === 'embedder' || keyVariable === null
      ? ''
      : costPerQuestion === null
        ? '; what a question costs is not known'
        : `; a question costs about $${Number(costPerQuestion.toPrecision(2))}${published}`
  return { name, isPassed: problem === null, found: `${report.name}: ${reach}${key}${cost}`, advice: problem }
}

function passed(name: string, found: string): Check {
  return { name, isPassed: true, found, advice: null }
}

function checkNode(): Check {
  const isPassed = Number(process.versions.node.split('.')[0]) >= 20
  const found = `${process.version} on ${process.platform} ${process.arch}`
  return { name: 'Node', isPassed, found, advice: isPassed ? null : 'Install Node 20 or newer.' }
}

/** Runs a query in a query process, as every command does: driver, child process and temporary folder together. */
async function checkSqlite(): Promise<Check> {
  let folder: string | undefined
  try {
    folder = mkdtempSync(join(tmpdir(), 'sonde-doctor-'))
    const file = join(folder, 'empty.sqlite')
    writeFileSync(file, '')
    const database = await openDatabase(file)
    const outcome = await database.run('SELECT sqlite_version()').finally(() => database.close())
    if (outcome.kind === 'rows') return passed('SQLite', `${outcome.rows[0]?.[0]}, in child processes`)
    throw new Error(outcome.message)
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error)
    const advice =
      'Install Sonde again, and check that programs may be started and files written in the temporary folder.'
    return { name: 'SQLite', isPassed: false, found, advice }
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  }
}

/** Surveys hold what the databases hold: nobody else may read them. */
function checkHome(home: string): Check {
  const name = 'Home'
  try {
    // Only writing tells for certain whether writing is possible.
    rmdirSync(mkdtempSync(join(nearestFolder(home), '.sonde-doctor-')))
    if (!existsSync(home)) return passed(name, `${home} (made when it is needed)`)
    const surveys = join(home, 'surveys')
    const mode = existsSync(surveys) ? statSync(surveys).mode & 0o777 : 0o700
    const isPrivate = process.platform === 'win32' || (mode & 0o077) === 0
    if (isPrivate) return passed(name, `${home}, surveys readable by you alone`)
    return {
      name,
      isPassed: false,
      found: `${surveys} can be read by others (${mode.toString(8)})`,
      advice: `Run: chmod 700 "${surveys}"`,
    }
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error)
    return {
      name,
      isPassed: false,
      found,
      advice: 'Set SONDE_HOME, or --home, to a folder that you can write to.',
    }
  }
}

function nearestFolder(path: string): string {
  return existsSync(path) ? path : nearestFolder(dirname(path))
}
