import { mapConcurrently } from '../../base/concurrency.ts'
import { SondeError } from '../../base/errors.ts'
import { groupByDatabase } from '../../evaluation/group-by-database.ts'
import type { GroundedKeyword, Model } from '../../model/model.ts'
import { openBuiltinReader } from '../../model/open-model.ts'
import type { ExploredDatabase } from '../../values/explored-database.ts'
import { labelCandidates, ResultMemory } from './label-candidates.ts'
import type { LabelledList } from './labelled-list.ts'
import type { SkipReason } from './training-report.ts'

/** A question of a training set and the query that answers it. */
export interface TrainingPair {
  readonly dbId: string
  readonly question: string
  readonly query: string
  /** By rule, from a question that is there too. */
  readonly isReworded?: true
}

export interface ListMaking {
  /** Opens and explores a database; or says why it is left out. */
  readonly openExplored: (dbId: string) => Promise<ExploredDatabase | 'no-database' | 'database-too-large'>
  /** What the pipeline finds for a question before SQL is generated. */
  readonly ground: (question: string, explored: ExploredDatabase) => Promise<readonly GroundedKeyword[]>
  readonly model: Model
  /** Today, for "last year". */
  readonly now: Date
  readonly onProgress?: (done: number, total: number, dbId: string) => void
  readonly signal?: AbortSignal
}

export interface MadeLists {
  /** In the order of the pairs. */
  readonly lists: readonly LabelledList[]
  readonly skipped: Readonly<Record<SkipReason, number>>
}

const DATABASES_AT_ONCE = 2
const TIMEOUT_MS = 3_000
/** Says nothing here: all that would be ranked is read. */
const COUNT = 1

/** Makes the candidates of every pair, and says of each whether it gives the gold result. */
export async function makeLabelledLists(
  pairs: readonly TrainingPair[],
  making: ListMaking,
): Promise<MadeLists> {
  const { openExplored, onProgress, signal } = making
  const read = await openBuiltinReader()
  const made = new Map<TrainingPair, LabelledList>()
  const skipped = { 'no-database': 0, 'database-too-large': 0, 'gold-fails': 0, 'gold-finds-nothing': 0 }
  let done = 0
  const groups = [...groupByDatabase(pairs, ({ dbId }) => dbId)]
  await mapConcurrently(groups, DATABASES_AT_ONCE, async ([dbId, members]) => {
    onProgress?.(done, pairs.length, dbId)
    const explored = await openExplored(dbId)
    if (typeof explored === 'string') {
      skipped[explored] += members.filter(({ isReworded }) => isReworded !== true).length
      done += members.length
      return
    }
    try {
      const memory = new ResultMemory(explored.database, {
        timeoutMs: TIMEOUT_MS,
        ...(signal === undefined ? {} : { signal }),
      })
      for (const pair of members) {
        if (signal?.aborted) throw new SondeError('cancelled', 'Stopped before the candidates were made.')
        const request = await requestFor(pair, explored, making)
        const { sqls, list } = read(request)
        const right = await labelCandidates(pair.query, sqls, memory)
        const isReworded = pair.isReworded === true
        if (typeof right !== 'string') made.set(pair, { dbId, isReworded, list, right })
        else if (!isReworded) skipped[right]++
        onProgress?.(++done, pairs.length, dbId)
      }
    } finally {
      explored.close()
      await explored.database.close()
    }
  })
  return { lists: pairs.flatMap((pair) => made.get(pair) ?? []), skipped }
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
