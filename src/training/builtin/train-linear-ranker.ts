import type { Random } from '../../base/random.ts'
import {
  crossHash,
  type LinearRanker,
  MEASURES,
  scoreLinearly,
  softmax,
  squashMeasure,
} from '../../model/open-model.ts'
import { type LabelledList, rankingGradient, teachesRanking } from './labelled-list.ts'

export interface LinearTraining {
  readonly bits: number
  readonly rounds: number
  readonly rate: number
  /** Of the weights of measures; larger, since these hold for every question. 0: they stay as they are. */
  readonly measureRate: number
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
  { bits, rounds, rate, measureRate, random, base, onRound }: LinearTraining,
): Promise<LinearRanker> {
  const weights = base === undefined ? new Float32Array(1 << bits) : Float32Array.from(base.weights)
  const squares = new Float32Array(weights.length).fill(0.1)
  const shift = 32 - bits
  let scoreWeight = base?.scoreWeight ?? FIRST_SCORE_WEIGHT
  let scoreSquares = 10
  const measureWeights = Float64Array.from(base?.measureWeights ?? new Float64Array(MEASURES.length))
  const measureSquares = new Float64Array(MEASURES.length).fill(1)
  const step = (first: number, second: number, gradient: number): void => {
    const place = crossHash(first, second) >>> shift
    squares[place]! += gradient * gradient
    weights[place]! -= (rate * gradient) / Math.sqrt(squares[place]!)
  }
  const ranker = (): LinearRanker => ({ bits, weights, scoreWeight, measureWeights })
  const useful = lists.filter(teachesRanking)
  for (let round = 0; round < rounds; round++) {
    for (const { list, right } of random.shuffle(useful)) {
      const gradients = rankingGradient(softmax(scoreLinearly(list, ranker())), right)
      const structure = new Map<number, number>()
      const naming = new Map<number, number>()
      const lone = new Map<number, number>()
      const measureGradients = new Float64Array(MEASURES.length)
      let scoreGradient = 0
      list.candidates.forEach((candidate, index) => {
        const gradient = gradients[index]!
        scoreGradient += gradient * candidate.measures[0]!
        if (Math.abs(gradient) >= SMALL) addMeasures(measureGradients, candidate.measures, gradient)
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
      for (let index = 0; measureRate > 0 && index < measureGradients.length; index++) {
        const gradient = measureGradients[index]!
        measureSquares[index]! += gradient * gradient
        measureWeights[index]! -= (measureRate * gradient) / Math.sqrt(measureSquares[index]!)
      }
      scoreSquares += scoreGradient * scoreGradient
      scoreWeight -= (rate * scoreGradient) / Math.sqrt(scoreSquares)
    }
    if (onRound !== undefined && !(await onRound(round, ranker()))) break
  }
  return ranker()
}

/** What all candidates share has a gradient of nothing but rounding. */
const SMALL = 1e-4

function addMeasures(sums: Float64Array, measures: Float32Array, gradient: number): void {
  for (let index = 0; index < measures.length; index++) {
    sums[index]! += gradient * squashMeasure(measures[index]!)
  }
}

function addTo(sums: Map<number, number>, features: Uint32Array, gradient: number): void {
  for (const feature of features) sums.set(feature, (sums.get(feature) ?? 0) + gradient)
}
