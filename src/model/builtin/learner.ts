import type { GenerationRequest } from '../model.ts'
import type { CandidateList } from './ranking/candidate-features.ts'
import { describeCandidates } from './ranking/describe-candidates.ts'
import { CANDIDATES_RANKED } from './ranking/rank-candidates.ts'
import { readQuestion } from './ranking/read-question.ts'

/** A training question as rankers see it, and the queries that they would choose among. */
export interface LearnedQuestion {
  readonly sqls: readonly string[]
  readonly list: CandidateList
}

/** Reads a question as the builtin model does before it ranks what it read. */
export function readForLearning(request: GenerationRequest): LearnedQuestion {
  const read = readQuestion(request, CANDIDATES_RANKED)
  return { sqls: read.readings.map(({ sql }) => sql), list: describeCandidates(read) }
}
