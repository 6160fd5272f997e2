import type { QuestionWritingRequest, WrittenPair } from '../../synthesis-model.ts'
import type { ChatClient } from '../chat/chat-client.ts'
import { quoteDatabaseText } from '../context/quote-database-text.ts'
import { readPairs } from '../replies/read-pairs.ts'
import { exchange, type Prompt } from './exchange.ts'
import { partSection } from './part-section.ts'
import { type PromptSettings, SYNTHESIS_TEMPERATURE } from './prompt-settings.ts'
import { DATA_RULE, joinSections, tagged } from './prompt-text.ts'
import { shownPairs } from './shown-pairs.ts'

const LONGEST_COLUMN = 200
const COLUMNS_WANTED = 20

/** Semantic knowledge extraction (DB-Explore section 3.2.1, figure 5): questions that a part of the database suggests, each with its query. */
export async function writeQuestions(
  chat: ChatClient,
  settings: PromptSettings,
  request: QuestionWritingRequest,
): Promise<readonly WrittenPair[]> {
  if (request.difficulties.length === 0) return []
  const prompt = questionsPrompt(settings, request)
  return exchange(chat, prompt, { ...request, temperature: SYNTHESIS_TEMPERATURE })
}

function questionsPrompt(
  settings: PromptSettings,
  request: QuestionWritingRequest,
): Prompt<readonly WrittenPair[]> {
  const { difficulties, demonstrations, styleDemonstrations, wanted } = request
  const system = questionRules(settings)
  const columns = wanted.slice(0, COLUMNS_WANTED).map((column) => quoteDatabaseText(column, LONGEST_COLUMN))
  const asked = difficulties.map((difficulty, index) => `${index + 1}. ${difficulty}`)
  const last = joinSections([
    shownPairs('examples', demonstrations, settings.tokenBudget),
    shownPairs('style', styleDemonstrations, settings.tokenBudget),
    tagged('wanted', columns.join('\n')),
    `Pairs to write, with their difficulty:\n${asked.join('\n')}`,
  ])
  const database = partSection('questions', request, {
    settings,
    rest: [system, last],
    about: [...wanted, ...demonstrations.map(({ question }) => question)],
  })
  return {
    task: 'questions',
    system,
    user: joinSections([database, last]),
    wantsJson: true,
    wanted: 'a JSON object {"pairs": [{"difficulty": "…", "question": "…", "evidence": "", "sql": "…"}]}',
    read: (reply) => readPairs(reply, { count: difficulties.length, paraphrases: 0 }),
  }
}

function questionRules({ dialectName }: PromptSettings): string {
  return `A part of a database is shown. Write questions that somebody who is responsible for this data would really ask, each with the one ${dialectName} SELECT query that answers it.
- Everything that a query needs is among the listed tables and columns. Write their names as they stand there, and join along the listed joins.
- Each question differs from the others and from the examples in what it is about, in the build of its query and in its wording. The same query with another value in it is not a new one.
- A question can be read in one way only. It says what to show of each row, which rows, and, where that matters, in which order and how many; its query does just that and selects nothing else.
- Take the values of conditions from those that are shown whole, in the query as they are stored.
- "evidence" tells what one must know beside the question, such as what a code stands for or how a figure is worked out. Mostly it is empty.
- "simple" takes one table and a condition, a count or an order; "moderate" takes a join, groups or several conditions; "challenging" takes several of these at once, a query within the query, a ratio, or what is missing elsewhere.
- <examples> were asked of this database before. <style> shows how people ask of other databases; nothing that is named there exists here. Some of the questions must be about the columns in <wanted>.
Reply with JSON alone, one entry for each pair to write, in that order: {"pairs": [{"difficulty": "…", "question": "…", "evidence": "", "sql": "SELECT …"}]}
${DATA_RULE}`
}
