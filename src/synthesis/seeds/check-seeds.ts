import { createHash } from 'node:crypto'
import { SondeError } from '../../base/errors.ts'
import type { QueryOutcome } from '../../database/database.ts'
import { DEFAULT_LIMITS } from '../../database/database.ts'
import type { Query } from '../../sql/ast.ts'
import { parseQuery } from '../../sql/parse.ts'
import type { ExploredDatabase } from '../../values/explored-database.ts'
import { factsOf } from '../pool/query-facts.ts'
import type { GivenSeed, Seed } from './seed.ts'

export interface CheckedSeeds {
  readonly seeds: readonly Seed[]
  /** Pairs of other databases: they show how people ask, and say nothing about this one. */
  readonly ofOthers: readonly GivenSeed[]
  readonly refused: readonly { readonly place: string; readonly reason: string }[]
}

/** Lets in the seeds that run against the database; `reason` is half a sentence. */
export async function checkSeeds(
  given: readonly GivenSeed[],
  { database, survey }: Pick<ExploredDatabase, 'database' | 'survey'>,
  signal?: AbortSignal,
): Promise<CheckedSeeds> {
  const isOther = ({ database: name }: GivenSeed): boolean =>
    name !== null && name.toLowerCase() !== database.name.toLowerCase()
  const refused: { place: string; reason: string }[] = []
  const readable: Seed[] = []
  const places: string[] = []
  const known = new Set<string>()
  for (const seed of given) {
    if (isOther(seed)) continue
    const query = read(seed.sql)
    if (typeof query === 'string') {
      refused.push({ place: seed.place, reason: query })
      continue
    }
    const facts = factsOf(query, survey.schema, survey.joins)
    const [problem] = facts.resolution.problems
    if (problem !== undefined) {
      refused.push({ place: seed.place, reason: `there is no ${problem.name} in ${database.name}` })
      continue
    }
    const id = `seed-${createHash('sha256')
      .update(JSON.stringify([seed.question, facts.sql]))
      .digest('hex')
      .slice(0, 10)}`
    if (known.has(id)) continue
    known.add(id)
    readable.push({ id, question: seed.question, sql: facts.sql, query, facts })
    places.push(seed.place)
  }
  const outcomes: QueryOutcome[] = []
  const limits = { timeoutMs: DEFAULT_LIMITS.timeoutMs, maxRows: 1, ...(signal && { signal }) }
  await database.runEach(
    readable.map(({ sql }) => sql),
    limits,
    (outcome) => outcomes.push(outcome),
  )
  signal?.throwIfAborted()
  const seeds = readable.filter((_, index) => {
    const outcome = outcomes[index]!
    if (outcome.kind === 'rejected')
      refused.push({ place: places[index]!, reason: `it does not run: ${outcome.message}` })
    return outcome.kind === 'rows'
  })
  return { seeds, ofOthers: given.filter(isOther), refused }
}

function read(sql: string): Query | string {
  try {
    return parseQuery(sql)
  } catch (error) {
    if (error instanceof SondeError) return `its SQL cannot be read: ${error.message}`
    throw error
  }
}
