import type { QueryWording, WrittenPair } from '../../synthesis-model.ts'
import { type Entry, readEntries } from './read-entries.ts'
import { readSql } from './read-sql.ts'
import { type Reading, read, unreadable } from './reading.ts'

export interface WantedPairs {
  /** At most so many pairs. */
  readonly count: number
  /** At most so many other ways to ask, for each. */
  readonly paraphrases: number
}

export const LONGEST_QUESTION = 500
export const LONGEST_EVIDENCE = 500
const LONGEST_SQL = 4_000

/** The pairs of a reply that have a question and one query; what is too long to be meant is left out. */
export function readPairs(
  reply: string,
  { count, paraphrases }: WantedPairs,
): Reading<readonly WrittenPair[]> {
  const entries = readEntries(reply, (entry) => 'question' in entry && sqlOf(entry) !== undefined)
  const readings = entries.map((entry) => ({
    wording: wordingOf(entry, paraphrases),
    query: readSql(sqlOf(entry)!),
  }))
  const pairs = readings.flatMap(({ wording, query }): readonly WrittenPair[] =>
    wording === null || query.kind === 'unreadable' || query.value.length > LONGEST_SQL
      ? []
      : [{ ...wording, sql: query.value }],
  )
  if (pairs.length > 0) return read(pairs.slice(0, count))
  if (entries.length === 0)
    return unreadable('it holds no complete JSON entry with a "question" and its "sql"')
  return readings.some(({ query }) => query.kind === 'unreadable' && query.failure === 'writes')
    ? unreadable('only SELECT queries may be run, and it holds none', 'writes')
    : unreadable('none of its entries has both a question and a SELECT query')
}

/** null: no question that can be used. */
export function wordingOf(entry: Entry, paraphrases: number): QueryWording | null {
  const question = lineOf(entry.question)
  const evidence = evidenceOf(entry.evidence)
  if (!isQuestion(question) || evidence.length > LONGEST_EVIDENCE) return null
  const asked = new Set([question.toLowerCase()])
  const others = linesOf(entry.paraphrases).filter((other) => {
    const isNew = isQuestion(other) && !asked.has(other.toLowerCase())
    asked.add(other.toLowerCase())
    return isNew
  })
  return { question, paraphrases: others.slice(0, paraphrases), evidence }
}

function sqlOf(entry: Entry): string | undefined {
  return [entry.sql, entry.query].find((value) => typeof value === 'string')
}

/** Without a letter it is a dash, or the dots of the format that was asked for. */
function isQuestion(line: string): boolean {
  return line.length <= LONGEST_QUESTION && /\p{L}/u.test(line)
}

function evidenceOf(value: unknown): string {
  const text = linesOf(value).join('; ')
  return NOTHING.test(text) ? '' : text
}

/** How models say that there is none. */
const NOTHING =
  /^(?:none(?: needed| required)?|no(?: evidence(?: needed| required)?)?|n\/?a|null|nothing|[^\p{L}\p{N}]*)\.?$/iu

function linesOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(lineOf).filter((line) => line !== '')
}

function lineOf(value: unknown): string {
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : ''
}
