import type { QueryWording, QueryWordingRequest } from '../../synthesis-model.ts'
import type { ChatClient } from '../chat/chat-client.ts'
import { queryLine } from '../context/query-line.ts'
import { type Entry, readEntries } from '../replies/read-entries.ts'
import { wordingOf } from '../replies/read-pairs.ts'
import { type Reading, read, unreadable } from '../replies/reading.ts'
import { exchange, type Prompt } from './exchange.ts'
import { partSection } from './part-section.ts'
import { type PromptSettings, SYNTHESIS_TEMPERATURE } from './prompt-settings.ts'
import { DATA_RULE, joinSections, tagged } from './prompt-text.ts'
import { shownPairs } from './shown-pairs.ts'

type Wordings = readonly (QueryWording | null)[]

/** Back-instruction (DB-Explore section 3.2.2, figure 6): for each query, in its place, the question that it answers. */
export async function wordQueries(
  chat: ChatClient,
  settings: PromptSettings,
  request: QueryWordingRequest,
): Promise<Wordings> {
  if (request.queries.length === 0) return []
  const prompt = wordingPrompt(settings, request)
  return exchange(chat, prompt, { ...request, temperature: SYNTHESIS_TEMPERATURE })
}

function wordingPrompt(settings: PromptSettings, request: QueryWordingRequest): Prompt<Wordings> {
  const { queries, styleDemonstrations, paraphrases } = request
  const system = wordingRules(settings)
  const numbered = queries.map((sql, index) => `${index + 1}. ${queryLine(sql)}`)
  const last = joinSections([
    shownPairs('style', styleDemonstrations, settings.tokenBudget),
    tagged('queries', numbered.join('\n')),
    `Paraphrases of each question: ${paraphrases}`,
  ])
  const database = partSection('wording', request, { settings, rest: [system, last], about: queries })
  return {
    task: 'wording',
    system,
    user: joinSections([database, last]),
    wantsJson: true,
    wanted:
      'a JSON object {"questions": [{"query": 1, "question": "…", "paraphrases": ["…"], "evidence": ""}]}',
    read: (reply) => readWordings(reply, request),
  }
}

function wordingRules({ dialectName }: PromptSettings): string {
  return `Queries of a ${dialectName} database are given. Write for each the question that a person would ask to get exactly its result.
- Whoever reads only the question and knows the database must come to the same query: say what is shown and in which order, every condition with its value, what is grouped or compared, how many rows are wanted, and that something counts once where the query says DISTINCT. Say nothing that the query does not do.
- Use plain words, as people talk. Do not write names of tables and columns as the database spells them, and nothing of SQL: not "signed_up_on" but "the day on which they signed up". Keys that only join tables are not mentioned.
- Values stand in the question as people say them. Where a value is a code whose meaning can be seen, the question says the meaning and "evidence" says which value that is. Otherwise "evidence" is empty.
- "paraphrases" ask for just the same with other words and other builds of the sentence: a request, a question, a few key words.
- <style> shows how people ask of other databases; nothing that is named there exists here.
Reply with JSON alone, one entry for each query with its number: {"questions": [{"query": 1, "question": "…", "paraphrases": ["…"], "evidence": ""}]}
${DATA_RULE}`
}

function readWordings(reply: string, { queries, paraphrases }: QueryWordingRequest): Reading<Wordings> {
  const entries = readEntries(reply, (entry) => 'question' in entry)
  const numbers = entries.map(numberOf)
  // Nobody who counts from 1 writes a 0.
  const first = numbers.includes(0) ? 0 : 1
  const isInOrder = numbers.every((number) => number === null) && entries.length === queries.length
  const wordings = queries.map((_, index) => {
    const at = isInOrder ? index : numbers.indexOf(index + first)
    return at < 0 ? null : wordingOf(entries[at]!, paraphrases)
  })
  return wordings.some((wording) => wording !== null)
    ? read(wordings)
    : unreadable('it holds no complete JSON entry with the number of a "query" and its "question"')
}

function numberOf(entry: Entry): number | null {
  const value = entry.query ?? entry.number
  if (typeof value === 'number') return value
  const [, digits] = /^(?:query|no\.?)?[\s#_]*(\d{1,4})[.):]?$/i.exec(String(value).trim()) ?? []
  return digits === undefined ? null : Number(digits)
}
