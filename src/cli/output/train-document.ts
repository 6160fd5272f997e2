import type { TrainingReport } from '../../training/builtin/training-report.ts'

/** A training and the file that it wrote. */
export interface WrittenTraining extends TrainingReport {
  readonly file: string
  readonly bytes: number
  readonly seed: number
}

/** schemas/train.schema.json */
export function trainDocument(training: WrittenTraining): Readonly<Record<string, unknown>> {
  const { file, bytes, seed, pairs, questions, databases, skipped, heldOut, ...rest } = training
  const { before, after, reachable, rounds, confidence } = rest
  return {
    format: 'sonde-train/1',
    backend: 'builtin',
    file,
    bytes,
    seed,
    pairs,
    questions,
    databases,
    skipped,
    heldOut,
    reachable: rounded(reachable),
    before: rounded(before),
    after: rounded(after),
    rounds: rounds.map(({ stage, round, right }) => ({ stage, round, right: rounded(right) })),
    calibrationError: rounded(confidence.calibrationError),
    confidence: confidence.curve.map(({ coverage, precision, threshold }) => ({
      coverage,
      precision: rounded(precision),
      threshold: rounded(threshold),
    })),
  }
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
