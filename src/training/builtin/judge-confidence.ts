import type { JudgedAnswer } from './train-confidence.ts'
import type { ConfidenceReport } from './training-report.ts'

const BIN_COUNT = 10
const COVERAGES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]

/** Compares confidences with what was right. */
export function judgeConfidence(
  answers: readonly (Pick<JudgedAnswer, 'isRight'> & { readonly confidence: number })[],
): ConfidenceReport {
  const bins = Array.from({ length: BIN_COUNT }, () => ({ confidence: 0, right: 0 }))
  for (const { confidence, isRight } of answers) {
    const bin = bins[Math.min(BIN_COUNT - 1, Math.floor(confidence * BIN_COUNT))]!
    bin.confidence += confidence
    bin.right += Number(isRight)
  }
  const error = bins.reduce((sum, { confidence, right }) => sum + Math.abs(confidence - right), 0)
  const sorted = answers.toSorted((left, right) => right.confidence - left.confidence)
  return {
    calibrationError: error / Math.max(1, answers.length),
    curve:
      sorted.length === 0
        ? []
        : COVERAGES.map((coverage) => {
            const kept = sorted.slice(0, Math.max(1, Math.round(coverage * sorted.length)))
            const right = kept.filter(({ isRight }) => isRight).length
            return { coverage, precision: right / kept.length, threshold: kept.at(-1)!.confidence }
          }),
  }
}
