import type { DatabaseContext, SqlCandidate } from '../model/model.ts'
import { resolveDraft, unknownValues } from './collect-findings.ts'
import { isEmptyResult } from './execute-candidate.ts'
import type { Revision } from './revise-draft.ts'

/** Below this an answer is called unsure. */
const SURE = 0.5

/** How far an answer can be trusted, and in one sentence why not further; no reason when it can. */
export function judgeAnswer(
  drafts: readonly SqlCandidate[],
  { chosen }: Revision,
  { question, context }: { readonly question: string; readonly context: DatabaseContext },
): { readonly confidence: number; readonly reason: string | null } {
  const isEmpty = isEmptyResult(chosen.outcome)
  const missing = unknownValues(resolveDraft(chosen.sql, context), context)
  const confidence = round(chosen.confidence * (isEmpty ? 0.6 : 1) * (missing.length > 0 ? 0.5 : 1))
  if (missing.length > 0) {
    const [first] = missing
    const value =
      first?.kind === 'unknown-value'
        ? `${first.column.table}.${first.column.column} holds no '${first.value}'`
        : ''
    return { confidence: unsure(confidence), reason: `${value}.` }
  }
  // An answer that leaves out what the question names answers another question, however likely its query is.
  const left = chosen.unusedWords.filter((word) => isNamed(word, question))
  if (left.length > 0) return { confidence: unsure(confidence), reason: unaccounted(left) }
  const order =
    chosen.unusedWords.find((word) => isOrderToWrite(word, question)) ??
    plainOrderToWrite(question, chosen.sql)
  if (order !== undefined) {
    return {
      confidence: unsure(confidence),
      reason: `Databases are only read here, so it cannot ${order.toLowerCase()} anything.`,
    }
  }
  if (confidence >= SURE) return { confidence, reason: null }
  if (chosen.unusedWords.length > 0) return { confidence, reason: unaccounted(chosen.unusedWords) }
  if (isEmpty)
    return { confidence, reason: 'The query finds nothing, which may not be what the question means.' }
  const isClose = drafts.some(
    (draft) => draft.sql !== chosen.sql && draft.confidence > chosen.confidence * 0.6,
  )
  return {
    confidence,
    reason: isClose
      ? 'The question can be read in more than one way.'
      : 'The question was only partly understood.',
  }
}

function unsure(confidence: number): number {
  return Math.min(confidence, SURE - 0.01)
}

const ORDERS_TO_WRITE =
  /^(?:delete|remove|erase|drop|truncate|update|change|edit|insert|add|create|alter|rename|cancel|overwrite)$/i

/** "Delete all customers": the first word, or the one after "please". */
function isOrderToWrite(word: string, question: string): boolean {
  const [first] = /[\p{L}]+/u.exec(question.replace(/^\W*please\b/iu, '')) ?? []
  return ORDERS_TO_WRITE.test(word) && first?.toLowerCase() === word.toLowerCase()
}

const PLAIN_ORDERS_TO_WRITE = /^\W*(?:please\s+)?(delete|erase|drop|truncate|insert|alter|overwrite)\b/i

/** An order that no question begins with, unless its query speaks of the word: not every model tells what it left out. */
function plainOrderToWrite(question: string, sql: string): string | undefined {
  const [, word] = PLAIN_ORDERS_TO_WRITE.exec(question) ?? []
  return word === undefined || sql.toLowerCase().includes(word.toLowerCase()) ? undefined : word
}

/** A proper name, a quoted text or a number: written with a capital within the sentence, in quotes, or with a digit. */
function isNamed(word: string, question: string): boolean {
  if (/\d/.test(word)) return true
  if (/^\p{Lu}/u.test(word)) return !question.trimStart().startsWith(word)
  return question.includes(`"${word}"`) || question.includes(`'${word}'`)
}

function unaccounted(words: readonly string[]): string {
  return `Nothing in the query accounts for ${words.map((word) => `"${word}"`).join(', ')}.`
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
