import { sampleFor } from './sample-for.ts'
import { sayCandidate } from './say-candidate.ts'
import { oneByOne } from './strategy.ts'

/**
 * Semantic knowledge extraction (DB-Explore, section 3.2.1): questions that the columns of a random walk suggest,
 * whatever seeds used so far. Without a language model a question is what its grammar can say of them, with the SQL
 * that it means.
 */
export const semantic = oneByOne('semantic', (attempt) => {
  const { language, random, wish } = attempt
  const query = language.grow(sampleFor(attempt, 'random-walk'), random, wish)
  if (query === null) return { kind: 'nothing', why: 'nothing grew on the subgraph' }
  return sayCandidate(query, attempt, null)
})
