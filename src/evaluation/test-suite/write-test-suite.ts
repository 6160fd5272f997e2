import { copyFileSync, existsSync, mkdirSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { SondeError } from '../../base/errors.ts'
import { openDatabase } from '../../database/open-database.ts'
import { type DistillOptions, distillTestSuite, type TestSuite } from './distill-test-suite.ts'

export interface WriteSuiteOptions extends Omit<DistillOptions, 'folder' | 'name'> {
  /** The original. */
  readonly file: string
  /** The database's name in the suite: of its folder and of its files. */
  readonly id: string
  /** Where suites are, each in a folder of its own. */
  readonly folder: string
  readonly golds: readonly string[]
}

/**
 * Writes the suite of one database in Spider's layout: `<folder>/<id>/<id>.sqlite`, which is the original, and
 * `<id>_fuzz_001.sqlite` and so on. The folder of the database appears when all of it is there; what was begun goes
 * when anything fails. Throws `file-exists` where there is such a folder already.
 */
export async function writeTestSuite({
  file,
  id,
  folder,
  golds,
  ...options
}: WriteSuiteOptions): Promise<TestSuite> {
  if (/[/\\:]/.test(id) || /^\.*$/.test(id)) {
    throw new SondeError('usage', `“${id}” cannot name a folder: give the database another name`)
  }
  const place = join(folder, id)
  if (existsSync(place)) {
    throw new SondeError('file-exists', `${place} is there already: remove it, or name another folder`)
  }
  refuseUnfinishedWriting(file)
  // A killed process leaves it behind; `suite-folder.ts` knows it by its name.
  const unfinished = join(folder, `.unfinished-${id}`)
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true })
  try {
    const database = await openDatabase(file, { processes: 1 })
    try {
      const suite = await distillTestSuite(database, golds, { ...options, folder: unfinished, name: id })
      copyFileSync(realpathSync(file), join(unfinished, `${id}.sqlite`))
      renameSync(unfinished, place)
      return suite
    } finally {
      await database.close()
    }
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    throw error
  }
}

/** A copy of the main file alone would lack what the log holds. */
function refuseUnfinishedWriting(file: string): void {
  for (const log of [`${file}-wal`, `${file}-journal`]) {
    if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 0) {
      const advice = 'close the program that writes to it, or copy it with VACUUM INTO, and name the copy'
      throw new SondeError('database-busy', `${file} has changes that are only in ${log}: ${advice}`)
    }
  }
}
