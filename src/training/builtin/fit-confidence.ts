import {
  type ConfidenceCurve,
  confidenceFacts,
  confidenceOf,
  rankByResults,
  rankScores,
} from '../../model/open-model.ts'
import { FOLD_COUNT } from './cross-folds.ts'
import { judgeConfidence } from './judge-confidence.ts'
import { isAsked, type LabelledList, resultsOf } from './labelled-list.ts'
import { type JudgedAnswer, trainConfidence } from './train-confidence.ts'
import type { ConfidenceReport } from './training-report.ts'

/** Fits the confidence to scores of rankers that had not seen the questions; judged by parts it was not fitted to. */
export function fitConfidence(
  lists: readonly LabelledList[],
  scores: readonly Float64Array[],
  folds: Uint8Array,
): { readonly curve: ConfidenceCurve; readonly report: ConfidenceReport } {
  const answers = answersOf(lists, scores)
  const judged = Array.from({ length: FOLD_COUNT }, (_, fold) => {
    const weights = trainConfidence(answers.filter(({ place }) => folds[place] !== fold))
    return confidencesOf(
      answers.filter(({ place }) => folds[place] === fold && isAsked(lists[place]!)),
      { weights },
    )
  })
  return { curve: { weights: trainConfidence(answers) }, report: judgeConfidence(judged.flat()) }
}

/** How well a confidence that is there already fits the scores of other lists. */
export function judgeAnswers(
  lists: readonly LabelledList[],
  scores: readonly Float64Array[],
  curve: ConfidenceCurve,
): ConfidenceReport {
  return judgeConfidence(confidencesOf(answersOf(lists, scores), curve))
}

function answersOf(
  lists: readonly LabelledList[],
  scores: readonly Float64Array[],
): (JudgedAnswer & { readonly place: number })[] {
  return lists.flatMap((labelled, place) => {
    const { list, right } = labelled
    if (right.length === 0) return []
    const resultOf = resultsOf(labelled)
    const ranked = rankByResults(rankScores(scores[place]!), resultOf)
    return [{ facts: confidenceFacts(ranked, list, resultOf), isRight: right[ranked[0]!.index] === 1, place }]
  })
}

function confidencesOf(answers: readonly JudgedAnswer[], curve: ConfidenceCurve) {
  return answers.map(({ facts, isRight }) => ({ isRight, confidence: confidenceOf(facts, curve) }))
}
