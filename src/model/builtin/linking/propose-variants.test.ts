import { describe, expect, it } from 'vitest'
import type { VariantsRequest } from '../../model.ts'
import { proposeVariants } from './propose-variants.ts'

const variantsOf = (text: string, count = 8): readonly string[] => {
  const keyword = { text, start: 0, end: text.length, table: null, columns: [] }
  return proposeVariants({ keyword, count } as unknown as VariantsRequest)
}

describe('other ways to write a keyword', () => {
  it.each([
    ['United States', 'usa'],
    ['female', 'f'],
    ['French', 'france'],
    ['categories', 'category'],
    ['glasses', 'glass'],
    ['hotel', 'hotels'],
    ['movie', 'film'],
  ])('%s may be written %s', (text, variant) => {
    expect(variantsOf(text).map((one) => one.toLowerCase())).toContain(variant)
  })

  it('never proposes the keyword itself, nor more than are asked for', () => {
    for (const text of ['usa', 'female', 'yes', 'Monday', 'tea']) {
      expect(variantsOf(text, 3).length).toBeLessThanOrEqual(3)
      expect(variantsOf(text, 3)).not.toContain(text.toLowerCase())
    }
  })
})
