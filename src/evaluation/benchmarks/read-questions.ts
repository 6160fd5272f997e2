import { SondeError } from '../../base/errors.ts'
import type { BenchmarkQuestion } from './benchmark-question.ts'
import { type FileEntry, readCsvEntries, readJsonEntries } from './read-entries.ts'
import { readTextFile } from './read-text-file.ts'

export interface ReadQuestionsOptions {
  /** The database of entries that name none. */
  readonly dbId?: string
  /** False: questions without gold SQL are read too, with an empty one. True if not said. */
  readonly needsGold?: boolean
}

/** A question as a benchmark's file tells it. */
export interface ReadQuestion extends BenchmarkQuestion {
  /** How the benchmark that it was made from asks the same, as Spider-Syn keeps it. */
  readonly original?: string
}

export interface ReadQuestions {
  /** In the order of the file. Entries that were passed over leave gaps in their `index`. */
  readonly questions: readonly ReadQuestion[]
  readonly skipped: readonly SkippedEntry[]
  /** Entries of the file: questions and skipped ones. */
  readonly count: number
}

/** An entry that is no question. */
interface SkippedEntry {
  /** Its place among all entries, from 0: a result has a line for it too. */
  readonly index: number
  /** For people: "entry 3", "line 12". */
  readonly place: string
  /** Half a sentence: "it has no gold SQL". */
  readonly reason: string
  /** Where the entry says so much. */
  readonly dbId?: string
}

/**
 * Which key holds what; the first that is there wins. Spider, its variants and KaggleDBQA write `query` (their `sql`
 * is a parsed tree and no text), BIRD `SQL`; Spider-Syn has both wordings, under these or the plain names.
 */
const KEYS = {
  dbId: ['db_id'],
  question: ['SpiderSynQuestion', 'question'],
  original: ['SpiderQuestion', 'original'],
  gold: ['query', 'SQL', 'sql', 'gold'],
  evidence: ['evidence'],
  difficulty: ['difficulty'],
} as const satisfies Readonly<Record<string, readonly string[]>>

const WANTED = 'a list of { "db_id", "question", "query" }, the same as JSON Lines, or CSV with these columns'

/**
 * Reads the questions of Spider, Spider-Syn, Spider-Realistic, Spider-DK, Dr.Spider, KaggleDBQA, BIRD, TCD, or of the
 * user's own, as JSON, JSON Lines or CSV. An entry that lacks something is passed over and reported. Throws
 * `file-unreadable` and `benchmark-invalid` for a file that holds no questions.
 */
export async function readQuestions(
  file: string,
  options: ReadQuestionsOptions = {},
): Promise<ReadQuestions> {
  const entries = readEntries(file, await readTextFile(file))
  if (entries.length === 0) {
    throw new SondeError('benchmark-invalid', `${file} holds no questions. It must hold ${WANTED}.`)
  }
  const questions: ReadQuestion[] = []
  const skipped: SkippedEntry[] = []
  for (const [index, entry] of entries.entries()) {
    const read = readQuestion(index, entry, options)
    if ('reason' in read) skipped.push(read)
    else questions.push(read)
  }
  if (questions.length === 0) {
    const { place, reason } = skipped[0]!
    throw new SondeError(
      'benchmark-invalid',
      `${file} holds no question that can be used; of ${place}, ${reason}. It must hold ${WANTED}.`,
    )
  }
  return { questions, skipped, count: entries.length }
}

function readEntries(file: string, text: string): readonly FileEntry[] {
  const contents = readJsonEntries(file, text)
  if (contents.kind === 'entries') return contents.entries
  if (contents.kind === 'text') {
    const { names, entries } = readCsvEntries(file, text)
    if (names.includes('question')) return entries
    const advice = `Its first line must name the columns, separated by commas: db_id,question,query`
    throw new SondeError('benchmark-invalid', `${file} is neither JSON nor CSV with questions. ${advice}.`)
  }
  // JSON Lines of one line.
  const { value } = contents
  const isQuestion = typeof value === 'object' && value !== null && KEYS.question.some((key) => key in value)
  if (isQuestion) return [{ place: 'line 1', value: { kind: 'json', value } }]
  const found = typeof value === 'string' ? 'a text' : 'one JSON object'
  throw new SondeError(
    'benchmark-invalid',
    `${file} is ${found}, and no list of questions. It must hold ${WANTED}.`,
  )
}

function readQuestion(
  index: number,
  { place, value: read }: FileEntry,
  { dbId: givenDbId, needsGold = true }: ReadQuestionsOptions,
): ReadQuestion | SkippedEntry {
  const skip = (reason: string, dbId?: string): SkippedEntry => ({
    index,
    place,
    reason,
    ...(dbId && { dbId }),
  })
  if (read.kind === 'not-json') return skip(read.problem)
  if (typeof read.value !== 'object' || read.value === null || Array.isArray(read.value)) {
    return skip('it is no object with db_id, question and query')
  }
  const entry = read.value as Readonly<Record<string, unknown>>
  const dbId = textOf(entry, 'dbId')?.trim() ?? givenDbId
  const question = textOf(entry, 'question')
  const gold = textOf(entry, 'gold')
  if (dbId === undefined) return skip('it does not say its db_id')
  if (question === undefined) return skip('it has no question', dbId)
  if (gold === undefined && needsGold) return skip('it has no gold SQL (query or SQL)', dbId)
  const original = textOf(entry, 'original')
  const evidence = textOf(entry, 'evidence')
  const difficulty = textOf(entry, 'difficulty')
  return {
    index,
    dbId,
    question,
    gold: gold ?? '',
    ...(original !== undefined && { original }),
    ...(evidence !== undefined && { evidence }),
    ...(difficulty !== undefined && { difficulty }),
  }
}

/** undefined where there is no text, or none but blanks. */
function textOf(entry: Readonly<Record<string, unknown>>, what: keyof typeof KEYS): string | undefined {
  for (const key of KEYS[what]) {
    const value = entry[key]
    if (typeof value === 'string' && value.trim() !== '') return value
  }
  return undefined
}
