import { hashText } from '../../../base/random.ts'
import { CONFIDENCE_FACTS } from '../confidence.ts'
import { MEASURES } from '../ranking/measure-reading.ts'
import type { RankerParameters } from './ranker-parameters.ts'

export const PARAMETERS_FORMAT = 'sonde-builtin/2'

/** The first line of the file, as JSON; binary parts follow in the order of its numbers. */
export interface ParametersHeader {
  readonly format: string
  /** Of the names of what is measured: parameters hold for exactly these. */
  readonly measures: number
  readonly bits: number
  /** How many weights are not nothing. */
  readonly weightCount: number
  /** What one step of a weight is worth. */
  readonly weightStep: number
  readonly scoreWeight: number
  readonly measureWeights: readonly number[]
  readonly confidence: readonly number[]
}

/** What changes when the features change, so that old parameters are not taken for new ones. */
export function measuresHash(): number {
  return hashText([...MEASURES, ...CONFIDENCE_FACTS].join('|'))
}

const STEPS = 127

/**
 * Weights as steps of one byte each, and the distance of each to the weight before it.
 * The same parameters give the same bytes.
 */
export function encodeParameters({ linear, confidence }: RankerParameters): Uint8Array {
  const largest = linear.weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0)
  const weightStep = largest / STEPS || 1
  const gaps: number[] = []
  const steps: number[] = []
  let last = -1
  linear.weights.forEach((weight, place) => {
    const step = Math.round(weight / weightStep)
    if (step === 0) return
    pushNumber(gaps, place - last - 1)
    steps.push(step & 0xff)
    last = place
  })
  const header: ParametersHeader = {
    format: PARAMETERS_FORMAT,
    measures: measuresHash(),
    bits: linear.bits,
    weightCount: steps.length,
    weightStep,
    scoreWeight: linear.scoreWeight,
    measureWeights: [...linear.measureWeights],
    confidence: [...confidence.weights],
  }
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(header)}\n`),
    Uint8Array.from(gaps),
    Uint8Array.from(steps),
  ])
}

/** Seven bits a byte, the lowest first; the highest bit says that more follow. */
function pushNumber(bytes: number[], value: number): void {
  let rest = value
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80)
    rest >>>= 7
  }
  bytes.push(rest)
}
