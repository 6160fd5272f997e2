import { z } from 'zod'
import type { Schema } from '../../../database/schema.ts'
import type { Keyword, KeywordsRequest } from '../../model.ts'
import type { ChatClient } from '../chat/chat-client.ts'
import { demonstrationText } from '../demonstrations/demonstration.ts'
import { KEYWORD_DEMONSTRATIONS } from '../demonstrations/keyword-demonstrations.ts'
import { knownColumns } from '../replies/known-names.ts'
import { locatePhrase } from '../replies/locate-phrase.ts'
import { readJson } from '../replies/read-json.ts'
import { databaseSection } from './database-section.ts'
import { exchange, type Prompt } from './exchange.ts'
import type { PromptSettings } from './prompt-settings.ts'
import { DATA_RULE, joinSections, questionSection } from './prompt-text.ts'

const MOST_KEYWORDS = 24

/**
 * Keywords extraction (TCSR-SQL section 3.1, appendix A.1). Schema keywords are asked for so that they are not taken for
 * content; only the data-content ones are looked up, so only they come back.
 */
export async function extractKeywords(
  chat: ChatClient,
  settings: PromptSettings,
  request: KeywordsRequest,
): Promise<readonly Keyword[]> {
  const named = await exchange(chat, keywordsPrompt(settings, request), request)
  return placeKeywords(named, request.question, request.context.survey.schema)
}

function keywordsPrompt(settings: PromptSettings, request: KeywordsRequest): Prompt<readonly NamedWords[]> {
  const system = joinSections([RULES, demonstrationText(KEYWORD_DEMONSTRATIONS, settings.shots.keywords)])
  const last = questionSection(request)
  const database = databaseSection('keywords', request, settings, [system, last])
  return {
    task: 'keywords',
    system,
    user: joinSections([database, last]),
    wantsJson: true,
    wanted: 'a JSON object {"schema": […], "content": […]}',
    read: (reply) => readJson(reply, REPLY),
  }
}

const RULES = `Find the words of a question that name something in a database, in two groups:
"schema": words that name a table or a column;
"content": words that name data that is stored in a column. The data may write it otherwise: judge by the sample values.
Give each its one table and the columns of that table that it may mean; for content, every column that may hold it, likeliest first. Copy the words as the question has them. Numbers and dates that rows are only compared with belong to neither group.
Reply with JSON alone: {"schema": [{"words": "…", "table": "…", "columns": ["…"]}], "content": [{"words": "…", "table": "…", "columns": ["…"]}]}
${DATA_RULE}`

const NAMED_WORDS = z.preprocess(
  asNamedWords,
  z.object({ words: z.string(), table: z.string().nullable(), columns: z.array(z.string()) }),
)

type NamedWords = z.infer<typeof NAMED_WORDS>

const REPLY = z.preprocess(contentOf, z.array(NAMED_WORDS))

/** The content keywords of a reply: under their name, or a bare list in which some may say that they are schema. */
function contentOf(reply: unknown): unknown {
  if (Array.isArray(reply))
    return reply.filter((item) => !/schema/i.test(String(firstOf(item, ['kind', 'type']))))
  const content = firstOf(reply, ['content', 'data_content', 'data content', 'contents', 'data', 'keywords'])
  if (content === undefined) {
    if (firstOf(reply, WORDS_KEYS) !== undefined) return [reply]
    return firstOf(reply, ['schema']) === undefined ? reply : []
  }
  if (content === null) return []
  if (Array.isArray(content)) return content
  // {"content": {"Norwegian": {"table": …}}}, or one keyword without its list.
  if (typeof content !== 'object') return [content]
  if (firstOf(content, WORDS_KEYS) !== undefined) return [content]
  return Object.entries(content).map(([words, place]) => ({ ...asPlace(place), words }))
}

const WORDS_KEYS = ['words', 'word', 'keyword', 'text', 'phrase', 'value', 'name']

function asNamedWords(item: unknown): unknown {
  if (typeof item === 'string') return { words: item, table: null, columns: [] }
  const words = firstOf(item, WORDS_KEYS)
  return { words: typeof words === 'number' ? String(words) : words, ...asPlace(item) }
}

function asPlace(item: unknown): { table: unknown; columns: unknown } {
  const table = firstOf(item, ['table', 'tables'])
  const columns = firstOf(item, ['columns', 'column'])
  return {
    table: (Array.isArray(table) ? table[0] : table) ?? null,
    columns: typeof columns === 'string' ? [columns] : (columns ?? []),
  }
}

function firstOf(item: unknown, keys: readonly string[]): unknown {
  if (typeof item !== 'object' || item === null) return undefined
  const entries = Object.entries(item)
  for (const key of keys) {
    const found = entries.find(([name]) => name.toLowerCase() === key)
    if (found !== undefined) return found[1]
  }
  return undefined
}

/** Where the words stand, and which of the names are real. What stands nowhere in the question is dropped. */
function placeKeywords(named: readonly NamedWords[], question: string, schema: Schema): readonly Keyword[] {
  const keywords: Keyword[] = []
  const ends = new Map<string, number>()
  for (const { words, table, columns } of named.slice(0, MOST_KEYWORDS)) {
    // The second "Paris" of a reply is the second one of the question.
    const key = words.trim().toLowerCase()
    const place = locatePhrase(question, words, ends.get(key))
    if (place === undefined) continue
    ends.set(key, place.end)
    if (keywords.some(({ start, end }) => start === place.start && end === place.end)) continue
    const known = knownColumns(schema, { table, columns })
    keywords.push({
      text: question.slice(place.start, place.end),
      ...place,
      table: known?.table.name ?? null,
      columns: known?.columns.map((column) => ({ table: known.table.name, column })) ?? [],
    })
  }
  return keywords
}
