import { seededRandom } from '../../base/random.ts'
import {
  type LinearRanker,
  type RankerParameters,
  scoreLinearly,
  settleScores,
} from '../../model/open-model.ts'
import { FOLD_COUNT, foldsOf } from './cross-folds.ts'
import { fitConfidence } from './fit-confidence.ts'
import { isAsked, type LabelledList, shareRight } from './labelled-list.ts'
import { breathing, takeBreath } from './take-breath.ts'
import { trainLinearRanker } from './train-linear-ranker.ts'
import type { ConfidenceReport, TrainingRound } from './training-report.ts'

export interface RankerTraining {
  readonly seed: number
  readonly onRound?: (round: TrainingRound) => void
  readonly signal?: AbortSignal
}

export interface TrainedRanker {
  readonly parameters: RankerParameters
  readonly before: number
  readonly after: number
  readonly reachable: number
  readonly rounds: readonly TrainingRound[]
  readonly confidence: ConfidenceReport
}

const LINEAR = { bits: 20, rate: 0.01, measureRate: 1.5, mostRounds: 2 }

/**
 * Trains the ranker and the confidence, which is fitted to scores by rankers that had not seen the question's database.
 * The same lists and seed give the same parameters.
 */
export async function trainRanker(
  lists: readonly LabelledList[],
  training: RankerTraining,
): Promise<TrainedRanker> {
  const { seed } = training
  const folds = foldsOf(lists, seed)
  const asked = lists.filter(isAsked)
  const rounds: TrainingRound[] = []
  const report = (stage: TrainingRound['stage'], round: number, right: number): void => {
    const reached = { stage, round, right }
    rounds.push(reached)
    training.onRound?.(reached)
  }
  const linear = await crossTrainLinear(lists, folds, training, report)
  const confidence = fitConfidence(lists, linear.scores, folds)
  return {
    parameters: { linear: linear.ranker, confidence: confidence.curve },
    before: shareRight(asked, ({ list }) => list.candidates.map(({ measures }) => measures[0]!)),
    after: linear.right,
    reachable: asked.filter(({ right }) => right.includes(1)).length / Math.max(1, asked.length),
    rounds,
    confidence: confidence.report,
  }
}

/**
 * The fewest rounds that are as good as the best but for chance: each more learns the habits of those who asked by heart.
 */
function fewestRounds(rights: readonly number[], count: number): number {
  const most = Math.max(...rights)
  const chance = Math.sqrt((most * (1 - most)) / Math.max(1, count))
  return rights.findIndex((right) => right >= most - chance)
}

type Report = (stage: TrainingRound['stage'], round: number, right: number) => void

/** The ranker of all lists, and of each list the scores by the ranker that did not see its part. */
async function crossTrainLinear(
  lists: readonly LabelledList[],
  folds: Uint8Array,
  { seed, signal }: RankerTraining,
  report: Report,
): Promise<{ ranker: LinearRanker; right: number; scores: readonly Float64Array[] }> {
  const { bits, rate, measureRate, mostRounds } = LINEAR
  const scoresByRound = Array.from({ length: mostRounds }, () => new Map<LabelledList, Float64Array>())
  for (let fold = 0; fold < FOLD_COUNT; fold++) {
    const taught = lists.filter((_, index) => folds[index] !== fold)
    const held = lists.filter((_, index) => folds[index] === fold)
    await trainLinearRanker(taught, {
      bits,
      rate,
      measureRate,
      rounds: mostRounds,
      random: seededRandom(`${seed} linear ${fold}`),
      onRound: async (round, ranker) => {
        await takeBreath(signal)
        for (const labelled of held) {
          const scores = settleScores(labelled.list, scoreLinearly(labelled.list, ranker))
          scoresByRound[round]!.set(labelled, scores)
        }
        return true
      },
    })
  }
  const asked = lists.filter(isAsked)
  const rights = scoresByRound.map((scores) => shareRight(asked, (labelled) => scores.get(labelled)!))
  rights.forEach((right, round) => {
    report('linear', round + 1, right)
  })
  const best = fewestRounds(rights, asked.length)
  const ranker = await trainLinearRanker(lists, {
    bits,
    rate,
    measureRate,
    rounds: best + 1,
    random: seededRandom(`${seed} linear`),
    ...breathing(signal),
  })
  return {
    ranker,
    right: rights[best]!,
    scores: lists.map((labelled) => scoresByRound[best]!.get(labelled)!),
  }
}
