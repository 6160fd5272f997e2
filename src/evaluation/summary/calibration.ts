import type { Calibration, CalibrationBin } from './score-summary.ts'

/** A prediction with how sure its maker was of it. */
export interface ConfidentPrediction {
  /** 0 to 1. */
  readonly confidence: number
  readonly isRight: boolean
}

const BIN_COUNT = 10

/**
 * Ten bins of equal width, and the expected calibration error over them (Guo et al. 2017, section 2). A confidence on
 * the border of two bins is in the upper one. Bins that hold nothing are left out: they have no mean.
 */
export function calibrationOf(predictions: readonly ConfidentPrediction[]): Calibration {
  const bins = Array.from({ length: BIN_COUNT }, (_, index) => binOf(index, predictions)).filter(
    ({ count }) => count > 0,
  )
  const distance = bins.reduce(
    (sum, { count, meanConfidence, accuracy }) => sum + count * Math.abs(meanConfidence - accuracy),
    0,
  )
  return {
    expectedError: predictions.length === 0 ? 0 : distance / predictions.length,
    precisionAtHalf: precisionAtHalf(predictions),
    bins,
  }
}

/** The share of right ones in the more confident half; of equally confident ones the earlier count first. */
function precisionAtHalf(predictions: readonly ConfidentPrediction[]): number | null {
  const half = predictions
    .toSorted((left, right) => right.confidence - left.confidence)
    .slice(0, Math.ceil(predictions.length / 2))
  return half.length === 0 ? null : half.filter(({ isRight }) => isRight).length / half.length
}

function binOf(index: number, predictions: readonly ConfidentPrediction[]): CalibrationBin {
  const held = predictions.filter(({ confidence }) => binIndex(confidence) === index)
  const confidence = held.reduce((sum, each) => sum + each.confidence, 0)
  return {
    from: index / BIN_COUNT,
    to: (index + 1) / BIN_COUNT,
    count: held.length,
    meanConfidence: confidence / held.length,
    accuracy: held.filter(({ isRight }) => isRight).length / held.length,
  }
}

function binIndex(confidence: number): number {
  return Math.min(BIN_COUNT - 1, Math.max(0, Math.floor(confidence * BIN_COUNT)))
}
