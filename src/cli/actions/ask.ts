import type { Answer } from '../../answering/answer.ts'
import { askQuestion } from '../../answering/ask-question.ts'
import { checkQuestion } from '../../answering/check-question.ts'
import type { StepName } from '../../answering/trace.ts'
import { nearestExamples } from '../../synthesis/pool/nearest-examples.ts'
import { keepSeed } from '../../synthesis/seeds/kept-seeds.ts'
import type { ModelOptions } from '../commands/model-options.ts'
import type { CliContext } from '../context.ts'
import { EXIT_CODE, type ExitCode } from '../exit-code.ts'
import { answerDocument } from '../output/answer-document.ts'
import { answerText } from '../output/answer-text.ts'
import { csvText } from '../output/csv.ts'
import { jsonText } from '../output/json.ts'
import { openLiveReply } from '../output/live-reply.ts'
import { safeLines, safeRows } from '../output/safe-text.ts'
import { traceStepText } from '../output/trace-text.ts'
import { readInput } from '../read-input.ts'
import { askedModels } from './asked-models.ts'
import { withSurvey } from './survey-database.ts'

export interface AskOptions extends ModelOptions {
  readonly json?: boolean
  readonly csv?: boolean
  readonly sql?: boolean
  readonly trace?: boolean
  readonly profile: string
  readonly without?: readonly StepName[]
  readonly knowledge?: string
  readonly evidence?: string
  readonly timeout: number
  readonly limit: number
  readonly seed: number
  readonly keep?: boolean
}

export async function ask(
  context: CliContext,
  location: string,
  words: string,
  options: AskOptions,
): Promise<ExitCode> {
  // Before the survey, which may take a while.
  const question = checkQuestion(await readInput(words, 'question'))
  const models = await askedModels(context, options)
  const model = await models.open(options.profile)
  const embedder = await models.openEmbedder()
  const reply = openLiveReply(context)
  const showsTrace = options.trace === true && options.json !== true
  return withSurvey(context, location, options, async (explored) => {
    const answer = await askQuestion(explored, question, {
      model,
      embedder,
      demonstrations: nearestExamples(question, explored.folder, DEMONSTRATIONS),
      profile: options.profile,
      timeoutMs: options.timeout,
      maxRows: options.limit,
      seed: options.seed,
      signal: context.signal,
      learns: options.knowledge === undefined,
      onEvent: reply.hear,
      ...(options.standIn ? {} : { standIn: null }),
      ...(options.candidates === undefined ? {} : { candidates: options.candidates }),
      ...(options.evidence === undefined ? {} : { evidence: options.evidence }),
      ...(options.without === undefined ? {} : { without: options.without }),
      ...(showsTrace ? { onStep: (step) => context.warn(traceStepText(step, context.messageColours)) } : {}),
    })
    printAnswer(context, answer, options)
    if (options.keep) keepAnswer(context, explored.folder, answer)
    return EXIT_CODES[answer.status]
  })
}

/** No profile shows more. */
const DEMONSTRATIONS = 4

/** The person says that the answer is right: it becomes a seed. */
function keepAnswer(context: CliContext, folder: string, { question, sql, status }: Answer): void {
  if (sql === null || status === 'failed') {
    context.warn('Nothing was kept: there is no answer.')
    return
  }
  const isNew = keepSeed(folder, { question, sql })
  context.warn(isNew ? 'Kept as a seed of this database.' : 'It is a seed of this database already.')
}

const EXIT_CODES: Readonly<Record<Answer['status'], ExitCode>> = {
  answered: EXIT_CODE.answered,
  unsure: EXIT_CODE.unsure,
  failed: EXIT_CODE.error,
}

function printAnswer(context: CliContext, answer: Answer, options: AskOptions): void {
  if (options.json) {
    context.print(jsonText(answerDocument(answer, { withTrace: options.trace === true })))
    return
  }
  if (answer.status === 'failed') {
    context.warn(answerText(answer, { ...context.tableStyle, colours: context.messageColours }).trimEnd())
    return
  }
  if (!options.csv && !options.sql) {
    context.print(answerText(answer, context.tableStyle))
    return
  }
  if (options.sql) context.print(`${context.isOutputTerminal ? safeLines(answer.sql ?? '') : answer.sql}\n`)
  else context.print(csvText(answer.columns, context.isOutputTerminal ? safeRows(answer.rows) : answer.rows))
  if (answer.status === 'unsure') context.warn(`Not sure. ${safeLines(answer.reason ?? '')}`.trimEnd())
  if (options.csv && answer.truncated) {
    context.warn(`Only the first ${answer.rows.length} rows: --limit reads further.`)
  }
}
