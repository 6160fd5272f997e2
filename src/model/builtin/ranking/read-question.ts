import type { DbGraph } from '../../../exploration/db-graph.ts'
import type { Query } from '../../../sql/ast.ts'
import { printQuery } from '../../../sql/print.ts'
import { walkQuery } from '../../../sql/walk.ts'
import type { GenerationRequest, NameLink } from '../../model.ts'
import { findMentions } from '../linking/find-mentions.ts'
import type { Mention } from '../linking/mention.ts'
import { type SchemaLexicon, schemaLexiconOf } from '../linking/schema-lexicon.ts'
import type { QuestionToken } from '../linking/words/question-tokens.ts'
import { wordsToRead } from '../linking/words/words-to-read.ts'
import { parseQuestion } from '../parsing/parse-question.ts'
import { makeScope } from '../parsing/parse-scope.ts'
import { WEIGHTS } from '../parsing/weights.ts'
import { compileSketch } from '../sketch/compile-sketch.ts'

/** A question, what its words may mean, and the queries that the grammar makes of it, the best by hand-set weights first. */
export interface ReadQuestion {
  readonly tokens: readonly QuestionToken[]
  readonly mentions: readonly Mention[]
  readonly lexicon: SchemaLexicon
  readonly readings: readonly Reading[]
}

/** One query and how it came about. */
export interface Reading {
  readonly sql: string
  readonly query: Query
  /** By the hand-set weights. */
  readonly score: number
  readonly uses: readonly NameUse[]
  /** Words that nothing accounts for. */
  readonly unused: readonly string[]
  /** Words that name a table which the query does not read. */
  readonly forgotten: readonly string[]
  readonly tableCount: number
  readonly joinCost: number
  readonly repeatsRows: boolean
  /** Another way to join the same tables is cheaper. */
  readonly isSecondJoin: boolean
}

/** Tokens `start` to `end`, exclusive, and what they were read as; no column: the table itself. */
interface NameUse {
  readonly start: number
  readonly end: number
  readonly table: string
  readonly column: string | null
  readonly score: number
}

/** So many queries are made for each that is wanted, since joining changes the order of sketches. */
const QUERIES_PER_READING = 2

/**
 * At most `limit` readings, no query twice. Linking reads a question with all tables that it may need and generation with
 * those that were linked: where both leave its words the same meanings, it is read once.
 */
export function readQuestion(request: GenerationRequest, limit: number): ReadQuestion {
  const { question, context } = request
  const lexicon = schemaLexiconOf(context.survey)
  const tokens = wordsToRead(question)
  const mentions = findMentions(request, tokens, lexicon)
  const last = lastRead.get(context.graph)
  if (
    last?.question === question &&
    last.limit === limit &&
    haveSameMentions(last.read, { mentions, lexicon })
  )
    return last.read
  const readings = findReadings(request, { tokens, mentions, lexicon }, limit)
  const read = { tokens, mentions, lexicon, readings }
  lastRead.set(context.graph, { question, limit, read })
  return read
}

interface LastRead {
  readonly question: string
  readonly limit: number
  readonly read: ReadQuestion
}

const lastRead = new WeakMap<DbGraph, LastRead>()

/** Entries of the lexicon and of knowledge are the same when they are one object. */
function haveSameMentions(
  left: Pick<ReadQuestion, 'mentions' | 'lexicon'>,
  right: Pick<ReadQuestion, 'mentions' | 'lexicon'>,
): boolean {
  if (left.lexicon !== right.lexicon || left.mentions.length !== right.mentions.length) return false
  return left.mentions.every((mention, index) => isShallowEqual(mention, right.mentions[index]!))
}

function isShallowEqual(left: Mention, right: Mention): boolean {
  const fields = Object.entries(left)
  const others = new Map<string, unknown>(Object.entries(right))
  return fields.length === others.size && fields.every(([name, value]) => others.get(name) === value)
}

function findReadings(
  { question, context }: GenerationRequest,
  { tokens, mentions, lexicon }: Omit<ReadQuestion, 'readings'>,
  limit: number,
): readonly Reading[] {
  const scope = makeScope(tokens, lexicon, context.survey.joins, mentions)
  const compileScope = { graph: context.graph, lexicon, stems: new Set(tokens.map(({ stem }) => stem)) }
  const readings = new Map<string, Reading>()
  for (const { sketch, score, state } of parseQuestion(scope)) {
    if (readings.size >= limit * QUERIES_PER_READING) break
    compileSketch(sketch, compileScope).forEach(({ query, tableCount, joinCost, repeatsRows }, index) => {
      const read = tablesRead(query)
      // A table that the question names and the query does not read is half forgotten.
      const forgotten = state.uses.filter((use) => use.column === null && !read.has(use.table))
      const total =
        score +
        WEIGHTS.tablePenalty * (tableCount - 1) +
        WEIGHTS.joinCost * joinCost +
        WEIGHTS.namedTableNotRead * forgotten.length +
        (repeatsRows ? WEIGHTS.repeatsRows : 0) +
        (index === 0 ? 0 : WEIGHTS.otherJoinTree)
      const sql = printQuery(query)
      const known = readings.get(sql)
      if (known !== undefined && known.score >= total) return
      readings.set(sql, {
        sql,
        query,
        score: total,
        uses: state.uses,
        unused: state.unused,
        forgotten: forgotten.map(({ start, end }) => wordsOf(question, tokens, start, end)),
        tableCount,
        joinCost,
        repeatsRows,
        isSecondJoin: index > 0,
      })
    })
  }
  return [...readings.values()].sort((left, right) => right.score - left.score).slice(0, limit)
}

/** What people are told of how the words of a reading were understood. */
export function linksOf(question: string, tokens: readonly QuestionToken[], reading: Reading): NameLink[] {
  return reading.uses.map(({ start, end, table, column, score }) => ({
    words: wordsOf(question, tokens, start, end),
    table,
    column,
    score,
  }))
}

function wordsOf(question: string, tokens: readonly QuestionToken[], start: number, end: number): string {
  return question.slice(tokens[start]!.start, tokens[end - 1]!.end)
}

/** The tables that a query reads, in subqueries too. */
function tablesRead(query: Query): ReadonlySet<string> {
  const tables = new Set<string>()
  walkQuery(query, {
    fromItem: (item) => {
      if (item.kind === 'table') tables.add(item.name)
    },
  })
  return tables
}
