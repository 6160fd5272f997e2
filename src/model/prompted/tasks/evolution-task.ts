import type { EvolutionRequest, EvolutionStep, WrittenPair } from '../../synthesis-model.ts'
import type { ChatClient } from '../chat/chat-client.ts'
import { readPairs } from '../replies/read-pairs.ts'
import { exchange, type Prompt } from './exchange.ts'
import { partSection } from './part-section.ts'
import { type PromptSettings, SYNTHESIS_TEMPERATURE } from './prompt-settings.ts'
import { DATA_RULE, joinSections, tagged } from './prompt-text.ts'
import { pairText } from './shown-pairs.ts'

/** Progressive instruction synthesis (DB-Explore section 3.2.3, figure 7): pairs that are harder than the given one by one step. */
export async function evolvePair(
  chat: ChatClient,
  settings: PromptSettings,
  request: EvolutionRequest,
): Promise<readonly WrittenPair[]> {
  if (request.steps.length === 0) return []
  const prompt = evolutionPrompt(settings, request)
  return exchange(chat, prompt, { ...request, temperature: SYNTHESIS_TEMPERATURE })
}

function evolutionPrompt(
  settings: PromptSettings,
  request: EvolutionRequest,
): Prompt<readonly WrittenPair[]> {
  const { pair, steps, paraphrases } = request
  const system = evolutionRules(settings)
  const asked = steps.map((step, index) => `${index + 1}. ${step}: ${ADDED[step]}`)
  const last = joinSections([
    tagged('pair', pairText(pair)),
    `Paraphrases of each question: ${paraphrases}\nPairs to write, with what each adds:\n${asked.join('\n')}`,
  ])
  const database = partSection('evolution', request, {
    settings,
    rest: [system, last],
    about: [pair.sql, pair.question],
  })
  return {
    task: 'evolution',
    system,
    user: joinSections([database, last]),
    wantsJson: true,
    wanted:
      'a JSON object {"pairs": [{"step": "…", "question": "…", "paraphrases": ["…"], "evidence": "", "sql": "…"}]}',
    read: (reply) => readPairs(reply, { count: steps.length, paraphrases }),
  }
}

const ADDED: Readonly<Record<EvolutionStep, string>> = {
  condition: 'one more condition on the rows',
  join: 'another listed table, for something that is shown or asked of it',
  nesting: 'a query within the query, such as a comparison with an average or with rows that exist elsewhere',
  aggregation: 'a count, sum, average or the like for each of some groups, or a condition on one',
  ordering: 'an order, with the first few rows alone where that makes sense',
  'constraint and table':
    'one more requirement that takes another listed table, joined along the keys; the query grows by 5 to 10 words',
}

function evolutionRules({ dialectName }: PromptSettings): string {
  return `A question is given with the ${dialectName} query that answers it, and the part of the database that it is about. Write harder pairs: each is the given one with one thing added, which is named for it.
- What is not touched by the addition stays. Put the addition in both: the new question asks for all that the new query does, and for nothing else.
- It stays a question that a person would ask of this data and could answer with it, in one way only. It becomes harder by what it asks, not by long or twisted sentences.
- No new pair says the same as the given one or as another, and where they add the same kind of thing they add it elsewhere.
- Everything that a query needs is among the listed tables and columns. Write their names as they stand there, with the table wherever several have a column of that name, and join along the listed joins.
- Take the values of conditions from those that are shown whole, in the query as they are stored.
- "paraphrases" ask for just the same with other words and other builds of the sentence.
- "evidence" tells what one must know beside the question, such as what a code stands for or how a figure is worked out. Mostly it is empty.
Reply with JSON alone, one entry for each pair to write, in that order: {"pairs": [{"step": "…", "question": "…", "paraphrases": ["…"], "evidence": "", "sql": "SELECT …"}]}
${DATA_RULE}`
}
