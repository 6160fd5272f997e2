import { SondeError } from '../../base/errors.ts'
import { encodeParameters, type RankerParameters } from '../../model/open-model.ts'
import { adaptRanker } from './adapt-ranker.ts'
import { heldOutBy } from './cross-folds.ts'
import { isGiven } from './labelled-list.ts'
import type { TrainingPair } from './lists-of-database.ts'
import { type ListsMaking, makeLabelledLists } from './make-labelled-lists.ts'
import { type RankerTraining, trainRanker } from './train-ranker.ts'
import type { TrainingReport } from './training-report.ts'

export interface BuiltinTraining extends ListsMaking, RankerTraining {
  readonly pairs: readonly TrainingPair[]
  /** Parameters to go on from; those of the grammar alone if not said. */
  readonly base?: RankerParameters
}

/**
 * Learns from question–SQL pairs to choose among the readings of the builtin grammar, and how far to trust the choice.
 * The same pairs, databases and seed give the same bytes, which are a parameter file.
 */
export async function trainBuiltin(
  training: BuiltinTraining,
): Promise<{ readonly bytes: Uint8Array; readonly report: TrainingReport }> {
  const { pairs, base } = training
  // What is there already is only corrected, by the words of those who ask.
  const { lists, skipped } = await makeLabelledLists(pairs, { ...training, isReworded: base === undefined })
  if (!lists.some(({ right }) => right.includes(1))) {
    const reasons = Object.entries(skipped).map(([reason, count]) => `${reason}: ${count}`)
    throw new SondeError(
      'benchmark-invalid',
      `None of the ${pairs.length} pairs teaches anything (${reasons.join(', ')}; the others have no right candidate). Check that --databases holds what they ask about.`,
    )
  }
  const { parameters, ...trained } =
    base === undefined ? await trainRanker(lists, training) : await adaptRanker(lists, base, training)
  return {
    bytes: encodeParameters(parameters),
    report: {
      pairs: pairs.length,
      questions: lists.filter(isGiven).length,
      databases: new Set(lists.map(({ dbId }) => dbId)).size,
      skipped,
      heldOut: heldOutBy(lists),
      ...trained,
    },
  }
}
