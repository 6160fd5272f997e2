import type { Random } from '../../base/random.ts'
import { crossHash, type LinearRanker, scoreLinearly, softmax } from '../../model/open-model.ts'
import { type LabelledList, rankingGradient, teachesRanking } from './labelled-list.ts'

export interface LinearTraining {
  readonly bits: number
  readonly rounds: number
  readonly rate: number
  readonly random: Random
  /** Where to start from; from the grammar's own score alone if not said. */
  readonly base?: LinearRanker
  /** After each round; false ends the training. */
  readonly onRound?: (round: number, ranker: LinearRanker) => Promise<boolean>
}

/**
 * Of the grammar's score before anything is learned. With less, and with large steps, the many words of the questions
 * explain everything by themselves, and questions that are asked another way suffer.
 */
const FIRST_SCORE_WEIGHT = 3

/** AdaGrad on the probability that a right candidate comes first. The same lists in the same order give the same weights. */
export async function trainLinearRanker(
  lists: readonly LabelledList[],
  { bits, rounds, rate, random, base, onRound }: LinearTraining,
): Promise<LinearRanker> {
  const weights = base === undefined ? new Float32Array(1 << bits) : Float32Array.from(base.weights)
  const squares = new Float32Array(weights.length).fill(0.1)
  const shift = 32 - bits
  let scoreWeight = base?.scoreWeight ?? FIRST_SCORE_WEIGHT
  let scoreSquares = 10
  const step = (first: number, second: number, gradient: number): void => {
    const place = crossHash(first, second) >>> shift
    squares[place]! += gradient * gradient
    weights[place]! -= (rate * gradient) / Math.sqrt(squares[place]!)
  }
  const ranker = (): LinearRanker => ({ bits, weights, scoreWeight })
  const useful = lists.filter(teachesRanking)
  for (let round = 0; round < rounds; round++) {
    for (const { list, right } of random.shuffle(useful)) {
      const gradients = rankingGradient(softmax(scoreLinearly(list, ranker())), right)
      const structure = new Map<number, number>()
      const naming = new Map<number, number>()
      const lone = new Map<number, number>()
      let scoreGradient = 0
      list.candidates.forEach((candidate, index) => {
        const gradient = gradients[index]!
        scoreGradient += gradient * candidate.measures[0]!
        addTo(structure, candidate.structure, gradient)
        addTo(naming, candidate.naming, gradient)
        addTo(lone, candidate.lone, gradient)
      })
      for (const [feature, gradient] of structure) {
        if (Math.abs(gradient) < SMALL) continue
        for (const phrase of list.phrases) step(phrase, feature, gradient)
      }
      for (const [feature, gradient] of naming) {
        if (Math.abs(gradient) < SMALL) continue
        for (const word of list.words) step(word, feature, gradient)
      }
      for (const [feature, gradient] of lone) if (Math.abs(gradient) >= SMALL) step(feature, 0, gradient)
      scoreSquares += scoreGradient * scoreGradient
      scoreWeight -= (rate * scoreGradient) / Math.sqrt(scoreSquares)
    }
    if (onRound !== undefined && !(await onRound(round, ranker()))) break
  }
  return ranker()
}

/** What all candidates share has a gradient of nothing but rounding. */
const SMALL = 1e-4

function addTo(sums: Map<number, number>, features: Uint32Array, gradient: number): void {
  for (const feature of features) sums.set(feature, (sums.get(feature) ?? 0) + gradient)
}
