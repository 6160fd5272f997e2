import type { GenerationRequest, SqlCandidate } from '../../model.ts'
import type { ChatClient } from '../chat/chat-client.ts'
import { demonstrationText } from '../demonstrations/demonstration.ts'
import { SQL_DEMONSTRATIONS } from '../demonstrations/sql-demonstrations.ts'
import { readSql } from '../replies/read-sql.ts'
import { databaseSection } from './database-section.ts'
import { exchange, type Prompt } from './exchange.ts'
import type { PromptSettings } from './prompt-settings.ts'
import { chosenDemonstrations, DATA_RULE, joinSections, questionSection } from './prompt-text.ts'
import { candidatesOf } from './sql-candidates.ts'

/** Of drafts that are made for a vote. */
const VOTE_TEMPERATURE = 0.7

/**
 * The Fuzzy SQL (TCSR-SQL section 3.3, appendix A.3), or several drafts of it, each made for itself. Drafts that fail
 * are left out as long as one comes.
 */
export async function generateSql(
  chat: ChatClient,
  settings: PromptSettings,
  request: GenerationRequest,
): Promise<readonly SqlCandidate[]> {
  const { samples = 1, count } = request
  const prompt = sqlPrompt(settings, request)
  if (samples <= 1) return candidatesOf([await exchange(chat, prompt, request)], request)
  const drafts = await Promise.allSettled(
    Array.from({ length: samples }, (_, sample) =>
      exchange(chat, prompt, { ...request, temperature: VOTE_TEMPERATURE, sample }),
    ),
  )
  const made = drafts.flatMap((draft) => (draft.status === 'fulfilled' ? [draft.value] : []))
  const [failed] = drafts.flatMap((draft) => (draft.status === 'rejected' ? [draft.reason] : []))
  if (made.length === 0) throw failed
  return candidatesOf(made, request).slice(0, count)
}

function sqlPrompt(settings: PromptSettings, request: GenerationRequest): Prompt<string> {
  const { shots } = settings
  const chosen = chosenDemonstrations(request.demonstrations ?? [], shots.sql)
  const fixed = chosen === '' ? demonstrationText(SQL_DEMONSTRATIONS, shots.sql) : ''
  const system = joinSections([sqlRules(settings), fixed])
  const last = joinSections([chosen, questionSection(request)])
  const database = databaseSection('sql', request, settings, [system, last])
  return {
    task: 'sql',
    system,
    user: joinSections([database, last]),
    wantsJson: false,
    wanted: 'one SELECT query',
    read: readSql,
  }
}

function sqlRules({ dialectName }: PromptSettings): string {
  return `Write one ${dialectName} SELECT query that answers the question. Reply with the SQL alone.
- Select what the question asks for, in its order, and no other column.
- Use only the tables and columns that are listed, as they are written there, and no table that is not needed. Join along the listed joins.
- Where several tables of the query have a column of that name, say whose it is.
- Compare with values as they are stored, not as the question says them. The lines on its words tell where they were found; a word may mean none of it.
${DATA_RULE}`
}
