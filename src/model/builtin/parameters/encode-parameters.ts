import { hashText } from '../../../base/random.ts'
import { CONFIDENCE_FACTS } from '../confidence.ts'
import { TREE_COLUMNS } from '../ranking/tree-row.ts'
import type { RankerParameters } from './ranker-parameters.ts'

export const PARAMETERS_FORMAT = 'sonde-builtin/1'

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
  readonly treeCount: number
  readonly depth: number
  readonly confidence: readonly number[]
}

/** What changes when the features change, so that old parameters are not taken for new ones. */
export function measuresHash(): number {
  return hashText([...TREE_COLUMNS, ...CONFIDENCE_FACTS].join('|'))
}

const STEPS = 127

/**
 * Weights as steps of one byte each, after the distance to the weight before it; trees as they are. Little endian.
 * The same parameters give the same bytes.
 */
export function encodeParameters({ linear, trees, confidence }: RankerParameters): Uint8Array {
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
    treeCount: trees.columns.length / trees.depth,
    depth: trees.depth,
    confidence: [...confidence.weights],
  }
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(header)}\n`),
    Uint8Array.from(gaps),
    Uint8Array.from(steps),
    trees.columns,
    littleEndian(trees.thresholds),
    littleEndian(trees.leaves),
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

function littleEndian(values: Float32Array): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(values.length * 4))
  for (const [index, value] of values.entries()) bytes.setFloat32(index * 4, value, true)
  return new Uint8Array(bytes.buffer)
}
