import type { RevisionFinding, RevisionRequest, SqlCandidate } from '../../model.ts'
import type { ChatClient } from '../chat/chat-client.ts'
import { boundedLine, quoteDatabaseName, quoteDatabaseText } from '../context/quote-database-text.ts'
import { readSql } from '../replies/read-sql.ts'
import type { Reading } from '../replies/reading.ts'
import { databaseSection } from './database-section.ts'
import { exchange, type Prompt } from './exchange.ts'
import type { PromptSettings } from './prompt-settings.ts'
import { chosenDemonstrations, DATA_RULE, joinSections, questionSection, tagged } from './prompt-text.ts'
import { candidatesOf, isSameQuery } from './sql-candidates.ts'

const LONGEST_MESSAGE = 400
const LONGEST_DRAFT = 4_000
const VALUES_TOLD = 5

/** Fuzzy SQL to Precise SQL (TCSR-SQL section 3.3, appendix A.4): the draft goes back with what was found. None comes back where the model has nothing better. */
export async function reviseSql(
  chat: ChatClient,
  settings: PromptSettings,
  request: RevisionRequest,
): Promise<readonly SqlCandidate[]> {
  const revised = await exchange(chat, revisionPrompt(settings, request), request)
  return isSameQuery(revised, request.draft) ? [] : candidatesOf([revised], request)
}

function revisionPrompt(settings: PromptSettings, request: RevisionRequest): Prompt<string> {
  const system = revisionRules(settings)
  const draft = tagged('query', request.draft.trim().slice(0, LONGEST_DRAFT))
  const found = tagged('found', request.findings.map((finding) => `- ${findingText(finding)}`).join('\n'))
  // The paper shows none (0 shots); where a profile wants some, they are of the same database.
  const chosen = chosenDemonstrations(request.demonstrations ?? [], settings.shots.revision)
  const last = joinSections([chosen, questionSection(request), draft, found])
  const database = databaseSection('revision', request, settings, [system, last])
  return {
    task: 'revision',
    system,
    user: joinSections([database, last]),
    wantsJson: false,
    wanted: 'one corrected SELECT query',
    read: (reply) => readRevised(reply, request.draft),
  }
}

/** A reply that shows the draft once more and then what it should be means the latter. */
function readRevised(reply: string, draft: string): Reading<string> {
  const reading = readSql(reply)
  if (reading.kind === 'unreadable' || !isSameQuery(reading.value, draft)) return reading
  const at = reply.indexOf(reading.value)
  const rest = at < 0 ? '' : reply.slice(at + reading.value.length)
  const later = /\bSELECT\b/i.test(rest) ? readSql(rest) : reading
  return later.kind === 'read' ? later : reading
}

function revisionRules({ dialectName }: PromptSettings): string {
  return `A ${dialectName} query was to answer a question, and something was found when it was checked or run. Write it anew so that it does. Check it against the question and the database first, then reply with the SQL alone.
- Keep what is right: change what was found, and what does not fit the question.
- Select what the question asks for, in its order, and no other column.
- Use only the tables and columns that are listed, and no table that is not needed. Join along the listed joins.
- IN, OR and LEFT JOIN can add rows that nobody asked for; where JOIN, INTERSECT or EXCEPT say the same, take those. DISTINCT, DESC and LIMIT only where the question wants them.
- Compare with values as they are stored. The lines on the words of the question tell where they were found; a word may mean none of it.
${DATA_RULE}`
}

function findingText(finding: RevisionFinding): string {
  switch (finding.kind) {
    case 'rejected':
      return `The database refused it (${boundedLine(finding.reason)}): ${quoteDatabaseText(finding.message, LONGEST_MESSAGE)}`
    case 'empty':
      return 'It runs, but finds no rows: a condition or a join may be too narrow.'
    case 'unknown-name':
      return `There is no ${quoteDatabaseName(finding.name)}${nearText(finding.near.map(quoteDatabaseName))}`
    case 'unknown-value': {
      const { table, column } = finding.column
      const place = `${quoteDatabaseName(table)}.${quoteDatabaseName(column)}`
      const near = finding.near
        .slice(0, VALUES_TOLD)
        .map((match) =>
          match.table === table && match.column === column
            ? quoteDatabaseText(match.value)
            : `${quoteDatabaseName(match.table)}.${quoteDatabaseName(match.column)} = ${quoteDatabaseText(match.value)}`,
        )
      return `${place} does not hold ${quoteDatabaseText(finding.value)}${nearText(near)}`
    }
    case 'implausible':
      return boundedLine(finding.message, LONGEST_MESSAGE)
  }
}

function nearText(near: readonly string[]): string {
  return near.length === 0 ? '; nothing there is near to it.' : `; near to it: ${near.join(', ')}.`
}
