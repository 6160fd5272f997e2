import { SondeError } from '../../../base/errors.ts'
import { CONFIDENCE_FACTS } from '../confidence.ts'
import { MEASURES } from '../ranking/measure-reading.ts'
import { measuresHash, PARAMETERS_FORMAT, type ParametersHeader } from './encode-parameters.ts'
import type { RankerParameters } from './ranker-parameters.ts'

/** Throws a `SondeError` that names `file` when the bytes are no parameters of this version. */
export function decodeParameters(bytes: Uint8Array, file: string): RankerParameters {
  const header = readHeader(bytes, file)
  const { bits, weightCount, weightStep, scoreWeight, measureWeights, confidence } = header
  const reader = new ByteReader(bytes, bytes.indexOf(NEWLINE) + 1)
  try {
    const weights = new Float32Array(2 ** bits)
    const places: number[] = []
    let place = -1
    for (let index = 0; index < weightCount; index++) {
      place += reader.number() + 1
      places.push(place)
    }
    for (const each of places) weights[each] = reader.signedByte() * weightStep
    if (!reader.isAtEnd || place >= weights.length) {
      throw new RangeError('the parts do not fit together')
    }
    return {
      linear: { bits, weights, scoreWeight, measureWeights: Float64Array.from(measureWeights) },
      confidence: { weights: Float64Array.from(confidence) },
    }
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw invalid(file, 'is damaged', cause)
  }
}

const NEWLINE = 10
const LONGEST_HEADER = 20_000

function readHeader(bytes: Uint8Array, file: string): ParametersHeader {
  const end = bytes.indexOf(NEWLINE)
  if (end < 0 || end > LONGEST_HEADER) throw invalid(file, 'holds no parameters of the builtin model')
  let header: ParametersHeader
  try {
    header = JSON.parse(Buffer.from(bytes.subarray(0, end)).toString('utf8')) as ParametersHeader
  } catch (cause) {
    throw invalid(file, 'holds no parameters of the builtin model', cause)
  }
  if (header?.format !== PARAMETERS_FORMAT) throw invalid(file, 'holds no parameters of the builtin model')
  if (header.measures !== measuresHash()) throw invalid(file, 'was trained for another version of Sonde')
  const { bits, weightCount, weightStep, scoreWeight, measureWeights, confidence } = header
  const counts = [bits, weightCount]
  const isWhole = counts.every((count) => Number.isInteger(count) && count >= 0)
  const isNumeric = [weightStep, scoreWeight].every(Number.isFinite)
  const hasWeights =
    isNumbers(confidence, CONFIDENCE_FACTS.length) && isNumbers(measureWeights, MEASURES.length)
  if (!isWhole || bits > 24 || bits < 1 || !isNumeric || !hasWeights) throw invalid(file, 'is damaged')
  return header
}

function isNumbers(list: unknown, length: number): boolean {
  return Array.isArray(list) && list.length === length && list.every(Number.isFinite)
}

function invalid(file: string, why: string, cause?: unknown): SondeError {
  return new SondeError(
    'file-unreadable',
    `${file} ${why}. Train it again with sonde train --backend builtin, or leave --model out.`,
    { cause },
  )
}

class ByteReader {
  readonly #view: DataView
  #at: number

  constructor(bytes: Uint8Array, at: number) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#at = at
  }

  get isAtEnd(): boolean {
    return this.#at === this.#view.byteLength
  }

  byte(): number {
    return this.#view.getUint8(this.#at++)
  }

  signedByte(): number {
    return this.#view.getInt8(this.#at++)
  }

  number(): number {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte()
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
    }
  }
}
