import type { QueryOutcome } from '../database/database.ts'
import type { ColumnName } from '../database/schema.ts'
import type { DbGraph } from '../exploration/db-graph.ts'
import type { Survey } from '../exploration/survey.ts'
import type { KnowledgeEntry } from '../values/knowledge.ts'
import type { ValueIndex, ValueMatch } from '../values/value-index.ts'
import type { ModelListener } from './model-events.ts'

/**
 * Whatever does the language work: one method a task. The pipeline calls tasks and never knows who performs them,
 * a language model behind a prompt or the builtin parser. A task that cannot be done throws ModelFailedError. Those
 * of synthesis are another port: SynthesisModel.
 */
export interface Model {
  readonly name: string
  /** TCSR-SQL section 3.1: the words of the question that name data content, each with a table and columns. */
  extractKeywords(request: KeywordsRequest): Promise<readonly Keyword[]>
  /** TCSR-SQL table 1: up to `count` other ways in which the data may write the keyword. */
  proposeVariants(request: VariantsRequest): Promise<readonly string[]>
  /** DB-Explore section 3.4: the part of the schema that the question needs. */
  linkSchema(request: LinkingRequest): Promise<SchemaPart>
  /** Drafts, best first. */
  generateSql(request: GenerationRequest): Promise<readonly SqlCandidate[]>
  /** Better queries in the light of the findings, best first; none when it knows nothing better. */
  reviseSql(request: RevisionRequest): Promise<readonly SqlCandidate[]>
}

/** What every task may look at. */
export interface DatabaseContext {
  readonly survey: Survey
  readonly graph: DbGraph
  readonly values: ValueIndex
}

interface QuestionRequest {
  readonly question: string
  readonly context: DatabaseContext
  /** What the asker tells beside the question, as BIRD's evidence: "X refers to column = 'value'". */
  readonly evidence?: string
  /** Today, for "last year". */
  readonly now: Date
  readonly signal?: AbortSignal
  /** Hears of every exchange with a language model, and of those that failed. */
  readonly onEvent?: ModelListener
}

export type KeywordsRequest = QuestionRequest

/** Words of the question that may stand in the data; `end` is exclusive. */
export interface Keyword {
  readonly text: string
  readonly start: number
  readonly end: number
  /** The table whose columns are searched first. */
  readonly table: string | null
  /** Where the words may be stored; empty: anywhere. */
  readonly columns: readonly ColumnName[]
}

export interface VariantsRequest extends QuestionRequest {
  readonly keyword: Keyword
  readonly count: number
}

/** What detection, retrieval and alignment found for one keyword. */
export interface GroundedKeyword {
  readonly keyword: Keyword
  /** Stored values that it may mean, best first. */
  readonly matches: readonly ValueMatch[]
  /** Encoding knowledge that was aligned with it. */
  readonly knowledge: readonly KnowledgeEntry[]
}

export interface LinkingRequest extends QuestionRequest {
  readonly grounded: readonly GroundedKeyword[]
}

/** Some tables of a schema, each with some of its columns. */
export interface SchemaPart {
  readonly tables: readonly { readonly table: string; readonly columns: readonly string[] }[]
}

export interface GenerationRequest extends LinkingRequest {
  readonly part: SchemaPart
  /** At most so many candidates. */
  readonly count: number
  /** Drafts that a model which draws its words makes independently of each other, for a vote; 1 if not said. */
  readonly samples?: number
  /** Questions with their SQL that show what is wanted, nearest first: examples and seeds of this database. */
  readonly demonstrations?: readonly Demonstration[]
  /** Runs a draft, read-only and for a short time, for at most so many rows: what it finds may speak for or against it. */
  readonly run?: (sql: string, maxRows: number) => Promise<QueryOutcome>
}

/** A question and the query that answers it. */
export interface Demonstration {
  readonly question: string
  readonly sql: string
}

export interface SqlCandidate {
  readonly sql: string
  /** Larger is better; comparable among the candidates of one reply. */
  readonly score: number
  /** 0 to 1: how sure the model is that this is what was asked, before the pipeline checks it. */
  readonly confidence: number
  /** The words of the question that nothing in this query accounts for. */
  readonly unusedWords: readonly string[]
  /** Which words became which table or column, for people. */
  readonly links: readonly NameLink[]
}

export interface NameLink {
  readonly words: string
  readonly table: string
  readonly column: string | null
  readonly score: number
}

export interface RevisionRequest extends GenerationRequest {
  readonly draft: string
  readonly findings: readonly RevisionFinding[]
}

/** Why a draft is not good enough. */
export type RevisionFinding =
  | { readonly kind: 'rejected'; readonly reason: string; readonly message: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown-name'; readonly name: string; readonly near: readonly string[] }
  | {
      readonly kind: 'unknown-value'
      readonly column: ColumnName
      readonly value: string
      readonly near: readonly ValueMatch[]
    }
  | { readonly kind: 'implausible'; readonly message: string }
