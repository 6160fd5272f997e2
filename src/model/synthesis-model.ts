import type { QueryOutcome } from '../database/database.ts'
import type { DatabaseContext, Demonstration, SchemaPart } from './model.ts'
import type { ModelListener } from './model-events.ts'

/**
 * The language work of synthesis (DB-Explore, sections 3.2 and 3.3) as a language model does it: one method a task. A
 * task that cannot be done throws ModelFailedError. What comes back was only read: whether a query runs, is new, and
 * does what its question asks is for the filters to say.
 */
export interface SynthesisModel {
  readonly name: string
  /** Semantic knowledge extraction, section 3.2.1: questions that the part suggests, each with its query. */
  writeQuestions(request: QuestionWritingRequest): Promise<readonly WrittenPair[]>
  /** Back-instruction, section 3.2.2: for each query, in its place, the question that it answers; null: none came. */
  wordQueries(request: QueryWordingRequest): Promise<readonly (QueryWording | null)[]>
  /** Progressive synthesis, section 3.2.3: harder pairs that each grow out of the given one by one step. */
  evolvePair(request: EvolutionRequest): Promise<readonly WrittenPair[]>
  /** Consistency verification, section 3.3: does the query do what the question says, no more and no less? */
  judgePair(request: JudgementRequest): Promise<Judgement>
}

interface SynthesisRequest {
  readonly context: DatabaseContext
  /** What of the database the task is about: no query may use anything else. */
  readonly part: SchemaPart
  /** Of several requests that say the same: makes each, and what a cache keeps of it, different. */
  readonly sample?: number
  readonly signal?: AbortSignal
  readonly onEvent?: ModelListener
}

/** A question and a query as a model wrote them. */
export interface WrittenPair extends QueryWording {
  readonly sql: string
}

export interface QueryWording {
  readonly question: string
  /** Other ways to ask the same; may be empty. */
  readonly paraphrases: readonly string[]
  /** What one must know beside the question; empty if nothing. */
  readonly evidence: string
}

/** As BIRD calls them. */
export type AskedDifficulty = 'simple' | 'moderate' | 'challenging'

export interface QuestionWritingRequest extends SynthesisRequest {
  /** How hard each of the pairs should be: as many as are wanted. */
  readonly difficulties: readonly AskedDifficulty[]
  /** Pairs of this database that show what is asked of it. */
  readonly demonstrations: readonly Demonstration[]
  /** Pairs of other databases: they show how people ask, and none of their names exist here. */
  readonly styleDemonstrations: readonly Demonstration[]
  /** Columns that the questions should be about, as "table.column": nothing asks for them yet. */
  readonly wanted: readonly string[]
}

export interface QueryWordingRequest extends SynthesisRequest {
  readonly queries: readonly string[]
  readonly styleDemonstrations: readonly Demonstration[]
  /** Other ways to ask the same, beside each question. */
  readonly paraphrases: number
}

/** What a step adds; 'constraint and table' is the paper's own: one more constraint, one more table, 5 to 10 words. */
export type EvolutionStep =
  | 'condition'
  | 'join'
  | 'nesting'
  | 'aggregation'
  | 'ordering'
  | 'constraint and table'

export interface EvolutionRequest extends SynthesisRequest {
  readonly pair: Demonstration
  /** What each of the new pairs adds: as many as are wanted. */
  readonly steps: readonly EvolutionStep[]
  readonly paraphrases: number
}

export interface JudgementRequest extends SynthesisRequest {
  readonly question: string
  readonly paraphrases: readonly string[]
  readonly evidence: string
  readonly sql: string
  /** What the query found. */
  readonly result: Extract<QueryOutcome, { readonly kind: 'rows' }>
}

export interface Judgement {
  readonly verdict: 'faithful' | 'unfaithful' | 'ambiguous'
  /** Half a sentence; empty where the pair is faithful. */
  readonly reason: string
  /** Of the paraphrases, in their order: does it ask for the same? */
  readonly faithfulParaphrases: readonly boolean[]
}
