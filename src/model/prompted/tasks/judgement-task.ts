import type { Judgement, JudgementRequest } from '../../synthesis-model.ts'
import type { ChatClient } from '../chat/chat-client.ts'
import { boundedLine, quoteDatabaseText } from '../context/quote-database-text.ts'
import { readEntries } from '../replies/read-entries.ts'
import { LONGEST_EVIDENCE, LONGEST_QUESTION } from '../replies/read-pairs.ts'
import { type Reading, read, unreadable } from '../replies/reading.ts'
import { exchange, type Prompt } from './exchange.ts'
import { partSection } from './part-section.ts'
import type { PromptSettings } from './prompt-settings.ts'
import { DATA_RULE, joinSections, tagged } from './prompt-text.ts'
import { pairText } from './shown-pairs.ts'

const ROWS_SHOWN = 5
const COLUMNS_SHOWN = 8
const LONGEST_REASON = 300

/** Consistency verification (DB-Explore section 3.3): does the query do what the question says, no more and no less? */
export function judgePair(
  chat: ChatClient,
  settings: PromptSettings,
  request: JudgementRequest,
): Promise<Judgement> {
  return exchange(chat, judgementPrompt(settings, request), request)
}

function judgementPrompt(settings: PromptSettings, request: JudgementRequest): Prompt<Judgement> {
  const { question, evidence, sql, paraphrases, result } = request
  const system = judgementRules(settings)
  const others = paraphrases.map(
    (other, index) => `${index + 1}. ${quoteDatabaseText(other.replace(/\s+/g, ' '), LONGEST_QUESTION)}`,
  )
  const last = joinSections([
    tagged('hint', boundedLine(evidence, LONGEST_EVIDENCE)),
    tagged('pair', pairText(request)),
    tagged('result', resultLines(result).join('\n')),
    tagged('paraphrases', others.join('\n')),
  ])
  const database = partSection('judgement', request, {
    settings,
    rest: [system, last],
    about: [sql, question],
  })
  return {
    task: 'judgement',
    system,
    user: joinSections([database, last]),
    wantsJson: true,
    wanted:
      'a JSON object {"reason": "…", "verdict": "faithful", "unfaithful" or "ambiguous", "paraphrases": [true, false]}',
    read: (reply) => readJudgement(reply, paraphrases.length),
  }
}

function judgementRules({ dialectName }: PromptSettings): string {
  return `A question was paired with a ${dialectName} query on the database that is shown. Judge whether the query finds just what the question asks for. Work out what the question wants before you look at the query.
- "unfaithful": the query leaves out something that the question wants, does something that it does not say (a condition, an order, a limit, a column too many), takes another column, value or direction than is meant, or counts what the question does not count.
- "ambiguous": the question can be read in two sensible ways that find different rows here, and the query takes one of them; or it does not say what is to be shown.
- "faithful": neither. Words that differ from the names in the database are no fault, nor is what people leave unsaid: ties, missing values, an order that nobody asks for.
- <hint> tells what belongs to the question. <result> shows what the query found, so that you see what it shows; that there are rows proves nothing.
- Of each of the <paraphrases>, in their order: true if it asks for just the same as the question, false if not.
Reply with JSON alone; "reason" says in half a sentence what is wrong, and is empty where nothing is: {"reason": "…", "verdict": "faithful", "paraphrases": [true, false]}
${DATA_RULE}`
}

function resultLines({ columns, rows, truncated }: JudgementRequest['result']): readonly string[] {
  const more = columns.length - COLUMNS_SHOWN
  const line = (values: JudgementRequest['result']['rows'][number]): string =>
    [
      ...values.slice(0, COLUMNS_SHOWN).map((value) => quoteDatabaseText(value)),
      ...(more > 0 ? [`… ${more} more columns`] : []),
    ].join(', ')
  return [
    `Rows: ${truncated ? 'more than ' : ''}${rows.length}`,
    `Columns: ${line(columns)}`,
    ...rows.slice(0, ROWS_SHOWN).map(line),
    ...(rows.length > ROWS_SHOWN || truncated ? ['…'] : []),
  ]
}

/** A paraphrase of which nothing is said is not taken for faithful. */
function readJudgement(reply: string, count: number): Reading<Judgement> {
  // A model that thinks aloud ends with what it means.
  const entry = readEntries(reply, ({ verdict }) => verdictOf(verdict) !== undefined).at(-1)
  if (entry === undefined) {
    return unreadable('it holds no JSON object whose "verdict" is "faithful", "unfaithful" or "ambiguous"')
  }
  const verdict = verdictOf(entry.verdict)!
  const paraphrases = Array.isArray(entry.paraphrases) ? entry.paraphrases : []
  return read({
    verdict,
    reason:
      verdict === 'faithful' || typeof entry.reason !== 'string'
        ? ''
        : boundedLine(entry.reason, LONGEST_REASON),
    faithfulParaphrases: Array.from({ length: count }, (_, index) => isYes(paraphrases[index])),
  })
}

function verdictOf(value: unknown): Judgement['verdict'] | undefined {
  const word = String(value).trim().toLowerCase().replace(/^not /, 'un').replace(/\W+$/, '')
  return VERDICTS.find((verdict) => verdict === word)
}

const VERDICTS: readonly Judgement['verdict'][] = ['faithful', 'unfaithful', 'ambiguous']

function isYes(verdict: unknown): boolean {
  return (
    verdict === true || (typeof verdict === 'string' && /^(?:true|yes|same|faithful)$/i.test(verdict.trim()))
  )
}
