import type { QueryFacts } from '../pool/query-facts.ts'
import type { Candidate } from '../strategies/strategy.ts'
import type { Refusal } from './filter-name.ts'

/** Reads a question back, and says where it does not lead to the query that it is meant for. */
export interface QuestionReader {
  /** The filters ambiguity and consistency; null when the question leads to its query. */
  findFault(candidate: Candidate, facts: QueryFacts): Refusal | null
}
