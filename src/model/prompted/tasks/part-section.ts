import { identifierWords } from '../../../base/text.ts'
import type { DatabaseContext, SchemaPart } from '../../model.ts'
import type { TaskName } from '../../model-events.ts'
import { databaseSection } from './database-section.ts'
import type { ExchangeOptions } from './exchange.ts'
import type { PromptSettings } from './prompt-settings.ts'

interface PartRequest extends ExchangeOptions {
  readonly context: DatabaseContext
  readonly part: SchemaPart
}

export interface PartSectionOptions {
  readonly settings: PromptSettings
  /** The rest of the prompt, which shares the budget. */
  readonly rest: readonly string[]
  /** Texts whose words say which tables matter most, where not all have room. */
  readonly about: readonly string[]
}

/** The part of the database that a task of synthesis is about: there is no question yet that says what matters. */
export function partSection(
  task: TaskName,
  request: PartRequest,
  { settings, rest, about }: PartSectionOptions,
): string {
  const question = about.flatMap(identifierWords).join(' ')
  return databaseSection(task, { ...request, question }, settings, rest)
}
