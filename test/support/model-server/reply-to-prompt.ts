import { guessVariants } from './guess-variants.ts'
import { linkTables } from './link-tables.ts'
import { nameKeywords } from './name-keywords.ts'
import { type ChatMessage, type PromptFacts, readPrompt } from './prompt-facts.ts'
import { reviseSql } from './revise-sql.ts'
import { writeSql } from './write-sql.ts'

/** An order that stands where only data may be: a small model follows it. */
const INJECTED = /\b(?:ignore|disregard|forget)\b[^.\n]*\binstructions?\b/i

const REPLIES: Readonly<Record<PromptFacts['task'], (facts: PromptFacts) => string>> = {
  keywords: nameKeywords,
  variants: guessVariants,
  linking: linkTables,
  sql: writeSql,
  revision: reviseSql,
  unknown: () => 'What do you want of me?',
}

/** The reply of a small model that knows nothing but its prompt. */
export function replyToPrompt(messages: readonly ChatMessage[]): string {
  const facts = readPrompt(messages)
  if (INJECTED.test(facts.unquoted)) return `DROP TABLE ${facts.tables[0]?.name ?? 'everything'}`
  return REPLIES[facts.task](facts)
}
