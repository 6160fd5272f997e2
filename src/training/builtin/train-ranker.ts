import { seededRandom } from '../../base/random.ts'
import {
  type LinearRanker,
  type RankerParameters,
  scoreLinearly,
  type TreeRanker,
} from '../../model/open-model.ts'
import { FOLD_COUNT, foldsOf } from './cross-folds.ts'
import { fitConfidence } from './fit-confidence.ts'
import { isAsked, type LabelledList, shareRight } from './labelled-list.ts'
import { firstTrees, type TreeExample, trainRankingTrees, treeExample, treeScores } from './rank-by-trees.ts'
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

const LINEAR = { bits: 20, rate: 0.02, mostRounds: 3 }
const TREES = { mostRounds: 60, judgedEvery: 5, patience: 30 }

/**
 * Trains the linear ranker, the trees that correct it, and the confidence. Whatever a later stage learns from was made
 * by an earlier one that had not seen the question's database. The same lists and seed give the same parameters.
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
  const examples = lists.map((labelled, index) => treeExample(labelled, linear.scores[index]!))
  const trees = await crossTrainTrees(examples, folds, training, report)
  const finalTrees = await trainRankingTrees(examples, {
    rounds: trees.rounds,
    seed,
    ...breathing(training.signal),
  })
  const confidence = fitConfidence(lists, trees.scores, folds)
  return {
    parameters: { linear: linear.ranker, trees: finalTrees, confidence: confidence.curve },
    before: shareRight(asked, ({ list }) => list.candidates.map(({ measures }) => measures[0]!)),
    after: trees.right,
    reachable: asked.filter(({ right }) => right.includes(1)).length / Math.max(1, asked.length),
    rounds,
    confidence: confidence.report,
  }
}

type Report = (stage: TrainingRound['stage'], round: number, right: number) => void

/** The ranker of all lists, and of each list the scores by the ranker that did not see its part. */
async function crossTrainLinear(
  lists: readonly LabelledList[],
  folds: Uint8Array,
  { seed, signal }: RankerTraining,
  report: Report,
): Promise<{ ranker: LinearRanker; scores: readonly Float64Array[] }> {
  const { bits, rate, mostRounds } = LINEAR
  const scoresByRound = Array.from({ length: mostRounds }, () => new Map<LabelledList, Float64Array>())
  for (let fold = 0; fold < FOLD_COUNT; fold++) {
    const taught = lists.filter((_, index) => folds[index] !== fold)
    const held = lists.filter((_, index) => folds[index] === fold)
    await trainLinearRanker(taught, {
      bits,
      rate,
      rounds: mostRounds,
      random: seededRandom(`${seed} linear ${fold}`),
      onRound: async (round, ranker) => {
        await takeBreath(signal)
        for (const labelled of held) scoresByRound[round]!.set(labelled, scoreLinearly(labelled.list, ranker))
        return true
      },
    })
  }
  const asked = lists.filter(isAsked)
  const rights = scoresByRound.map((scores) => shareRight(asked, (labelled) => scores.get(labelled)!))
  rights.forEach((right, round) => {
    report('linear', round + 1, right)
  })
  const best = rights.indexOf(Math.max(...rights))
  const ranker = await trainLinearRanker(lists, {
    bits,
    rate,
    rounds: best + 1,
    random: seededRandom(`${seed} linear`),
    ...breathing(signal),
  })
  return { ranker, scores: lists.map((labelled) => scoresByRound[best]!.get(labelled)!) }
}

/** How many rounds serve unknown parts best, and the scores that each part got from the trees of the others. */
async function crossTrainTrees(
  examples: readonly TreeExample[],
  folds: Uint8Array,
  { seed, signal }: RankerTraining,
  report: Report,
): Promise<{ rounds: number; right: number; scores: readonly Float64Array[] }> {
  const { mostRounds, judgedEvery, patience } = TREES
  const rightByRound = new Map<number, number>()
  const rankers: TreeRanker[] = []
  let reached = mostRounds
  for (let fold = 0; fold < FOLD_COUNT; fold++) {
    const taught = examples.filter((_, index) => folds[index] !== fold)
    const held = examples.filter((_, index) => folds[index] === fold)
    let best = { round: 0, right: -1 }
    const ranker = await trainRankingTrees(taught, {
      rounds: reached,
      seed: `${seed} ${fold}`,
      onRound: async (round, grown) => {
        await takeBreath(signal)
        if ((round + 1) % judgedEvery !== 0) return true
        const scores = new Map(held.map((example) => [example.labelled, treeScores(example, grown)]))
        const asked = [...scores.keys()].filter(isAsked)
        const right = shareRight(asked, (labelled) => scores.get(labelled)!) * asked.length
        rightByRound.set(round + 1, (rightByRound.get(round + 1) ?? 0) + right)
        if (right > best.right) best = { round, right }
        return round - best.round < patience
      },
    })
    rankers.push(ranker)
    reached = Math.min(reached, ranker.columns.length / ranker.depth)
  }
  const askedCount = examples.filter(({ labelled }) => isAsked(labelled)).length
  let best = { round: judgedEvery, right: -1 }
  for (const [round, sum] of rightByRound) {
    if (round > reached) continue
    const right = sum / Math.max(1, askedCount)
    report('trees', round, right)
    if (right > best.right) best = { round, right }
  }
  const cut = rankers.map((ranker) => firstTrees(ranker, best.round))
  return {
    rounds: best.round,
    right: best.right,
    scores: examples.map((example, index) => treeScores(example, cut[folds[index]!]!)),
  }
}
