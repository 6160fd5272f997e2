const LARGEST = 1.5

/** Large counts say little more than middling ones. */
export function squashMeasure(measure: number): number {
  return Math.max(-LARGEST, Math.min(LARGEST, Math.asinh(measure) / 2))
}
