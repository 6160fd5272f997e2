import { mapConcurrently } from '../../base/concurrency.ts'
import { SondeError } from '../../base/errors.ts'
import { groupByDatabase } from '../../evaluation/group-by-database.ts'
import type { LabelledList } from './labelled-list.ts'
import type { DatabaseJob, DatabaseLists, TrainingPair } from './lists-of-database.ts'
import type { SkipReason } from './training-report.ts'

export interface ListsMaking {
  readonly seed: number
  /** Does the work of one database, here or in another thread; `onPair` tells that one of its pairs is done. */
  readonly listsOf: (job: DatabaseJob, onPair: () => void) => Promise<DatabaseLists>
  /** Databases that are worked on at once, which changes the time alone. */
  readonly atOnce: number
  /** Questions that are made from each database beside those that are there; none if not said. */
  readonly synthesized?: number
  readonly onProgress?: (done: number, total: number, dbId: string) => void
  readonly signal?: AbortSignal
}

interface MadeLists {
  /** Database by database, in the order in which the pairs first name them. */
  readonly lists: readonly LabelledList[]
  readonly skipped: Readonly<Record<SkipReason, number>>
}

/** Makes the candidates of every pair, and says of each whether it gives the gold result. */
export async function makeLabelledLists(
  pairs: readonly TrainingPair[],
  { isReworded, ...making }: ListsMaking & Pick<DatabaseJob, 'isReworded'>,
): Promise<MadeLists> {
  const { seed, listsOf, atOnce, synthesized = 0, onProgress, signal } = making
  const groups = [...groupByDatabase(pairs, ({ dbId }) => dbId)]
  // The longest first, so that at the end no thread waits long for another.
  const bySize = groups.toSorted(([, left], [, right]) => right.length - left.length)
  const made = new Map<string, DatabaseLists>()
  let done = 0
  await mapConcurrently(bySize, atOnce, async ([dbId, members]) => {
    if (signal?.aborted) throw new SondeError('cancelled', 'Stopped before the candidates were made.')
    onProgress?.(done, pairs.length, dbId)
    const onPair = () => onProgress?.(++done, pairs.length, dbId)
    made.set(dbId, await listsOf({ dbId, pairs: members, isReworded, synthesized, seed }, onPair))
  })
  const all = groups.map(([dbId]) => made.get(dbId)!)
  const sum = (reason: SkipReason) => all.reduce((total, { skipped }) => total + skipped[reason], 0)
  return {
    lists: all.flatMap(({ lists }) => lists),
    skipped: {
      'no-database': sum('no-database'),
      'database-too-large': sum('database-too-large'),
      'gold-fails': sum('gold-fails'),
      'gold-finds-nothing': sum('gold-finds-nothing'),
    },
  }
}
