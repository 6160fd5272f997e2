import type { Query } from '../../sql/ast.ts'
import { chooseParent } from './choose-parent.ts'
import { sampleFor } from './sample-for.ts'
import { sayCandidate } from './say-candidate.ts'
import { oneByOne } from './strategy.ts'

const MOST_STEPS = 3
/** Progressive synthesis (DB-Explore, section 3.2.3): a pair evolved step by step, each step an edit of its tree. */
export const progressive = oneByOne('progressive', (attempt) => {
  const { language, random, wish } = attempt
  const parent = chooseParent(attempt)
  const base =
    parent?.query ??
    language.grow(sampleFor(attempt, 'empirical-weighted'), random, {
      ...(wish.mustUse && { mustUse: wish.mustUse }),
      difficulty: 'easy',
    })
  if (base === null || base === undefined) return { kind: 'nothing', why: 'nothing grew on the subgraph' }
  let query: Query | null = null
  const steps = 1 + random.below(MOST_STEPS)
  for (let step = 0; step < steps; step++) {
    const next: Query | null = language.evolve(query ?? base, random)
    if (next === null) break
    query = next
  }
  if (query === null) return { kind: 'nothing', why: 'no step fits the query' }
  return sayCandidate(query, attempt, parent?.id ?? null)
})
