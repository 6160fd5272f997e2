import { seededRandom } from '../../base/random.ts'
import { type LinearRanker, type RankerParameters, rankCandidates } from '../../model/open-model.ts'
import { FOLD_COUNT, foldsOf } from './cross-folds.ts'
import { judgeAnswers } from './fit-confidence.ts'
import { type LabelledList, shareRight } from './labelled-list.ts'
import { breathing, takeBreath } from './take-breath.ts'
import { trainLinearRanker } from './train-linear-ranker.ts'
import type { RankerTraining, TrainedRanker } from './train-ranker.ts'
import type { TrainingRound } from './training-report.ts'

const RATE = 0.05
const MOST_ROUNDS = 6

/**
 * Goes on from parameters that were trained before: the weights of words learn the new questions, the weights of measures
 * and the confidence stay. When that helps no question that was held out, the parameters stay as they were.
 */
export async function adaptRanker(
  lists: readonly LabelledList[],
  base: RankerParameters,
  { seed, onRound, signal }: RankerTraining,
): Promise<TrainedRanker> {
  const folds = foldsOf(lists, seed)
  const rank = (linear: LinearRanker, { list }: LabelledList): Float64Array => {
    const scores = new Float64Array(list.candidates.length)
    for (const { index, score } of rankCandidates(list, linear)) scores[index] = score
    return scores
  }
  const byRound = Array.from({ length: MOST_ROUNDS + 1 }, () => new Map<LabelledList, Float64Array>())
  for (const labelled of lists) byRound[0]!.set(labelled, rank(base.linear, labelled))
  for (let fold = 0; fold < FOLD_COUNT; fold++) {
    const held = lists.filter((_, index) => folds[index] === fold)
    await trainLinearRanker(
      lists.filter((_, index) => folds[index] !== fold),
      {
        bits: base.linear.bits,
        rate: RATE,
        measureRate: 0,
        rounds: MOST_ROUNDS,
        random: seededRandom(`${seed} adapt ${fold}`),
        base: base.linear,
        onRound: async (round, linear) => {
          await takeBreath(signal)
          for (const labelled of held) byRound[round + 1]!.set(labelled, rank(linear, labelled))
          return true
        },
      },
    )
  }
  const rights = byRound.map((scores) => shareRight(lists, (labelled) => scores.get(labelled)!))
  const rounds = rights.map((right, round): TrainingRound => ({ stage: 'linear', round, right }))
  for (const round of rounds) onRound?.(round)
  const best = rights.indexOf(Math.max(...rights))
  const linear =
    best === 0
      ? base.linear
      : await trainLinearRanker(lists, {
          bits: base.linear.bits,
          rate: RATE,
          measureRate: 0,
          rounds: best,
          random: seededRandom(`${seed} adapt`),
          base: base.linear,
          ...breathing(signal),
        })
  const scores = lists.map((labelled) => byRound[best]!.get(labelled)!)
  return {
    parameters: { ...base, linear },
    before: rights[0]!,
    after: rights[best]!,
    reachable: lists.filter(({ right }) => right.includes(1)).length / Math.max(1, lists.length),
    rounds,
    confidence: judgeAnswers(lists, scores, base.confidence),
  }
}
