import type { DbGraph } from '../../../exploration/db-graph.ts'
import type { LinkingRequest, SchemaPart } from '../../model.ts'
import { type SchemaLexicon, schemaLexiconOf, type TableEntry } from '../linking/schema-lexicon.ts'
import type { QuestionToken } from '../linking/words/question-tokens.ts'
import { wordsToRead } from '../linking/words/words-to-read.ts'
import { cuesAt } from '../parsing/cues.ts'
import { degreeColumns, makeScope, momentColumns } from '../parsing/parse-scope.ts'
import { CANDIDATES_RANKED } from '../ranking/rank-candidates.ts'
import { type ReadQuestion, readQuestion } from '../ranking/read-question.ts'
import { countVotes, type ReadingVotes } from './reading-votes.ts'
import { coverTables, type TableCoverage } from './table-coverage.ts'
import { contentPositions, findWordEvidence, type WordEvidence } from './word-evidence.ts'

/** All that speaks for and against each table and column. */
export interface LinkingEvidence {
  readonly graph: DbGraph
  readonly lexicon: SchemaLexicon
  readonly tokens: readonly QuestionToken[]
  readonly words: WordEvidence
  /** Of each table, in the order of the graph. */
  readonly coverage: readonly TableCoverage[]
  /** Tables that may be needed, best covered first. The others are out of the question. */
  readonly candidates: readonly TableEntry[]
  readonly votes: ReadingVotes
  /** Columns that words of degree and dates speak of, by entry of the lexicon. */
  readonly implied: ReadonlySet<unknown>
}

/** So many tables of a large schema are considered: those that the question's words fit best. */
const MOST_TABLES = 60
/** The parser follows so many of them, and so many columns. */
const MOST_TABLES_READ = 24
const MOST_COLUMNS_READ = 200

export function gatherEvidence(request: LinkingRequest): LinkingEvidence {
  const { question, context, grounded } = request
  const { graph, survey } = context
  const lexicon = schemaLexiconOf(survey)
  const tokens = wordsToRead(question)
  const words = findWordEvidence(tokens, lexicon, grounded)
  const coverage = coverTables(graph, words, contentPositions(tokens))
  const candidates = chooseCandidates(graph, lexicon, coverage)
  const part = partOf(tablesToRead(candidates))
  const read = readQuestion({ ...request, part, count: 1 }, CANDIDATES_RANKED)
  return {
    graph,
    lexicon,
    tokens,
    words,
    coverage,
    candidates,
    votes: countVotes(read.readings, survey.schema),
    implied: impliedColumns(read, request, part),
  }
}

function chooseCandidates(
  graph: DbGraph,
  lexicon: SchemaLexicon,
  coverage: readonly TableCoverage[],
): TableEntry[] {
  const score = ({ own, neighbourhood, component }: TableCoverage): number => own + neighbourhood + component
  const ranked = graph.tables
    .map(({ name }, index) => ({ table: lexicon.findTable(name), score: score(coverage[index]!) }))
    .sort((left, right) => right.score - left.score)
  return ranked.slice(0, MOST_TABLES).map(({ table }) => table)
}

function tablesToRead(candidates: readonly TableEntry[]): readonly TableEntry[] {
  let columns = 0
  return candidates.slice(0, MOST_TABLES_READ).filter((table, rank) => {
    columns += table.columns.length
    return rank < 3 || columns <= MOST_COLUMNS_READ
  })
}

function partOf(tables: readonly TableEntry[]): SchemaPart {
  return {
    tables: tables.map(({ table, columns }) => ({ table, columns: columns.map(({ column }) => column) })),
  }
}

/** "oldest" speaks of ages, "in 2020" of dates, whatever the columns are called. */
function impliedColumns(
  { tokens, lexicon, mentions }: ReadQuestion,
  { context }: LinkingRequest,
  { tables }: SchemaPart,
): ReadonlySet<unknown> {
  const scope = makeScope(tokens, lexicon, context.survey.joins, mentions)
  const names = tables.map(({ table }) => table)
  const implied = new Set<unknown>()
  for (const position of tokens.keys()) {
    for (const { cue } of cuesAt(tokens, position)) {
      if (!('concept' in cue) || cue.concept === undefined) continue
      for (const { column } of degreeColumns(scope, cue.concept, names)) implied.add(column)
    }
  }
  if (mentions.some(({ kind }) => kind === 'period')) {
    for (const { column } of momentColumns(scope, null)) implied.add(column)
  }
  return implied
}
