import { SondeError } from '../../base/errors.ts'
import type { GroundedKeyword, Model } from '../../model/model.ts'
import { openBuiltinReader } from '../../model/open-model.ts'
import type { ExploredDatabase } from '../../values/explored-database.ts'
import { labelCandidates, ResultMemory } from './label-candidates.ts'
import { isGiven, type LabelledList, type Origin } from './labelled-list.ts'
import { withRewordings } from './reword-pairs.ts'
import { synthesizePairs } from './synthesize-pairs.ts'
import type { SkipReason } from './training-report.ts'

/** A question of a training set and the query that answers it. */
export interface TrainingPair {
  readonly dbId: string
  readonly question: string
  readonly query: string
}

export interface WordedPair extends TrainingPair {
  readonly origin: Origin
}

/** What is to be made of one database. */
export interface DatabaseJob {
  readonly dbId: string
  readonly pairs: readonly TrainingPair[]
  /** Some questions are there again in other words. */
  readonly isReworded: boolean
  /** So many questions more are made from the database itself. */
  readonly synthesized: number
  readonly seed: number
}

export interface ListMaking {
  /** Opens and explores a database; or says why it is left out. */
  readonly openExplored: (dbId: string) => Promise<ExploredDatabase | 'no-database' | 'database-too-large'>
  /** What the pipeline finds for a question before SQL is generated. */
  readonly ground: (question: string, explored: ExploredDatabase) => Promise<readonly GroundedKeyword[]>
  readonly model: Model
  /** Today, for "last year". */
  readonly now: Date
  /** A pair of the job is done. */
  readonly onPair?: () => void
  readonly signal?: AbortSignal
}

export interface DatabaseLists {
  /** In the order of the pairs; then those that were made from them and from the database. */
  readonly lists: readonly LabelledList[]
  readonly skipped: Readonly<Record<SkipReason, number>>
}

const TIMEOUT_MS = 30_000
/** Says nothing here: all that would be ranked is read. */
const COUNT = 1

/** Makes the candidates of every question about one database, and says of each whether it gives the gold result. */
export async function listsOfDatabase(job: DatabaseJob, making: ListMaking): Promise<DatabaseLists> {
  const { dbId, pairs } = job
  const { openExplored, onPair, signal } = making
  const skipped = { 'no-database': 0, 'database-too-large': 0, 'gold-fails': 0, 'gold-finds-nothing': 0 }
  const explored = await openExplored(dbId)
  if (typeof explored === 'string') {
    skipped[explored] = pairs.length
    for (const _ of pairs) onPair?.()
    return { lists: [], skipped }
  }
  try {
    const read = await openBuiltinReader()
    const limits = { timeoutMs: TIMEOUT_MS, ...(signal === undefined ? {} : { signal }) }
    const memory = new ResultMemory(explored.database, limits)
    const lists: LabelledList[] = []
    for (const pair of await allPairs(job, explored, signal)) {
      if (signal?.aborted) throw new SondeError('cancelled', 'Stopped before the candidates were made.')
      const { sqls, list } = read(await requestFor(pair, explored, making))
      const labels = await labelCandidates(pair.query, sqls, memory)
      const { origin } = pair
      if (typeof labels !== 'string') lists.push({ dbId, origin, list, ...labels })
      else if (isGiven({ origin })) skipped[labels]++
      if (isGiven({ origin })) onPair?.()
    }
    return { lists, skipped }
  } finally {
    explored.close()
    await explored.database.close()
  }
}

async function allPairs(
  { pairs, isReworded, synthesized, seed }: DatabaseJob,
  explored: ExploredDatabase,
  signal: AbortSignal | undefined,
): Promise<readonly WordedPair[]> {
  const seen = new Set<string>()
  const asked = pairs.map((pair): WordedPair => {
    const key = `${pair.question}\n${pair.query}`
    const origin = seen.has(key) ? 'repeated' : 'asked'
    seen.add(key)
    return { ...pair, origin }
  })
  if (!isReworded) return asked
  const made = synthesized === 0 ? [] : await synthesizePairs(explored, { count: synthesized, seed, signal })
  return [...withRewordings(asked), ...made]
}

async function requestFor(
  pair: TrainingPair,
  explored: ExploredDatabase,
  { ground, model, now }: ListMaking,
) {
  const { survey, graph, values } = explored
  const grounded = await ground(pair.question, explored)
  const shared = { question: pair.question, context: { survey, graph, values }, now, grounded }
  return { ...shared, part: await model.linkSchema(shared), count: COUNT }
}
