import { sampleFor } from './sample-for.ts'
import { sayCandidate } from './say-candidate.ts'
import { oneByOne } from './strategy.ts'

/**
 * Structural pattern mining (DB-Explore, section 3.2.2): SQL first, grown over a subgraph that follows what the seeds
 * use together, then the question that says it.
 */
export const structural = oneByOne('structural', (attempt) => {
  const { language, random, wish } = attempt
  const query = language.grow(sampleFor(attempt, 'empirical-weighted'), random, wish)
  if (query === null) return { kind: 'nothing', why: 'nothing grew on the subgraph' }
  return sayCandidate(query, attempt, null)
})
