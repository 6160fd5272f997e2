import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { CONFIDENCE_FACTS } from '../confidence.ts'
import { MEASURES } from '../ranking/measure-reading.ts'
import { decodeParameters } from './decode-parameters.ts'
import { encodeParameters } from './encode-parameters.ts'
import { loadParameters } from './load-parameters.ts'
import type { RankerParameters } from './ranker-parameters.ts'

const folder = mkdtempSync(join(tmpdir(), 'sonde-parameters-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const BITS = 10

function parametersWith(weights: readonly (readonly [number, number])[]): RankerParameters {
  const table = new Float32Array(2 ** BITS)
  for (const [place, weight] of weights) table[place] = weight
  return {
    linear: {
      bits: BITS,
      weights: table,
      scoreWeight: 0.7,
      measureWeights: Float64Array.from(MEASURES, (_, index) => index / 7),
    },
    confidence: { weights: Float64Array.from(CONFIDENCE_FACTS, (_, index) => index / 11) },
  }
}

describe('parameters in a file', () => {
  it('come back as they were, weights to the nearest step', () => {
    const weights = fc.array(fc.tuple(fc.nat(2 ** BITS - 1), fc.float({ min: -3, max: 3, noNaN: true })), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(weights, (list) => {
        const parameters = parametersWith(list)
        const back = decodeParameters(encodeParameters(parameters), 'test')
        expect({ ...back, linear: 0 }).toEqual({ ...parameters, linear: 0 })
        expect(back.linear.scoreWeight).toBe(0.7)
        expect(back.linear.measureWeights).toEqual(parameters.linear.measureWeights)
        const largest = Math.max(...parameters.linear.weights.map(Math.abs))
        back.linear.weights.forEach((weight, place) => {
          expect(Math.abs(weight - parameters.linear.weights[place]!)).toBeLessThanOrEqual(largest / 253)
        })
      }),
    )
  })

  it('have the same bytes when they are the same, also after a journey', () => {
    const bytes = encodeParameters(
      parametersWith([
        [1, 1],
        [1000, -0.5],
      ]),
    )
    expect(
      encodeParameters(
        parametersWith([
          [1, 1],
          [1000, -0.5],
        ]),
      ),
    ).toEqual(bytes)
    expect(encodeParameters(decodeParameters(bytes, 'test'))).toEqual(bytes)
  })

  it.each([
    ['is damaged', (bytes: Uint8Array) => bytes.slice(0, -3)],
    ['is damaged', (bytes: Uint8Array) => Buffer.concat([bytes, Buffer.of(0)])],
    ['holds no parameters', (bytes: Uint8Array) => bytes.slice(5)],
    ['holds no parameters', () => Buffer.from('{"format":"other/1"}\n')],
    ['holds no parameters', () => Buffer.from('null\n')],
    [
      'was trained for another version',
      (bytes: Uint8Array) => replace(bytes, /"measures":\d+/, '"measures":1'),
    ],
    ['is damaged', (bytes: Uint8Array) => replace(bytes, /"bits":\d+/, '"bits":99')],
  ])('are refused when the file %s', (why, change) => {
    const weights = [3, 500, 900].map((place) => [place, 1] as const)
    const bytes = change(encodeParameters(parametersWith(weights)))
    expect(() => decodeParameters(bytes, 'some.model')).toThrow(`some.model ${why}`)
  })

  it('are read once', () => {
    const file = join(folder, 'own.model')
    writeFileSync(file, encodeParameters(parametersWith([[3, 1]])))
    expect(loadParameters(file)).toBe(loadParameters(file))
  })

  it('say which file is missing', () => {
    expect(() => loadParameters(join(folder, 'none.model'))).toThrow(/none\.model cannot be read/)
  })
})

describe('the parameters that ship with the package', () => {
  it('are for this version, and give every part a say', () => {
    const { linear, confidence } = loadParameters()
    expect(linear.weights.some((weight) => weight !== 0)).toBe(true)
    expect(linear.measureWeights.some((weight) => weight !== 0)).toBe(true)
    expect(confidence.weights).toHaveLength(CONFIDENCE_FACTS.length)
  })
})

function replace(bytes: Uint8Array, pattern: RegExp, text: string): Uint8Array {
  return Buffer.from(Buffer.from(bytes).toString('latin1').replace(pattern, text), 'latin1')
}
