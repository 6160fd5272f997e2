import { evolvePair } from './evolve-pair.ts'
import { guessVariants } from './guess-variants.ts'
import { judgePair } from './judge-pair.ts'
import { linkTables } from './link-tables.ts'
import { nameKeywords } from './name-keywords.ts'
import { type ChatMessage, type PromptFacts, readPrompt } from './prompt-facts.ts'
import { reviseSql } from './revise-sql.ts'
import { readSynthesisPrompt, type SynthesisFacts } from './synthesis-facts.ts'
import { wordQueries } from './word-queries.ts'
import { writePairs } from './write-pairs.ts'
import { writeSql } from './write-sql.ts'

/** An order that stands where only data may be: a small model follows it. */
const INJECTED = /\b(?:ignore|disregard|forget)\b[^.\n]*\binstructions?\b/i

type WriteReply = (facts: PromptFacts, synthesis: SynthesisFacts, seed: number) => string

const REPLIES: Readonly<Record<PromptFacts['task'], WriteReply>> = {
  keywords: nameKeywords,
  variants: guessVariants,
  linking: linkTables,
  sql: writeSql,
  revision: reviseSql,
  questions: writePairs,
  wording: (_, synthesis, seed) => wordQueries(synthesis, seed),
  evolution: evolvePair,
  judgement: (_, synthesis) => judgePair(synthesis),
  unknown: () => 'What do you want of me?',
}

/** The reply of a small model that knows nothing but its prompt; with another seed it writes other pairs. */
export function replyToPrompt(messages: readonly ChatMessage[], seed = 0): string {
  const facts = readPrompt(messages)
  if (INJECTED.test(facts.unquoted)) return `DROP TABLE ${facts.tables[0]?.name ?? 'everything'}`
  return REPLIES[facts.task](facts, readSynthesisPrompt(messages), seed)
}
