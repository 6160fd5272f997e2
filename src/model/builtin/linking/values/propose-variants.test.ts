import { afterAll, describe, expect, it } from 'vitest'
import { exploreScript, SHOP } from '../../../../../test/support/explored-shop.ts'
import type { VariantsRequest } from '../../../model.ts'
import { proposeVariants } from './propose-variants.ts'

const { survey, graph, values, close } = await exploreScript(SHOP)
afterAll(close)

const variantsOf = (text: string, count = 8): readonly string[] => {
  const keyword = { text, start: 0, end: text.length, table: null, columns: [] }
  const context = { survey, graph, values }
  return proposeVariants({
    question: text,
    now: new Date(0),
    context,
    keyword,
    count,
  } satisfies VariantsRequest)
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
    ['Kitchne', 'kitchen'],
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
