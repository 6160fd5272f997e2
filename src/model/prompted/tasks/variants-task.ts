import { z } from 'zod'
import type { SqlValue } from '../../../database/database.ts'
import type { ColumnName } from '../../../database/schema.ts'
import type { DatabaseContext, Keyword, VariantsRequest } from '../../model.ts'
import type { ChatClient } from '../chat/chat-client.ts'
import { boundedLine, quoteDatabaseName, quoteDatabaseText } from '../context/quote-database-text.ts'
import { demonstrationText } from '../demonstrations/demonstration.ts'
import { VARIANT_DEMONSTRATIONS } from '../demonstrations/variant-demonstrations.ts'
import { readJson } from '../replies/read-json.ts'
import { exchange, type Prompt } from './exchange.ts'
import type { PromptSettings } from './prompt-settings.ts'
import { DATA_RULE, joinSections, tagged } from './prompt-text.ts'

const COLUMNS_SHOWN = 6
const SAMPLE_LENGTH = 40
const LONGEST_VARIANT = 100
/** Samples tell how a column writes things; with none, a few are shown all the same. */
const FEWEST_SAMPLES = 3

/** The data-content mutation of fuzzy detection (TCSR-SQL section 3.1, appendix A.2): how the data may write the keyword. */
export async function proposeVariants(
  chat: ChatClient,
  settings: PromptSettings,
  request: VariantsRequest,
): Promise<readonly string[]> {
  if (request.count < 1) return []
  const values = await exchange(chat, variantsPrompt(settings, request), request)
  // "Settled" and "settled" are two: a Seed SQL that compares with = tells them apart.
  const fitting = values
    .map((value) => value.trim())
    .filter(({ length }) => length > 0 && length <= LONGEST_VARIANT)
  return [...new Set(fitting)].filter((value) => value !== request.keyword.text).slice(0, request.count)
}

function variantsPrompt(settings: PromptSettings, request: VariantsRequest): Prompt<readonly string[]> {
  const { keyword, count, question, evidence, context } = request
  const rules = `Words of a question name data that is stored in a column, perhaps written otherwise: a code, an abbreviation, another form or language, a synonym. Judging by sample values of the columns, give the stored values that the words may mean, likeliest first, at most ${count}.
Reply with JSON alone: {"values": ["…"]}
${DATA_RULE}`
  const hint = evidence === undefined ? '' : tagged('hint', boundedLine(evidence))
  return {
    task: 'variants',
    system: joinSections([rules, demonstrationText(VARIANT_DEMONSTRATIONS, settings.shots.variants)]),
    user: joinSections([
      tagged('samples', sampleLines(keyword, context, settings.samplesPerTable).join('\n')),
      hint,
      `Question: ${boundedLine(question)}\nWords: ${quoteDatabaseText(keyword.text)}`,
    ]),
    wantsJson: true,
    wanted: 'a JSON object {"values": ["…"]}',
    read: (reply) => readJson(reply, REPLY),
  }
}

const VALUE = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)])

const REPLY = z.preprocess((reply) => {
  if (typeof reply !== 'object' || reply === null || Array.isArray(reply)) return reply
  return Object.values(reply).find(Array.isArray) ?? reply
}, z.array(VALUE))

function sampleLines(keyword: Keyword, context: DatabaseContext, count: number): readonly string[] {
  return columnsFor(keyword, context)
    .slice(0, COLUMNS_SHOWN)
    .flatMap(({ table, column }) => {
      const samples = samplesOf(context, { table, column }).slice(0, Math.max(count, FEWEST_SAMPLES))
      if (samples.length === 0) return []
      const texts = samples.map((value) => quoteDatabaseText(value, SAMPLE_LENGTH))
      return [`${quoteDatabaseName(table)}.${quoteDatabaseName(column)}: ${texts.join(' ')}`]
    })
}

/** Where nothing says which columns are meant, those of the table that hold texts. */
function columnsFor({ table, columns }: Keyword, { survey }: DatabaseContext): readonly ColumnName[] {
  if (columns.length > 0 || table === null) return columns
  const profiles = survey.tables.find((profile) => profile.table === table)?.columns ?? []
  return profiles.filter(({ content }) => content === 'text')
}

function samplesOf({ survey }: DatabaseContext, { table, column }: ColumnName): readonly SqlValue[] {
  const profiles = survey.tables.find((profile) => profile.table === table)?.columns ?? []
  const frequent = profiles.find((profile) => profile.column === column)?.frequentValues ?? []
  return frequent.map(({ value }) => value).filter((value) => value !== null)
}
