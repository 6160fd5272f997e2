import { realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { SondeError } from '../../base/errors.ts'
import { openDatabase } from '../../database/open-database.ts'
import { openSurveyStore } from '../../exploration/survey-store.ts'
import type { CliContext } from '../context.ts'
import { EXIT_CODE, type ExitCode } from '../exit-code.ts'
import { jsonText } from '../output/json.ts'
import { safeText } from '../output/safe-text.ts'

const FORGET_FORMAT = 'sonde-forget/1'

/** Removes a survey, also that of a database which is gone or broken. */
export async function forget(
  context: CliContext,
  named: string,
  { json }: { readonly json?: boolean },
): Promise<ExitCode> {
  const location = await locationOf(named)
  const { folder, removed, left } = await openSurveyStore(context.home).forget(location)
  const forgotten = removed.length > 0
  if (json) context.print(jsonText({ format: FORGET_FORMAT, location, forgotten, left }))
  else if (forgotten) context.print(`Forgotten: ${safeText(location)}\n`)
  else context.print(`There is no survey of ${safeText(location)}.\n`)
  if (left.length > 0)
    context.warn(`Not Sonde’s, and still there in ${safeText(folder)}: ${safeText(left.join(', '))}`)
  return EXIT_CODE.answered
}

async function locationOf(named: string): Promise<string> {
  try {
    const database = await openDatabase(named)
    await database.close()
    return database.location
  } catch (error) {
    if (error instanceof SondeError && error.code === 'usage') throw error
    const path = resolve(named)
    try {
      return join(realpathSync(dirname(path)), basename(path))
    } catch {
      return path
    }
  }
}
