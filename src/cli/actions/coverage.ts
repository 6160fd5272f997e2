import { measureCoverage } from '../../synthesis/pool-coverage/measure-coverage.ts'
import { readPool } from '../../synthesis/pool-coverage/read-pool.ts'
import type { CliContext } from '../context.ts'
import { EXIT_CODE, type ExitCode } from '../exit-code.ts'
import { coverageDocument } from '../output/coverage-document.ts'
import { coveragePage } from '../output/coverage-page.ts'
import { coverageText } from '../output/coverage-text.ts'
import { jsonText } from '../output/json.ts'
import { checkScoreFile, writeScoreFile } from '../output/score-file.ts'
import { withSurvey } from './survey-database.ts'

export interface CoverageOptions {
  readonly examples?: string
  readonly html?: string
  readonly json?: boolean
}

export async function coverage(
  context: CliContext,
  location: string,
  options: CoverageOptions,
): Promise<ExitCode> {
  if (options.html !== undefined) checkScoreFile(options.html)
  return withSurvey(context, location, {}, async ({ database, survey, folder }) => {
    const { file, examples, refused } = readPool(options.examples ?? folder, database.name, survey)
    const measured = measureCoverage(examples, survey, refused)
    if (options.html !== undefined) writeScoreFile(options.html, coveragePage(measured, database.name))
    if (options.json) context.print(jsonText(coverageDocument(measured, { database: database.name, file })))
    else context.print(coverageText(measured, context.tableStyle))
    return EXIT_CODE.answered
  })
}
