import { describe, expect, it } from 'vitest'
import { variantsOf } from './propose-variants.ts'
import { aliasesOf } from './value-aliases.ts'

describe('what data writes for what people say', () => {
  it.each([
    ['french', 'france'],
    ['france', 'fr'],
    ['california', 'ca'],
    ['munich', 'münchen'],
    ['women', 'f'],
    ['true', 'yes'],
    ['september', 'sep'],
    ['third', '3'],
    ['american', 'usa'],
    ['african', 'africa'],
    ['south american', 'south america'],
    ['germans', 'germany'],
  ])('%s: %s', (said, stored) => {
    expect(aliasesOf(said)).toContain(stored)
  })

  it('leaves other words alone', () => {
    expect(aliasesOf('tea')).toEqual([])
  })

  it.each([
    ['senior baristas', 'sr. barista'],
    ['account managers', 'acct. mgr'],
    ['sales representatives', 'sales rep.'],
    ['AB positive', 'ab+'],
  ])('goes word by word through %s', (said, stored) => {
    expect(variantsOf(said)).toContain(stored)
  })
})
