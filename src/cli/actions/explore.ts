import type { CliContext } from '../context.ts'
import { EXIT_CODE, type ExitCode } from '../exit-code.ts'
import { jsonText } from '../output/json.ts'
import { surveyDocument } from '../output/survey-document.ts'
import { surveySummary, surveyText } from '../output/survey-text.ts'
import { forget } from './forget.ts'
import { type SurveyOptions, withSurvey } from './survey-database.ts'

export interface ExploreOptions extends SurveyOptions {
  readonly forget?: boolean
  readonly json?: boolean
}

export async function explore(
  context: CliContext,
  location: string,
  options: ExploreOptions,
): Promise<ExitCode> {
  if (options.forget) return forget(context, location, options)
  return withSurvey(context, location, options, async ({ survey, folder, knowledge, knowledgeFile }) => {
    const place = { folder, knowledgeFile, knowledgeCount: knowledge.length }
    if (options.json) context.print(jsonText(surveyDocument(survey, place)))
    else context.print(`${surveyText(survey, context.tableStyle)}\n\n${surveySummary(survey, place)}\n`)
    return EXIT_CODE.answered
  })
}
