import { checkQuestion } from '../../answering/check-question.ts'
import { openGrounding } from '../../answering/grounding/open-grounding.ts'
import { SondeError } from '../../base/errors.ts'
import type { ModelOptions } from '../commands/model-options.ts'
import type { CliContext } from '../context.ts'
import { EXIT_CODE, type ExitCode } from '../exit-code.ts'
import { jsonText } from '../output/json.ts'
import { reviseDocument } from '../output/revise-document.ts'
import { reviseText } from '../output/revise-text.ts'
import { safeLines } from '../output/safe-text.ts'
import { readInput } from '../read-input.ts'
import { askedModels } from './asked-models.ts'
import { type RevisePredictionsOptions, revisePredictions } from './revise-predictions.ts'
import { withSurvey } from './survey-database.ts'

export interface ReviseOptions
  extends ModelOptions,
    Partial<Omit<RevisePredictionsOptions, keyof ModelOptions>> {
  readonly draft?: string
  readonly evidence?: string
  readonly knowledge?: string
  readonly sql?: boolean
  readonly json?: boolean
  readonly profile: string
  readonly timeout: number
  readonly limit: number
  readonly seed: number
  readonly concurrency: number
}

export async function revise(
  context: CliContext,
  location: string | undefined,
  words: string,
  options: ReviseOptions,
): Promise<ExitCode> {
  if (options.questions !== undefined) return revisePredictions(context, manyOf(location, options))
  const { draft } = options
  if (location === undefined || words === '' || draft === undefined) {
    throw new SondeError(
      'usage',
      'Give a database, a question and --draft "<sql>"; or --questions, --predictions, --databases and --out for many.',
    )
  }
  const question = checkQuestion(await readInput(words, 'question'))
  const models = await askedModels(context, options)
  const model = await models.open(options.profile)
  return withSurvey(context, location, options, async (explored) => {
    const grounding = openGrounding(explored, {
      model,
      embedder: await models.openEmbedder(),
      hasStandIn: options.standIn,
      ...(options.candidates === undefined ? {} : { candidates: options.candidates }),
      profile: options.profile,
      timeoutMs: options.timeout,
      seed: options.seed,
      signal: context.signal,
    })
    const grounded = await grounding.ground(question, draft, options.evidence)
    if (options.json) {
      context.print(jsonText(reviseDocument({ question, draft, grounded, model: model.name }, options.limit)))
    } else if (options.sql) {
      context.print(`${context.isOutputTerminal ? safeLines(grounded.sql) : grounded.sql}\n`)
    } else context.print(reviseText({ draft, grounded }, options.limit, context.tableStyle))
    return grounded.outcome.kind === 'rows' ? EXIT_CODE.answered : EXIT_CODE.unsure
  })
}

function manyOf(location: string | undefined, options: ReviseOptions): RevisePredictionsOptions {
  const { questions, predictions, databases, out } = options
  if (location !== undefined || options.draft !== undefined) {
    throw new SondeError(
      'usage',
      'Give either one database, question and --draft, or --questions with --predictions, not both.',
    )
  }
  if (questions === undefined || predictions === undefined || databases === undefined || out === undefined) {
    const missing = Object.entries({ predictions, databases, out }).find(([, value]) => value === undefined)
    throw new SondeError('usage', `--questions needs --${missing?.[0] ?? 'predictions'} too.`)
  }
  return { ...options, questions, predictions, databases, out }
}
