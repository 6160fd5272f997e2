import { SondeError } from '../../base/errors.ts'
import type { Query } from '../../sql/ast.ts'
import { parseQuery } from '../../sql/parse.ts'
import { sampleFor } from './sample-for.ts'
import { sayCandidate } from './say-candidate.ts'
import type { Attempt, Strategy } from './strategy.ts'

const MOST_STEPS = 3
/** Longer chains drift away from what the seeds ask. */
const MOST_GENERATIONS = 3
/** Where there are seeds, so many parents are seeds: survivors feed back under this cap. */
const SEED_PARENTS = 0.5
/** With nothing to start from, and now and then all the same, a chain begins anew. */
const FRESH_PARENTS = 0.25

/** Progressive synthesis (DB-Explore, section 3.2.3): a pair evolved step by step, each step an edit of its tree. */
export const progressive: Strategy = {
  name: 'progressive',
  propose: async (attempt) => {
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
  },
}

function chooseParent(attempt: Attempt): { readonly id: string; readonly query: Query } | null {
  const { random, seeds, pool, target } = attempt
  // What nothing uses yet stands in no parent.
  if (target !== null) return null
  if (seeds.length > 0 && random.next() < SEED_PARENTS) {
    const seed = random.pick(seeds)
    return { id: seed.id, query: seed.query }
  }
  if (pool.size === 0 || random.next() < FRESH_PARENTS) return null
  const { example } = random.pick(pool.examples)
  if (pool.generationOf(example.id) >= MOST_GENERATIONS) return null
  const query = readQuery(example.sql)
  return query === null ? null : { id: example.id, query }
}

function readQuery(sql: string): Query | null {
  try {
    return parseQuery(sql)
  } catch (error) {
    if (error instanceof SondeError) return null
    throw error
  }
}
