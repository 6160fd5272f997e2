import { SondeError } from '../../base/errors.ts'
import type { Query } from '../../sql/ast.ts'
import { parseQuery } from '../../sql/parse.ts'
import type { Attempt } from './strategy.ts'

/** Longer chains drift away from what the seeds ask. */
const MOST_GENERATIONS = 3
/** Where there are seeds, so many parents are seeds: survivors feed back under this cap. */
const SEED_PARENTS = 0.5
/** With nothing to start from, and now and then all the same, a chain begins anew. */
const FRESH_PARENTS = 0.25

/** A pair that a chain goes on from. */
export interface Parent {
  readonly id: string
  /** null: a query of a log, which nobody put into words. */
  readonly question: string | null
  readonly query: Query
}

/** A seed, or an example of the pool; null where a chain is to begin anew. */
export function chooseParent({ random, seeds, pool, target }: Attempt): Parent | null {
  // What nothing uses yet stands in no parent.
  if (target !== null) return null
  if (seeds.length > 0 && random.next() < SEED_PARENTS) return random.pick(seeds)
  if (pool.size === 0 || random.next() < FRESH_PARENTS) return null
  const { example } = random.pick(pool.examples)
  if (pool.generationOf(example.id) >= MOST_GENERATIONS) return null
  const query = readQuery(example.sql)
  return query === null ? null : { id: example.id, question: example.question, query }
}

function readQuery(sql: string): Query | null {
  try {
    return parseQuery(sql)
  } catch (error) {
    if (error instanceof SondeError) return null
    throw error
  }
}
