import type { DatabaseContext, GroundedKeyword, SchemaPart } from '../../model.ts'
import type { TaskName } from '../../model-events.ts'
import { describeDatabasePart } from '../context/describe-database-part.ts'
import { estimateTokens } from '../context/estimate-tokens.ts'
import type { ExchangeOptions } from './exchange.ts'
import type { PromptSettings } from './prompt-settings.ts'
import { tagged } from './prompt-text.ts'

interface SectionRequest extends ExchangeOptions {
  readonly question: string
  readonly context: DatabaseContext
  readonly part?: SchemaPart
  readonly grounded?: readonly GroundedKeyword[]
}

/** Less tells nothing of a database: a budget that the rest of a prompt has used up is exceeded by so much. */
const SMALLEST_DESCRIPTION = 150
const TAGS = 8

/**
 * The database as a prompt shows it: as much as the budget leaves beside the rest of the prompt. What was left out is
 * reported.
 */
export function databaseSection(
  task: TaskName,
  request: SectionRequest,
  { tokenBudget, samplesPerTable }: PromptSettings,
  rest: readonly string[],
): string {
  const { question, context, grounded = [], onEvent } = request
  const spent = rest.reduce((sum, text) => sum + estimateTokens(text), TAGS)
  const { text, leftOut } = describeDatabasePart({
    part: request.part ?? wholeSchema(context),
    grounded,
    context,
    question,
    tokenBudget: Math.max(SMALLEST_DESCRIPTION, tokenBudget - spent),
    samplesPerTable,
  })
  if (leftOut.length > 0) {
    const columns = leftOut.flatMap((left) => left.columns.map((column) => `${left.table}.${column}`))
    onEvent?.({ kind: 'left-out', task, columns })
  }
  return tagged('database', text)
}

function wholeSchema({ survey }: DatabaseContext): SchemaPart {
  return {
    tables: survey.schema.tables.map(({ name, columns }) => ({
      table: name,
      columns: columns.map((column) => column.name),
    })),
  }
}
