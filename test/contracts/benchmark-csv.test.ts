import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCsv } from '../../src/base/csv.ts'
import { csvText } from '../../src/cli/output/csv.ts'

describe('CSV that Sonde writes', () => {
  it('is read back as it was', () => {
    const field = fc.string({ unit: fc.constantFrom('a', 'é', ' ', ',', '"', '\n', '\r', '\ufffd', '1') })
    const rows = fc
      .integer({ min: 1, max: 4 })
      .chain((width) => fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 1 }))
    fc.assert(
      fc.property(rows, ([head, ...rest]) => {
        expect(parseCsv(csvText(head!, rest))).toEqual([head, ...rest])
      }),
    )
  })
})
